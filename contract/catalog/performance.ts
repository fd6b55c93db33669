import type { SamplerName, SchedulerName } from './samplers.ts'

/** What a performance mode fixes before anything else is planned. */
export interface PerformanceMode {
  readonly steps: number
  /** Steps used by "Upscale" instead of `steps`. */
  readonly upscaleSteps: number
  /** Set for the modes that only work with a distillation LoRA merged into the model. */
  readonly forced?: {
    readonly sampler: SamplerName
    readonly scheduler: SchedulerName
    readonly guidanceScale: 1
    readonly sharpness: 0
    readonly adaptiveCfg: 1
    readonly adm: { readonly positive: 1; readonly negative: 1; readonly end: 0 }
  }
}

const distilled = {
  guidanceScale: 1,
  sharpness: 0,
  adaptiveCfg: 1,
  adm: { positive: 1, negative: 1, end: 0 },
} as const

/** Fooocus' performance modes by their API value. */
export const PERFORMANCE_MODES = {
  Quality: { steps: 60, upscaleSteps: 36 },
  Speed: { steps: 30, upscaleSteps: 18 },
  'Extreme Speed': {
    steps: 8,
    upscaleSteps: 8,
    forced: { ...distilled, sampler: 'lcm', scheduler: 'lcm' },
  },
  Lightning: {
    steps: 4,
    upscaleSteps: 4,
    forced: { ...distilled, sampler: 'euler', scheduler: 'sgm_uniform' },
  },
  'Hyper-SD': {
    steps: 4,
    upscaleSteps: 4,
    forced: { ...distilled, sampler: 'dpmpp_sde_gpu', scheduler: 'karras' },
  },
} as const satisfies Record<string, PerformanceMode>

/** A performance mode's API value. */
export type Performance = keyof typeof PERFORMANCE_MODES

/** All performance modes, fastest last. */
// Object.keys loses the literal type; the object above is its only source.
export const PERFORMANCES = Object.keys(PERFORMANCE_MODES) as [Performance, ...Performance[]]
