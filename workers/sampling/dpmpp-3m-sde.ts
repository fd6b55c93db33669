import { addScaled, blend, type Latent } from '../math/vector.ts'
import type { Sampler } from './types.ts'
import { weightedSum, type Term } from './weighted-sum.ts'

/** A guess, and the length in λ = −ln σ of the step that was taken with it. */
interface Past {
  readonly denoised: Latent
  readonly h: number
}

/**
 * The stochastic DPM-Solver++(3M): third order from one model call per step, by remembering two guesses. Its noise is
 * drawn step by step, as in the 2M form.
 *
 * @param eta amount of fresh noise, ≥ 0; 1 is the reverse SDE, 0 is the ODE
 * @see Lu et al. 2022, arXiv:2211.01095, section 5 and appendix B (the third-order multistep form)
 */
export function createDpmpp3mSde(eta: number): Sampler {
  return async (denoise, start, sigmas, { noise, onStep }) => {
    let x = start
    let past: readonly Past[] = []
    const totalSteps = sigmas.length - 1
    for (let step = 0; step < totalSteps; step++) {
      const sigma = sigmas[step]!
      const next = sigmas[step + 1]!
      const denoised = await denoise(x, sigma)
      await onStep({ step, totalSteps, sigma, denoised })
      if (next === 0) return denoised
      // A level visited twice: nothing to move, and no length to divide by.
      if (next === sigma) continue
      const h = Math.log(sigma / next)
      const keep = (next / sigma) ** (1 + eta)
      x = weightedSum([[1, blend(denoised, x, keep)], ...correction(denoised, past, { h, q: h * (1 + eta) })])
      if (eta > 0) x = addScaled(x, noise.normal(x.length), next * Math.sqrt(1 - (next / sigma) ** (2 * eta)))
      past = [{ denoised, h }, ...past].slice(0, 2)
    }
    return x
  }
}

/** What the remembered guesses add to a first-order step: the first and second differences, weighted. */
function correction(
  denoised: Latent,
  [first, second]: readonly Past[],
  { h, q }: { readonly h: number; readonly q: number },
): Term[] {
  if (first === undefined) return []
  const phi2 = Math.expm1(-q) / q + 1
  const r0 = first.h / h
  const toFirst: Term[] = [
    [1 / r0, denoised],
    [-1 / r0, first.denoised],
  ]
  if (second === undefined) return scaled(toFirst, phi2)
  const r1 = second.h / h
  const toSecond: Term[] = [
    [1 / r1, first.denoised],
    [-1 / r1, second.denoised],
  ]
  const phi3 = phi2 / q - 0.5
  // φ₂·f₁ − φ₃·f₂ with f₂ = (e₀ − e₁)/(r₀ + r₁) and f₁ = e₀ + r₀·f₂, gathered by e₀ and e₁.
  const bend = (phi2 * r0 - phi3) / (r0 + r1)
  return [...scaled(toFirst, phi2 + bend), ...scaled(toSecond, -bend)]
}

const scaled = (terms: readonly Term[], by: number) =>
  terms.map(([weight, latent]): Term => [weight * by, latent])

/** DPM++ 3M SDE as Fooocus runs it. */
export const sampleDpmpp3mSde: Sampler = createDpmpp3mSde(1)
