import { describe, expect, it } from 'vitest'
import { SHEET_GAP, SHEET_LABEL, sheetLayout, type SheetCell } from './sheet-layout.ts'

const square = { width: 512, height: 512 }

describe('sheetLayout', () => {
  it('makes about as many columns as rows', () => {
    const { cells, width, height } = sheetLayout([square, square, square, square, square])
    expect(new Set(cells.map(({ x }) => x)).size).toBe(3)
    expect(new Set(cells.map(({ y }) => y)).size).toBe(2)
    expect(width).toBe(3 * 512 + 4 * SHEET_GAP)
    expect(height).toBe(2 * (512 + SHEET_LABEL) + 3 * SHEET_GAP)
  })

  it('keeps pictures of different shapes inside and apart', () => {
    const { cells, width, height } = sheetLayout([square, { width: 384, height: 640 }, square])
    const overlap = (a: SheetCell, b: SheetCell) =>
      a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height + SHEET_LABEL && b.y < a.y + a.height
    for (const [at, cell] of cells.entries()) {
      expect(cell.x + cell.width).toBeLessThan(width)
      expect(cell.y + cell.height + SHEET_LABEL).toBeLessThan(height)
      expect(cells.slice(at + 1).some((other) => overlap(cell, other))).toBe(false)
    }
    expect(cells[1]!.width / cells[1]!.height).toBeCloseTo(384 / 640)
  })

  it('enlarges tiny pictures by whole steps and shrinks a crowd of large ones', () => {
    expect(sheetLayout([{ width: 128, height: 128 }]).cells[0]).toMatchObject({ width: 256, height: 256 })
    const crowd = sheetLayout(Array.from({ length: 100 }, () => ({ width: 2048, height: 2048 })))
    expect(crowd.width).toBeLessThanOrEqual(4096)
  })
})
