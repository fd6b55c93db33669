import type { PictureRecord } from '../../../contract/picture.ts'
import { usePage } from '../../state/page-context.tsx'
import { altText } from '../../text/alt-text.ts'
import { useText } from '../../text/use-text.ts'
import { fileName } from '../gallery/file-name.ts'
import { saveFile } from '../gallery/save-file.ts'
import { SHEET_LABEL, sheetLayout } from './sheet-layout.ts'

/** Saves two or more pictures as one PNG with their prompts and seeds below them. */
export function useContactSheet(): (pictures: readonly PictureRecord[]) => Promise<void> {
  const { files, toast } = usePage()
  const say = useText()
  return async (pictures) => {
    const blobs = await Promise.all(pictures.map(({ id }) => files.load(id)))
    const there = pictures.flatMap((picture, at) => {
      const blob = blobs[at]
      return blob ? [{ picture, blob }] : []
    })
    if (there.length < pictures.length) toast({ kind: 'picture_gone' })
    if (there.length === 0) return
    const { width, height, cells } = sheetLayout(there.map(({ picture }) => picture))
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')!
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    context.textBaseline = 'top'
    for (const [at, { picture, blob }] of there.entries()) {
      const cell = cells[at]!
      const bitmap = await createImageBitmap(blob)
      context.drawImage(bitmap, cell.x, cell.y, cell.width, cell.height)
      bitmap.close()
      const seed = say('compare.seed', { seed: picture.seed })
      label(context, [altText(picture.request.prompt, say), seed], cell)
    }
    const name = fileName({ createdAt: Date.now(), index: 0, mime: 'image/png' })
    saveFile(await canvas.convertToBlob({ type: 'image/png' }), `contact-sheet_${name}`)
  }
}

function label(
  context: OffscreenCanvasRenderingContext2D,
  lines: readonly string[],
  cell: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  const line = SHEET_LABEL / 2 - 2
  context.font = '14px system-ui, sans-serif'
  for (const [at, text] of lines.entries()) {
    context.fillStyle = at === 0 ? '#1b1c1e' : '#5e6268'
    context.fillText(shortened(context, text, cell.width), cell.x, cell.y + cell.height + 4 + at * line)
  }
}

function shortened(context: OffscreenCanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  let end = text.length
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end--
  return `${text.slice(0, end)}…`
}
