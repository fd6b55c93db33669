import { toErrorData } from '../../contract/errors.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { PlannedImage, PlanView } from '../../contract/plan-view.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { planTask } from '../planning/plan-task.ts'
import type { ImagePlan } from '../planning/plan.ts'
import { BUILT_IN_SOURCES, type PromptSources } from '../planning/resolve-prompts.ts'
import { modelOf } from './model-of.ts'

/**
 * Plans a request as the engine would, and queues nothing. Never throws: a request that cannot be planned comes
 * back with its error.
 *
 * @param exampleSeed stands in for the seed that would be drawn; decimal text
 * @param sources what the request may name; left out: what this build brings along
 */
export function viewPlan(
  request: GenerationRequest,
  exampleSeed: string,
  models: readonly ModelEntry[],
  sources: PromptSources = BUILT_IN_SOURCES,
): PlanView {
  try {
    const plan = planTask(request, modelOf(request, models), exampleSeed, { ...sources, models })
    return {
      kind: 'planned',
      images: plan.images.map(toView),
      loras: plan.loras.map(({ name, weight }) => ({ name, weight })),
      notices: plan.notices,
    }
  } catch (error) {
    return { kind: 'refused', error: toErrorData(error) }
  }
}

function toView(image: ImagePlan): PlannedImage {
  return {
    index: image.index,
    seed: image.seed,
    positiveTexts: image.positiveTexts,
    negativeTexts: image.negativeTexts,
    ...(image.expansion && { expansion: image.expansion.text }),
    styles: image.styles,
    width: image.width,
    height: image.height,
    steps: image.steps,
    sampler: image.sampler,
    scheduler: image.scheduler,
    guidanceScale: image.guidanceScale,
  }
}
