import type { Latent } from '../math/vector.ts'
import { createProbe, stepFirstOrder, stepSecondOrder, stepThirdOrder } from './dpm-solver-step.ts'
import type { Sampler } from './types.ts'
import { slopeOf } from './weighted-sum.ts'

const FIRST_H = 0.05
const ABSOLUTE = 0.0078
const RELATIVE = 0.05
const ACCEPT_FROM = 0.81
/** How near to the end in log σ counts as there. */
const NEAR = 1e-5

/**
 * DPM-Solver that chooses its own steps: of third order, each checked against one of second order and made again,
 * shorter, where the two differ too much. No noise; three model calls per try. Of the schedule only the ends count,
 * and it stops at the smallest level above 0. Reports tell the share of the way in the steps asked for: `step` may
 * skip numbers or come twice, never falls and never passes `totalSteps` − 1.
 *
 * @see Lu et al. 2022, arXiv:2206.00927, appendix C (adaptive step size)
 */
export const sampleDpmAdaptive: Sampler = async (denoise, start, sigmas, { onStep }) => {
  const totalSteps = sigmas.length - 1
  if (totalSteps < 1) return start
  const sigmaMin = sigmas[totalSteps]! > 0 ? sigmas[totalSteps]! : sigmas[totalSteps - 1]!
  const whole = Math.log(sigmas[0]! / sigmaMin)
  let x = start
  let previousLow = start
  let wanted = FIRST_H
  let done = 0
  // At least one round, so that a schedule with one level above 0 gives its guess.
  do {
    const sigma = sigmas[0]! * Math.exp(-done)
    const denoised = await denoise(x, sigma)
    const step = whole > 0 ? Math.min(totalSteps - 1, Math.floor((totalSteps * done) / whole)) : 0
    await onStep({ step, totalSteps, sigma, denoised })
    if (whole === 0) return denoised
    const epsilon = slopeOf(x, denoised, sigma)
    for (let accepted = false; !accepted;) {
      const h = Math.min(whole - done, wanted)
      const from = { x, epsilon, sigma, h }
      const probe = createProbe(denoise, from)
      const probed = await probe(stepFirstOrder(from, 1 / 3), 1 / 3)
      const low = stepSecondOrder(from, probed, 1 / 3)
      const high = await stepThirdOrder(from, probed, probe)
      const factor = limited((1 / (errorOf(low, high, previousLow) + 1e-8)) ** (1 / 3))
      wanted *= factor
      // Written so that a NaN ends the run: whoever called looks at the latent.
      accepted = !(factor < ACCEPT_FROM)
      if (accepted) {
        x = high
        previousLow = low
        done += h
      }
    }
  } while (done < whole - NEAR)
  return x
}

const limited = (factor: number) => 1 + Math.atan(factor - 1)

/** Root mean square of the difference, in units of what is tolerated; 1 is just good enough. */
function errorOf(low: Latent, high: Latent, previousLow: Latent): number {
  let sum = 0
  for (let i = 0; i < low.length; i++) {
    const size = Math.max(Math.abs(low[i]!), Math.abs(previousLow[i]!))
    sum += ((low[i]! - high[i]!) / Math.max(ABSOLUTE, RELATIVE * size)) ** 2
  }
  return Math.sqrt(sum / low.length)
}
