import type { Latent } from '../math/vector.ts'
import {
  createProbe,
  stepFirstOrder,
  stepSecondOrder,
  stepThirdOrder,
  type SolverStep,
} from './dpm-solver-step.ts'
import type { Denoise, Sampler } from './types.ts'
import { slopeOf } from './weighted-sum.ts'

type Order = 1 | 2 | 3

/**
 * DPM-Solver-fast: as many model calls as steps were asked for, spent on steps of third order and a tail of lower
 * ones, even in log σ. No noise. It reports its own, fewer steps; of the schedule only the ends count, and it stops at
 * the smallest level above 0.
 *
 * @see Lu et al. 2022, arXiv:2206.00927, section 3.4 and Algorithm 2
 */
export const sampleDpmFast: Sampler = async (denoise, start, sigmas, { onStep }) => {
  const calls = sigmas.length - 1
  if (calls < 1) return start
  const sigmaMin = sigmas[calls]! > 0 ? sigmas[calls]! : sigmas[calls - 1]!
  const orders = ordersFor(calls)
  const h = Math.log(sigmas[0]! / sigmaMin) / orders.length
  let x = start
  for (const [step, order] of orders.entries()) {
    const sigma = sigmas[0]! * Math.exp(-step * h)
    const denoised = await denoise(x, sigma)
    await onStep({ step, totalSteps: orders.length, sigma, denoised })
    // With one level above 0 there is nowhere to go but to the guess.
    if (h === 0) return denoised
    x = await stepOfOrder(order, denoise, { x, epsilon: slopeOf(x, denoised, sigma), sigma, h })
  }
  return x
}

function ordersFor(calls: number): Order[] {
  const groups = Math.floor(calls / 3) + 1
  const tail: Order[] = calls % 3 === 0 ? [2, 1] : calls % 3 === 1 ? [1] : [2]
  return [...Array.from({ length: groups - tail.length }, (): Order => 3), ...tail]
}

async function stepOfOrder(order: Order, denoise: Denoise, step: SolverStep): Promise<Latent> {
  if (order === 1) return stepFirstOrder(step)
  const probe = createProbe(denoise, step)
  const share = order === 2 ? 1 / 2 : 1 / 3
  const probed = await probe(stepFirstOrder(step, share), share)
  return order === 2 ? stepSecondOrder(step, probed, share) : stepThirdOrder(step, probed, probe)
}
