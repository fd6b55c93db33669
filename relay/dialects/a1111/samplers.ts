import {
  SAMPLER_NAMES,
  SCHEDULER_NAMES,
  SCHEDULERS,
  type SamplerName,
  type SchedulerName,
} from '../../../contract/catalog/samplers.ts'
import { fromSamplerLabel, toSamplerLabel } from '../../../contract/metadata/sampler-labels.ts'

/** A sampler in A1111's list. */
export interface SamplerItem {
  readonly name: string
  readonly aliases: readonly string[]
  readonly options: Readonly<Record<string, string>>
}

/** A schedule in A1111's list. */
export interface SchedulerItem {
  readonly name: string
  readonly label: string
  readonly aliases: readonly string[] | null
  readonly default_rho: number
  readonly need_inner_model: boolean
}

/** A1111's word for "what goes with the sampler". */
const AUTOMATIC = 'automatic'

/** A1111's names for schedules that have another one here. */
const SCHEDULER_ALIASES: Readonly<Record<string, SchedulerName>> = { uniform: 'normal', ddim: 'ddim_uniform' }

/** Samplers by label, each once: variants that differ only in where the noise is drawn share theirs. */
export function samplerItems(): SamplerItem[] {
  const labels = [...new Set(SAMPLER_NAMES.map(labelOf))]
  return labels.map((name) => {
    const aliases = SAMPLER_NAMES.filter((sampler) => labelOf(sampler) === name)
    return { name, aliases, options: scheduleFor(aliases[0]!) === 'karras' ? { scheduler: 'karras' } : {} }
  })
}

/** Schedules, the automatic choice first. */
export function schedulerItems(): SchedulerItem[] {
  const item = (name: string, label: string): SchedulerItem => {
    const aliases = Object.keys(SCHEDULER_ALIASES).filter((alias) => SCHEDULER_ALIASES[alias] === name)
    const named = aliases.length > 0 ? aliases : null
    return { name, label, aliases: named, default_rho: -1, need_inner_model: false }
  }
  return [item(AUTOMATIC, 'Automatic'), ...SCHEDULER_NAMES.map((name) => item(name, SCHEDULERS[name].label))]
}

/**
 * Reads a sampler as clients write it: a label such as `DPM++ 2M SDE Karras`, or Fooocus' name; case does not count.
 *
 * @returns null for one that is not built in
 */
export function readSampler(text: string): { sampler: SamplerName; scheduler: SchedulerName } | null {
  const { scheduler, sampler: label } = fromSamplerLabel(withProperKarras(text.trim()))
  const wanted = label.toLowerCase()
  const sampler =
    SAMPLER_NAMES.find((name) => name === wanted) ??
    SAMPLER_NAMES.find((name) => labelOf(name).toLowerCase() === wanted)
  if (sampler === undefined) return null
  return { sampler, scheduler: scheduler === 'karras' ? 'karras' : scheduleFor(sampler) }
}

/** Reads a schedule by name or label. `automatic`: what goes with the sampler. Null: not built in. */
export function readScheduler(text: string): SchedulerName | 'automatic' | null {
  const wanted = text.trim().toLowerCase()
  if (wanted === AUTOMATIC) return AUTOMATIC
  const named = SCHEDULER_NAMES.find(
    (name) => name === wanted || SCHEDULERS[name].label.toLowerCase() === wanted,
  )
  return named ?? (Object.hasOwn(SCHEDULER_ALIASES, wanted) ? SCHEDULER_ALIASES[wanted]! : null)
}

const labelOf = (sampler: SamplerName) => toSamplerLabel(sampler, '')

/** A1111's automatic choice: Karras' schedule for DPM++, that of their models for distilled ones, normal for others. */
function scheduleFor(sampler: SamplerName): SchedulerName {
  if (sampler === 'lcm' || sampler === 'tcd') return 'sgm_uniform'
  return sampler.startsWith('dpmpp') ? 'karras' : 'normal'
}

const withProperKarras = (text: string) => text.replace(/\s+karras$/iu, ' Karras')
