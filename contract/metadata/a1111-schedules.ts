import { fromSamplerLabel } from './sampler-labels.ts'

/** A1111's labels for noise schedules, as its files state them under "Schedule type". */
const SCHEDULE_BY_LABEL: ReadonlyMap<string, string> = new Map([
  ['Uniform', 'normal'],
  ['Normal', 'normal'],
  ['Karras', 'karras'],
  ['Exponential', 'exponential'],
  ['SGM Uniform', 'sgm_uniform'],
  ['Simple', 'simple'],
  ['DDIM', 'ddim_uniform'],
  ['Align Your Steps', 'align_your_steps'],
  ['Turbo', 'turbo'],
])

/** Samplers for which A1111's choice "Automatic" is another one than its uniform schedule. */
const AUTOMATIC: ReadonlyMap<string, string> = new Map([
  ['dpm_2', 'karras'],
  ['dpm_2_ancestral', 'karras'],
  ['dpmpp_2s_ancestral', 'karras'],
  ['dpmpp_2m', 'karras'],
  ['dpmpp_sde', 'karras'],
  ['dpmpp_2m_sde', 'exponential'],
  ['dpmpp_3m_sde', 'exponential'],
  ['restart', 'karras'],
])

/** The samplers whose label A1111 writes but Fooocus' table does not have. */
const SAMPLER_BY_LABEL: ReadonlyMap<string, string> = new Map([['DPM++ 3M SDE', 'dpmpp_3m_sde']])

const EXPONENTIAL = ' Exponential'

/**
 * What A1111's own files say of sampling, in Fooocus' names. Their sampler has its schedule behind it (until version
 * 1.8: `DPM++ 2M SDE Exponential`) or beside it (from 1.9 on: `Schedule type`); neither means the uniform one.
 *
 * @param sampler  as read from the label, Karras already taken off
 * @param schedule the schedule's label; undefined when the file has none
 * @returns names unknown here as they stand in the file
 */
export function fromA1111Sampling(
  sampler: string,
  schedule: string | undefined,
): { readonly sampler: string; readonly scheduler: string } {
  const isExponential = sampler.endsWith(EXPONENTIAL)
  const label = isExponential ? sampler.slice(0, -EXPONENTIAL.length) : sampler
  const name = SAMPLER_BY_LABEL.get(label) ?? fromSamplerLabel(label).sampler
  if (isExponential) return { sampler: name, scheduler: 'exponential' }
  if (schedule === 'Automatic') return { sampler: name, scheduler: AUTOMATIC.get(name) ?? 'normal' }
  return { sampler: name, scheduler: SCHEDULE_BY_LABEL.get(schedule ?? 'Uniform') ?? schedule! }
}
