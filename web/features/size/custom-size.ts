import type { PixelSize } from '../../../contract/image.ts'

/** What sides of one's own may be. */
export interface SideLimits {
  readonly min: number
  readonly max: number
  /** Sides are whole multiples of this. */
  readonly step: number
}

/** A side as it can be made: on the step, within the limits. */
export function fittedSide(side: number, { min, max, step }: SideLimits): number {
  return Math.min(
    Math.floor(max / step) * step,
    Math.max(Math.ceil(min / step) * step, Math.round(side / step) * step),
  )
}

/** A size with one side changed; the other one follows when the shape is kept. */
export function withSide(
  size: PixelSize,
  side: 'width' | 'height',
  value: number,
  { limits, isShapeKept }: { readonly limits: SideLimits; readonly isShapeKept: boolean },
): PixelSize {
  const other = side === 'width' ? 'height' : 'width'
  const share = isShapeKept ? value / size[side] : 1
  const fitted = (number: number) => fittedSide(number, limits)
  return side === 'width'
    ? { width: fitted(value), height: fitted(size[other] * share) }
    : { width: fitted(size[other] * share), height: fitted(value) }
}

/**
 * Reads a shape or a size as people write it: `16:9`, `16/9`, `1.78` or `1024×768`.
 *
 * @returns null for anything else; `isSize` when the numbers are pixels
 */
export function parseShape(text: string): (PixelSize & { readonly isSize: boolean }) | null {
  const pair = /^\s*(\d+(?:\.\d+)?)\s*([:/×xX*])\s*(\d+(?:\.\d+)?)\s*$/u.exec(text)
  const single = /^\s*(\d+(?:\.\d+)?)\s*$/u.exec(text)
  const width = Number(pair?.[1] ?? single?.[1])
  const height = Number(pair?.[3] ?? 1)
  const isPossible = width > 0 && height > 0 && width / height < 100 && height / width < 100
  return isPossible ? { width, height, isSize: pair !== null && !/[:/]/u.test(pair[2]!) } : null
}

/** The size of a shape with about as many pixels as the model is used to. */
export function sizeOfShape(shape: PixelSize, usual: PixelSize, limits: SideLimits): PixelSize {
  const width = Math.sqrt((usual.width * usual.height * shape.width) / shape.height)
  const height = (width * shape.height) / shape.width
  // What is too long for the model is made smaller as a whole, so that the shape stays.
  const shrink = Math.min(1, limits.max / Math.max(width, height))
  return { width: fittedSide(width * shrink, limits), height: fittedSide(height * shrink, limits) }
}

/** A model's sizes by their shape, each group from the tallest to the widest. */
export function byShape(
  sizes: readonly PixelSize[],
): Readonly<Record<'tall' | 'square' | 'wide', readonly PixelSize[]>> {
  const sorted = [...sizes].sort((a, b) => a.width / a.height - b.width / b.height)
  return {
    tall: sorted.filter(({ width, height }) => width < height),
    square: sorted.filter(({ width, height }) => width === height),
    wide: sorted.filter(({ width, height }) => width > height),
  }
}
