import type { PixelSize } from '../../../contract/image.ts'

/** Where one picture of a contact sheet stands, in pixels of the sheet; its label stands below. */
export interface SheetCell extends PixelSize {
  readonly x: number
  readonly y: number
}

/** A contact sheet. */
export interface SheetLayout extends PixelSize {
  readonly cells: readonly SheetCell[]
}

/** Space around the pictures. */
export const SHEET_GAP = 16
/** Room below each picture for two lines of text. */
export const SHEET_LABEL = 44
/** No sheet is wider than browsers and eyes can take. */
const MAX_WIDTH = 4096
/** Smaller pictures are enlarged, so that their labels have room. */
const MIN_CELL = 256

/** Places pictures in rows of equal cells, about as many columns as rows, in reading order. */
export function sheetLayout(pictures: readonly PixelSize[]): SheetLayout {
  const columns = Math.ceil(Math.sqrt(pictures.length))
  const widest = Math.max(...pictures.map(({ width }) => width))
  const room = Math.floor((MAX_WIDTH - SHEET_GAP) / columns) - SHEET_GAP
  const scale = Math.min(Math.max(1, Math.ceil(MIN_CELL / widest)), room / widest)
  const cell = {
    width: Math.round(widest * scale),
    height: Math.round(Math.max(...pictures.map(({ height }) => height)) * scale),
  }
  const [stepX, stepY] = [cell.width + SHEET_GAP, cell.height + SHEET_LABEL + SHEET_GAP]
  const rows = Math.ceil(pictures.length / columns)
  return {
    width: columns * stepX + SHEET_GAP,
    height: rows * stepY + SHEET_GAP,
    cells: pictures.map((picture, at) => {
      const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)]
      return {
        // In the middle of its cell, standing on the label's line.
        x: SHEET_GAP + (at % columns) * stepX + Math.floor((cell.width - width) / 2),
        y: SHEET_GAP + Math.floor(at / columns) * stepY + cell.height - height,
        width,
        height,
      }
    }),
  }
}
