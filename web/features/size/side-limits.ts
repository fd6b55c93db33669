import type { ModelEntry } from '../../../contract/manifest.ts'
import type { SideLimits } from './custom-size.ts'

/** No side is longer in the reference. */
const MOST_PIXELS = 2048
/** Sides are whole multiples of this everywhere in the reference. */
const SIDE_STEP = 8

/** What the sides of a model's pictures may be. */
export function sideLimits({ spec: { sizes } }: ModelEntry): SideLimits {
  return {
    min: sizes.min,
    max: Math.min(sizes.max, MOST_PIXELS),
    step: Math.max(SIDE_STEP, sizes.multiple),
  }
}
