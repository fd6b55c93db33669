import { addScaled, blend, type Latent } from '../math/vector.ts'
import { createJointBilateral, type JointBilateral } from './sharpness.ts'
import type { LatentShape } from './types.ts'

/** The moment of a model call at which two guesses are joined. */
export interface GuideMoment {
  /** The latent the model was given, before input scaling; not modified. */
  readonly x: Latent
  /** Noise level of `x`. */
  readonly sigma: number
  /** 0 at the noisiest timestep, 1 at timestep 0: 1 − timestep / last timestep. */
  readonly progress: number
}

/**
 * Joins two guesses at the clean latent into the one the sampler sees.
 *
 * @param wanted   x₀ given the prompt; not modified
 * @param unwanted x₀ given the negative prompt; not modified
 * @returns x₀, same length; may be `wanted` itself
 */
export type Guide = (wanted: Latent, unwanted: Latent, moment: GuideMoment) => Latent

/** How strongly to guide. */
export interface GuideSettings {
  /** The guidance scale: how far to go from `unwanted` towards `wanted`; 1 is `wanted` alone. */
  readonly scale: number
  /** Where `scale` is larger than this, steps begin with this scale and only end with the full one. */
  readonly adaptiveScale: number
  /** 0 … 30; 0 turns the filter off. */
  readonly sharpness: number
  readonly shape: LatentShape
}

/**
 * Classifier-free guidance with Fooocus' two refinements: a lower scale while the latent is noisiest, and a blur of
 * the removed noise that leaves detail in the picture, stronger towards the end.
 *
 * The original mixes what is taken away, e = x − x₀, of two guidance scales. Both mixes lie on the one line through
 * the two guesses, so a single scale in between, applied to x₀, gives the same.
 *
 * @throws RangeError (the guide, not the factory) if `sharpness` is on and the latent is below 7 × 7 cells
 * @see Ho & Salimans 2022, arXiv:2207.12598, eq. 6; Fooocus' "adaptive CFG" and "sharpness"
 */
export function createGuide({ scale, adaptiveScale, sharpness, shape }: GuideSettings): Guide {
  if (Math.abs(scale - 1) <= 1e-9 * Math.max(1, Math.abs(scale))) return (wanted) => wanted
  let blur: JointBilateral | null = null
  return (wanted, unwanted, { x, progress }) => {
    const share = 0.001 * sharpness * progress
    const sharpened =
      share === 0 ? wanted : sharpen({ wanted, x, share, blur: (blur ??= createJointBilateral(shape)) })
    const atMoment = scale > adaptiveScale ? progress * scale + (1 - progress) * adaptiveScale : scale
    return blend(unwanted, sharpened, atMoment)
  }
}

interface SharpenInput {
  readonly wanted: Latent
  readonly x: Latent
  /** Of the blurred residual in the residual taken away. */
  readonly share: number
  readonly blur: JointBilateral
}

/** Takes away a residual that is in part blurred: x₀ − share·(F(e) − e), with e = x − x₀ and x₀ as F's guide. */
function sharpen({ wanted, x, share, blur }: SharpenInput): Latent {
  const residual = addScaled(x, wanted, -1)
  const blurred = blur(residual, wanted)
  return addScaled(wanted, addScaled(blurred, residual, -1), -share)
}
