import { createDpm2Ancestral } from './dpm-2-ancestral.ts'
import type { Sampler } from './types.ts'

/** DPM-Solver-2 on the probability-flow ODE: second order, no noise; two model calls per step, one for the last. */
export const sampleDpm2: Sampler = createDpm2Ancestral(0)
