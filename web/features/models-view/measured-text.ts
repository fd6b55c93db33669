import type { Backend } from '../../../contract/device.ts'
import { PERFORMANCE_MODES } from '../../../contract/catalog/performance.ts'
import type { ModelEntry } from '../../../contract/manifest.ts'
import { stepTimeKey, usualStepMs, type Preferences } from '../../state/preferences.ts'
import type { Say } from '../../text/use-text.ts'

/** What a speed is told from. */
export interface SpeedFacts {
  readonly model: Pick<ModelEntry, 'id' | 'spec'>
  /** What computes now; null until it is known. */
  readonly backend: Backend | null
  readonly stepTimes: Preferences['stepTimes']
}

/**
 * How long a picture takes here, from steps that were timed: of the size timed first among the trained ones, in the
 * model's own default mode. Decoding is left out, which the wording says by "about".
 *
 * @returns null while nothing was timed
 */
export function measuredText({ model, backend, stepTimes }: SpeedFacts, say: Say): string | null {
  if (backend === null) return null
  const { performance } = model.spec.defaults
  const { steps } = PERFORMANCE_MODES[performance]
  for (const [width, height] of model.spec.sizes.trained) {
    const stepMs = usualStepMs(stepTimes, stepTimeKey(backend, model.id, { width, height }))
    if (stepMs === null) continue
    const seconds = (stepMs * steps) / 1000
    return say('library.measured', {
      seconds: seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds),
      size: `${width} × ${height}`,
      mode: say(`settings.mode.${performance}`),
    })
  }
  return null
}
