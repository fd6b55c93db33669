import { lazy, useCallback, useEffect, useState } from 'react'
import { useActions, usePage, type Page } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { Part } from '../frame/Part.tsx'
import styles from './Drop.module.css'
import { carriesFiles, isLoraFile, isTextTarget, isZipFile } from './drop-routing.ts'
import type { DroppedLora } from './LoraSheet.tsx'

const DropSheet = lazy(() => import('./DropSheet.tsx').then((module) => ({ default: module.DropSheet })))

const LoraSheet = lazy(() => import('./LoraSheet.tsx').then((module) => ({ default: module.LoraSheet })))

/** The whole page takes dropped and pasted picture files, and LoRA files; the browser never leaves for them. */
export function DropTarget() {
  const say = useText()
  const [isOver, setOver] = useState(false)
  const [files, setFiles] = useState<readonly File[]>([])
  const [loras, setLoras] = useState<readonly DroppedLora[]>([])
  const page = usePage()
  const { addUserFile } = useActions()
  const close = useCallback(() => setFiles([]), [])
  const closeLoras = useCallback(() => setLoras([]), [])
  useEffect(() => {
    const take = (all: readonly File[]) => {
      setFiles(all.filter((file) => !isLoraFile(file) && !isZipFile(file)))
      const zips = all.filter(isZipFile)
      if (zips.length > 0) void importZips(page, zips)
      const found = all.filter(isLoraFile)
      setLoras(found.map((file) => ({ name: file.name, adding: addUserFile('lora', file) })))
    }
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
      take([...(event.dataTransfer?.files ?? [])])
    }
    const paste = (event: ClipboardEvent) => {
      const pasted = [...(event.clipboardData?.files ?? [])]
      const hasText = carriesText(event.clipboardData)
      if (pasted.length === 0 || (hasText && isTextTarget(event.target))) return
      event.preventDefault()
      take(pasted)
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
  }, [addUserFile, page])
  return (
    <>
      {isOver && <div className={cx(styles.target)}>{say('drop.hint')}</div>}
      {files.length > 0 && (
        <Part>
          <DropSheet files={files} onClose={close} />
        </Part>
      )}
      {loras.length > 0 && files.length === 0 && (
        <Part>
          <LoraSheet dropped={loras} onClose={closeLoras} />
        </Part>
      )}
    </>
  )
}

const carriesText = (clipboard: DataTransfer | null) => clipboard?.types.includes('text/plain') ?? false

/** Zips go to the gallery, which shows how far they are. */
async function importZips(page: Page, zips: readonly File[]): Promise<void> {
  const { transferOf } = await import('../transfer/transfer-store.ts')
  location.hash = '#/gallery'
  await transferOf(page).getState().importFiles(zips)
}
