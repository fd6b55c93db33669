import { useRef, type ReactNode } from 'react'
import { Button } from './Button.tsx'

/** A button that lets the user choose one file, or several. */
export interface FileButtonProps {
  readonly children: ReactNode
  /** What the file picker offers, as of `<input accept>`. */
  readonly accept: string
  /** One of the two is given. */
  readonly onFile?: (file: File) => void
  readonly onFiles?: (files: readonly File[]) => void
  readonly isDisabled?: boolean
}

/** A button over the platform's file picker. */
export function FileButton({ children, accept, onFile, onFiles, isDisabled = false }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button isDisabled={isDisabled} onPress={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        multiple={onFiles !== undefined}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          // The same file may be chosen again.
          target.value = ''
          if (files[0]) onFile?.(files[0])
          if (files.length > 0) onFiles?.(files)
        }}
      />
    </>
  )
}
