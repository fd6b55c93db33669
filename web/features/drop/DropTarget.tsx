import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import styles from './Drop.module.css'
import { carriesFiles, isTextTarget } from './drop-routing.ts'

const DropSheet = lazy(() => import('./DropSheet.tsx').then((module) => ({ default: module.DropSheet })))

/** The whole page takes dropped and pasted picture files; the browser never leaves for them. */
export function DropTarget() {
  const say = useText()
  const [isOver, setOver] = useState(false)
  const [files, setFiles] = useState<readonly File[]>([])
  const close = useCallback(() => setFiles([]), [])
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer?.types)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer?.types)) return
      event.preventDefault()
      setOver(false)
      setFiles([...(event.dataTransfer?.files ?? [])])
    }
    const paste = (event: ClipboardEvent) => {
      const pasted = [...(event.clipboardData?.files ?? [])]
      const hasText = carriesText(event.clipboardData)
      if (pasted.length === 0 || (hasText && isTextTarget(event.target))) return
      event.preventDefault()
      setFiles(pasted)
    }
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    addEventListener('paste', paste)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
      removeEventListener('paste', paste)
    }
  }, [])
  return (
    <>
      {isOver && <div className={cx(styles.target)}>{say('drop.hint')}</div>}
      {files.length > 0 && (
        <Suspense fallback={null}>
          <DropSheet files={files} onClose={close} />
        </Suspense>
      )}
    </>
  )
}

const carriesText = (clipboard: DataTransfer | null) => clipboard?.types.includes('text/plain') ?? false
