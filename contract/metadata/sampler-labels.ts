// Several samplers may share a label; reading takes the first, so the order matters. Absent: no label exists.
const LABELS: readonly (readonly [sampler: string, label: string])[] = [
  ['euler', 'Euler'],
  ['euler_ancestral', 'Euler a'],
  ['heun', 'Heun'],
  ['dpm_2', 'DPM2'],
  ['dpm_2_ancestral', 'DPM2 a'],
  ['lms', 'LMS'],
  ['dpm_fast', 'DPM fast'],
  ['dpm_adaptive', 'DPM adaptive'],
  ['dpmpp_2s_ancestral', 'DPM++ 2S a'],
  ['dpmpp_sde', 'DPM++ SDE'],
  ['dpmpp_sde_gpu', 'DPM++ SDE'],
  ['dpmpp_2m', 'DPM++ 2M'],
  ['dpmpp_2m_sde', 'DPM++ 2M SDE'],
  ['dpmpp_2m_sde_gpu', 'DPM++ 2M SDE'],
  ['lcm', 'LCM'],
  ['tcd', 'TCD'],
  ['restart', 'Restart'],
  ['ddim', 'DDIM'],
  ['uni_pc', 'UniPC'],
]
const KARRAS = ' Karras'

/** Label of a sampler in the `a1111` scheme; ` Karras` is part of it. A sampler without one keeps its name. */
export function toSamplerLabel(sampler: string, scheduler: string): string {
  const label = LABELS.find(([name]) => name === sampler)?.[1]
  if (label === undefined) return sampler
  return scheduler === 'karras' ? label + KARRAS : label
}

/**
 * Sampler behind a label. The `_gpu` variants share their label with the plain ones and come back as those.
 *
 * @returns the scheduler too when the label names one
 */
export function fromSamplerLabel(text: string): { sampler: string; scheduler?: string } {
  const hasKarras = text.endsWith(KARRAS)
  const label = hasKarras ? text.slice(0, -KARRAS.length) : text
  const sampler = LABELS.find(([, known]) => known === label)?.[0] ?? label
  return hasKarras ? { sampler, scheduler: 'karras' } : { sampler }
}
