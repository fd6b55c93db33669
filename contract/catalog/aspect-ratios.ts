import type { PixelSize } from '../image.ts'

/** Fooocus' 26 sizes, tall to wide. They are exact for SDXL; for a smaller model each stands for its shape. */
export const ASPECT_RATIOS: readonly (readonly [width: number, height: number])[] = [
  [704, 1408], [704, 1344], [768, 1344], [768, 1280], [832, 1216], [832, 1152], [896, 1152], [896, 1088],
  [960, 1088], [960, 1024], [1024, 1024], [1024, 960], [1088, 960], [1088, 896], [1152, 896], [1152, 832],
  [1216, 832], [1280, 768], [1344, 768], [1344, 704], [1408, 704], [1472, 704], [1536, 640], [1600, 640],
  [1664, 576], [1728, 576],
] // prettier-ignore

const PATTERN = /^\s*(\d{1,5})\s*[*×xX]\s*(\d{1,5})(?:\s.*)?$/u

/**
 * Reads FooocusAPI's size text: `1152*896`, `1152×896`, `1152x896`, with anything after a space ignored.
 *
 * @returns the size in pixels as written, or null when the text is no size
 */
export function parseAspectRatio(text: string): PixelSize | null {
  const match = PATTERN.exec(text)
  if (!match) return null
  const width = Number(match[1])
  const height = Number(match[2])
  return width > 0 && height > 0 ? { width, height } : null
}

/** Writes a size the way FooocusAPI's requests spell it: `1152*896`. */
export function toAspectRatioText(size: PixelSize): string {
  return `${size.width}*${size.height}`
}

/** True for one of Fooocus' 26 sizes. */
export function isListedSize(size: PixelSize): boolean {
  return ASPECT_RATIOS.some(([width, height]) => width === size.width && height === size.height)
}

/** The size of `choices` whose shape is nearest to `wanted`; ties go to the earlier one. */
export function nearestShape(wanted: PixelSize, choices: readonly PixelSize[]): PixelSize {
  const shape = (size: PixelSize) => Math.log(size.width / size.height)
  const distance = (size: PixelSize) => Math.abs(shape(size) - shape(wanted))
  return choices.reduce((best, size) => (distance(size) < distance(best) - 1e-9 ? size : best))
}

/** The shape in its smallest whole numbers, for labels: 1152×896 is `9:7`. */
export function ratioLabel(size: PixelSize): string {
  const divisor = greatestCommonDivisor(size.width, size.height)
  return `${size.width / divisor}:${size.height / divisor}`
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
