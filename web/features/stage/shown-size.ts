import type { PixelSize } from '../../../contract/image.ts'

/**
 * How wide a picture may be shown, in CSS pixels. Small pictures are enlarged, as little pictures on a large
 * stage look lost, but never so far that they turn to fog: four times up to 240 pixels, three at 320, none from
 * 1,024 on.
 */
export function shownWidth({ width, height }: PixelSize): number {
  const side = Math.max(width, height)
  const largest = Math.min(4, Math.max(1, 960 / side))
  return Math.round(width * largest)
}
