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
 * shape otherwise; any other size is taken as pixels, rounded down to what the model can make, or refused. A side
 * that is overwritten is pixels, and leaves the other one as it would be.
 *
 * @throws AppError `invalid_request` when a side is beyond the model's limits; `detail` names field, side and limit
 */
export function planSize(request: GenerationRequest, sizes: ModelSpec['sizes']): PlannedSize {
  // The schema has refused texts that are no size; the size stands even if that ever changes.
  const ratio = parseAspectRatio(request.aspect_ratios_selection) ?? { width: 1024, height: 1024 }
  const isAdapted = isListedSize(ratio) && !fits(ratio, sizes)
  const shaped = isAdapted ? nearestShape(ratio, sizes.trained.map(toSize)) : ratio
  const { overwrite_width: overWidth, overwrite_height: overHeight } = request
  const asked = {
    width: overWidth > 0 ? overWidth : shaped.width,
    height: overHeight > 0 ? overHeight : shaped.height,
  }
  const size = {
    width: roundDown(asked.width, sizes, overWidth > 0 ? 'overwrite_width' : 'aspect_ratios_selection'),
    height: roundDown(asked.height, sizes, overHeight > 0 ? 'overwrite_height' : 'aspect_ratios_selection'),
  }
  const isRounded = size.width !== asked.width || size.height !== asked.height
  // A ratio that no side is left of was not adapted, it was not asked for.
  const hasRatio = overWidth <= 0 || overHeight <= 0
  const notices = [
    ...(isAdapted && hasRatio ? [sizeNotice('size_adapted', ratio, shaped)] : []),
    ...(isRounded ? [sizeNotice('size_rounded', asked, size)] : []),
  ]
  return { ...size, notices }
}

const toSize = ([width, height]: readonly [number, number]): PixelSize => ({ width, height })

function fits(size: PixelSize, sizes: ModelSpec['sizes']): boolean {
  return [size.width, size.height].every((side) => side <= sizes.max && side % sizes.multiple === 0)
}

function roundDown(side: number, sizes: ModelSpec['sizes'], field: keyof GenerationRequest): number {
  const rounded = Math.floor(side / sizes.multiple) * sizes.multiple
  if (rounded < sizes.min || side > sizes.max) {
    throw new AppError('invalid_request', `a side of ${side} px is outside ${sizes.min}–${sizes.max} px`, {
      field,
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
