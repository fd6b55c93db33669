import { PERFORMANCE_MODES } from '../../../contract/catalog/performance.ts'
import type { GenerationRequest } from '../../../contract/request.ts'
import { sizeOf } from '../../state/effective-request.ts'
import { formatTime } from '../../text/format.ts'
import type { Say } from '../../text/use-text.ts'

/** What the plan line tells. */
export interface PlanFacts {
  readonly request: GenerationRequest
  /** Milliseconds of a step on this device, or null before the first one. */
  readonly stepMs: number | null
  /** Settings that were changed and have no control in sight. */
  readonly otherSettings: number
}

/** What a press of Generate would do, in one line: "1 picture · Speed · 128×128 · 2 styles · about 4 s". */
export function planLine({ request, stepMs, otherSettings }: PlanFacts, say: Say): string {
  const { width, height } = sizeOf(request)
  const styles = request.style_selections.length
  const seconds = stepMs === null ? null : (stepMs * stepsOf(request) * request.image_number) / 1000
  return [
    say('plan.pictures', { count: request.image_number }),
    say(`settings.mode.${request.performance_selection}`),
    say('plan.size', { width, height }),
    say('plan.styles', { count: styles }),
    ...(otherSettings > 0 ? [say('plan.others', { count: otherSettings })] : []),
    ...(seconds === null ? [] : [say('plan.about', { time: formatTime(seconds, say) })]),
  ].join(' · ')
}

/** Steps of one picture. */
export function stepsOf(
  request: Pick<GenerationRequest, 'performance_selection' | 'overwrite_step'>,
): number {
  return request.overwrite_step > 0
    ? request.overwrite_step
    : PERFORMANCE_MODES[request.performance_selection].steps
}

/** What has its control outside the Advanced tab. */
const IN_SIGHT: readonly (keyof GenerationRequest)[] = [
  'prompt',
  'negative_prompt',
  'style_selections',
  'performance_selection',
  'aspect_ratios_selection',
  'image_number',
  'output_format',
  'image_seed',
  'base_model_name',
  'refiner_model_name',
  'refiner_switch',
  'loras',
  'overwrite_width',
  'overwrite_height',
  'save_metadata_to_images',
  'metadata_scheme',
]

/** The touched fields that have no control in sight, as their names. */
export function fieldsOutOfSight(
  touched: Partial<GenerationRequest>,
  untouched: GenerationRequest,
  advanced: readonly (keyof GenerationRequest)[],
): readonly (keyof GenerationRequest)[] {
  // Keys of a parsed request are request fields.
  const names = Object.keys(touched) as (keyof GenerationRequest)[]
  return names.filter(
    (name) =>
      !IN_SIGHT.includes(name) &&
      !advanced.includes(name) &&
      JSON.stringify(touched[name]) !== JSON.stringify(untouched[name]),
  )
}
