/** One sampler as the page, the planner and the metadata writers know it. */
interface SamplerEntry {
  readonly label: string
}

/** The samplers this build runs, by Fooocus' name. A new one is a line here and its file in workers/sampling. */
export const SAMPLERS = {
  euler: { label: 'Euler' },
  euler_ancestral: { label: 'Euler ancestral' },
  heun: { label: 'Heun' },
  heunpp2: { label: 'Heun++' },
  dpm_2: { label: 'DPM2' },
  dpm_2_ancestral: { label: 'DPM2 ancestral' },
  lms: { label: 'LMS' },
  dpm_fast: { label: 'DPM fast' },
  dpm_adaptive: { label: 'DPM adaptive' },
  dpmpp_2s_ancestral: { label: 'DPM++ 2S ancestral' },
  dpmpp_sde: { label: 'DPM++ SDE' },
  dpmpp_sde_gpu: { label: 'DPM++ SDE (GPU)' },
  dpmpp_2m: { label: 'DPM++ 2M' },
  dpmpp_2m_sde: { label: 'DPM++ 2M SDE' },
  dpmpp_2m_sde_gpu: { label: 'DPM++ 2M SDE (GPU)' },
  dpmpp_3m_sde: { label: 'DPM++ 3M SDE' },
  dpmpp_3m_sde_gpu: { label: 'DPM++ 3M SDE (GPU)' },
  ddpm: { label: 'DDPM' },
  lcm: { label: 'LCM' },
  tcd: { label: 'TCD' },
  restart: { label: 'Restart' },
  ddim: { label: 'DDIM' },
  uni_pc: { label: 'UniPC' },
  uni_pc_bh2: { label: 'UniPC BH2' },
} as const satisfies Record<string, SamplerEntry>

/** A sampler's name as FooocusAPI spells it. */
export type SamplerName = keyof typeof SAMPLERS

/** All sampler names, in the order they are offered. */
// Object.keys loses the literal type; the object above is its only source.
export const SAMPLER_NAMES = Object.keys(SAMPLERS) as [SamplerName, ...SamplerName[]]

/** The noise schedules this build runs, by Fooocus' name (its word for them is "scheduler"). */
export const SCHEDULERS = {
  normal: { label: 'Normal' },
  karras: { label: 'Karras' },
  exponential: { label: 'Exponential' },
  sgm_uniform: { label: 'SGM uniform' },
  simple: { label: 'Simple' },
  ddim_uniform: { label: 'DDIM uniform' },
  lcm: { label: 'LCM' },
  turbo: { label: 'Turbo' },
  align_your_steps: { label: 'Align your steps' },
  tcd: { label: 'TCD' },
  'edm_playground_v2.5': { label: 'EDM (Playground 2.5)' },
} as const

/** A noise schedule's name as FooocusAPI spells it. */
export type SchedulerName = keyof typeof SCHEDULERS

/** All schedule names, in the order they are offered. */
// Object.keys loses the literal type; the object above is its only source.
export const SCHEDULER_NAMES = Object.keys(SCHEDULERS) as [SchedulerName, ...SchedulerName[]]
