import { isListedSize, nearestShape, parseAspectRatio } from '../../contract/catalog/aspect-ratios.ts'
import { AppError } from '../../contract/errors.ts'
import type { PixelSize } from '../../contract/image.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import type { Notice } from '../../contract/task.ts'

/** A size the model can make, and what had to be said about it. */
export interface PlannedSize extends PixelSize {
  readonly notices: readonly Notice[]
}

/**
 * The size of a picture. Fooocus' 26 listed sizes are exact for a model that can make them and stand for their
 * shape otherwise; any other size is taken as pixels, rounded down to what the model can make, or refused.
 *
 * @throws AppError `invalid_request` when a side is beyond the model's limits; `detail` names side and limit
 */
export function planSize(request: GenerationRequest, sizes: ModelSpec['sizes']): PlannedSize {
  const asked = askedSize(request)
  if (!asked.overwritten && isListedSize(asked) && !fits(asked, sizes)) {
    const size = nearestShape(
      asked,
      sizes.trained.map(([width, height]) => ({ width, height })),
    )
    return { ...size, notices: [sizeNotice('size_adapted', asked, size)] }
  }
  const size = { width: roundDown(asked.width, sizes), height: roundDown(asked.height, sizes) }
  const changed = size.width !== asked.width || size.height !== asked.height
  return { ...size, notices: changed ? [sizeNotice('size_rounded', asked, size)] : [] }
}

function askedSize(request: GenerationRequest): PixelSize & { readonly overwritten: boolean } {
  // The schema has refused texts that are no size; the size stands even if that ever changes.
  const ratio = parseAspectRatio(request.aspect_ratios_selection) ?? { width: 1024, height: 1024 }
  return {
    width: request.overwrite_width > 0 ? request.overwrite_width : ratio.width,
    height: request.overwrite_height > 0 ? request.overwrite_height : ratio.height,
    overwritten: request.overwrite_width > 0 || request.overwrite_height > 0,
  }
}

function fits(size: PixelSize, sizes: ModelSpec['sizes']): boolean {
  return [size.width, size.height].every((side) => side <= sizes.max && side % sizes.multiple === 0)
}

function roundDown(side: number, sizes: ModelSpec['sizes']): number {
  const rounded = Math.floor(side / sizes.multiple) * sizes.multiple
  if (rounded < sizes.min || side > sizes.max) {
    throw new AppError('invalid_request', `a side of ${side} px is outside ${sizes.min}–${sizes.max} px`, {
      field: 'aspect_ratios_selection',
      value: side,
      min: sizes.min,
      max: sizes.max,
    })
  }
  return rounded
}

function sizeNotice(code: Notice['code'], from: PixelSize, to: PixelSize): Notice {
  return { code, detail: { from: `${from.width}×${from.height}`, to: `${to.width}×${to.height}` } }
}
