import { useRef, type ReactNode } from 'react'
import { Button } from './Button.tsx'

/** A button that lets the user choose one file. */
export interface FileButtonProps {
  readonly children: ReactNode
  /** What the file picker offers, as of `<input accept>`. */
  readonly accept: string
  readonly onFile: (file: File) => void
}

/** A button over the platform's file picker. */
export function FileButton({ children, accept, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button onPress={() => input.current?.click()}>{children}</Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0]
          // The same file may be chosen again.
          target.value = ''
          if (file) onFile(file)
        }}
      />
    </>
  )
}
