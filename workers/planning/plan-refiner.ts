import { nearestName } from '../../contract/catalog/nearest-name.ts'
import { PERFORMANCE_MODES } from '../../contract/catalog/performance.ts'
import { AppError } from '../../contract/errors.ts'
import type { PixelSize } from '../../contract/image.ts'
import type { ModelEntry, ModelSpec } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import type { Notice } from '../../contract/task.ts'
import { planClipSkip } from './plan-clip-skip.ts'
import { roundHalfEven } from '../math/round-half-even.ts'
import { modeSteps, type RemakePlan } from './plan-remake.ts'
import type { RefinerPlan } from './plan.ts'

/** Fooocus' word for no refiner. */
const NONE = 'None'

/** A refiner that fits, or none, and what had to be said about it. */
export interface PlannedRefiner {
  readonly entry: ModelEntry | null
  readonly plan: RefinerPlan | null
  readonly notices: readonly Notice[]
}

/** What a refiner must fit to. */
export interface RefinerPlace {
  readonly base: ModelEntry
  readonly size: PixelSize
  readonly remake: RemakePlan | null
  /** The models that can be named. */
  readonly models: readonly ModelEntry[]
}

/**
 * Finds the model that finishes pictures, and when it takes over: at a share of the mode's own steps, whatever
 * `overwrite_step` makes of them, or at `overwrite_switch`. A model is no refiner of itself, and the few-step modes
 * have none.
 *
 * @throws AppError `unknown_model`, or `unsupported_feature` for a model whose latents are others, cannot have the
 *   size, or know other noise; both name the field
 */
export function planRefiner(
  request: GenerationRequest,
  { base, size, remake, models }: RefinerPlace,
): PlannedRefiner {
  const name = request.refiner_model_name
  if (name === NONE || name === base.id) return { entry: null, plan: null, notices: [] }
  const entry = models.find(({ id }) => id === name)
  if (!entry) throw unknownRefiner(name, models)
  const mode = PERFORMANCE_MODES[request.performance_selection]
  if ('forced' in mode) {
    const detail = { by: request.performance_selection, setting: 'refiner_model_name', to: NONE }
    return { entry: null, plan: null, notices: [{ code: 'setting_forced', detail }] }
  }
  if (!fits(entry.spec, base.spec, size)) {
    const available = models.filter((one) => one.id !== base.id && fits(one.spec, base.spec, size))
    throw new AppError('unsupported_feature', `${entry.name} cannot finish what ${base.name} begins`, {
      field: 'refiner_model_name',
      feature: 'Refiner',
      model: entry.name,
      available: available.map(({ id }) => id),
    })
  }
  const switchAt =
    request.overwrite_switch > 0
      ? request.overwrite_switch
      : roundHalfEven(modeSteps(request, remake) * request.refiner_switch)
  const clipSkip = planClipSkip(request, entry.spec)
  return {
    entry,
    plan: { modelId: entry.id, switchAt, method: request.refiner_swap_method, clipSkip },
    notices: [],
  }
}

function unknownRefiner(model: string, models: readonly ModelEntry[]): AppError {
  const nearest = nearestName(model, [NONE, ...models.map(({ id }) => id)])
  const message = `unknown refiner "${model}"; nearest: "${nearest}"`
  return new AppError('unknown_model', message, { field: 'refiner_model_name', model, nearest })
}

/** Whether one model can go on with a latent of the other: the same space, noised in the same way. */
function fits(refiner: ModelSpec, base: ModelSpec, { width, height }: PixelSize): boolean {
  const sameLatents =
    refiner.latent.channels === base.latent.channels &&
    refiner.latent.downscale === base.latent.downscale &&
    refiner.latent.scale === base.latent.scale
  const sameNoise = (refiner.predictionType === 'edm') === (base.predictionType === 'edm')
  const { multiple, min, max } = refiner.sizes
  const canHave = (side: number) => side % multiple === 0 && side >= min && side <= max
  return sameLatents && sameNoise && canHave(width) && canHave(height)
}
