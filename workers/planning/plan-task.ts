import { EXPANSION_STYLE } from '../../contract/catalog/find-style.ts'
import { PERFORMANCE_MODES } from '../../contract/catalog/performance.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { RANDOM_SEED, seedOfImage } from '../../contract/seed.ts'
import type { Notice } from '../../contract/task.ts'
import { applyStyles } from './apply-styles.ts'
import { planSize } from './plan-size.ts'
import { promptLines } from './prompt-lines.ts'
import type { ImagePlan } from './plan.ts'
import { refuseUnbuilt } from './refuse-unbuilt.ts'

/** What a request comes to: its images in order, and what had to be changed on the way. */
export interface TaskPlan {
  readonly images: readonly ImagePlan[]
  readonly notices: readonly Notice[]
}

/**
 * Turns a request into images in which nothing is left to decide. Pure: the same request, model and drawn seed
 * give the same plan.
 *
 * @param drawnSeed the base seed if the request asks for a random one; decimal text
 * @throws AppError `invalid_request` or `unsupported_feature`, naming the field and the way out
 */
export function planTask(request: GenerationRequest, model: ModelEntry, drawnSeed: string): TaskPlan {
  refuseUnbuilt(request, model)
  const size = planSize(request, model.spec.sizes)
  const base = request.image_seed === RANDOM_SEED ? drawnSeed : request.image_seed
  const { notices, ...settings } = planSettings(request, model)
  const texts = applyStyles(request.prompt, request.negative_prompt, request.style_selections)
  const images = Array.from({ length: request.image_number }, (_, index): ImagePlan => {
    const seed = seedOfImage(base, index, request.disable_seed_increment ? 'same' : 'increment')
    return {
      index,
      seed,
      modelId: model.id,
      prompt: allLines(request.prompt),
      negativePrompt: allLines(request.negative_prompt),
      positiveTexts: texts.positive,
      negativeTexts: texts.negative,
      styles: texts.styles,
      width: size.width,
      height: size.height,
      ...settings,
      outputFormat: request.output_format,
      previews: request.disable_preview ? 'off' : 'shown',
      metadata: request.save_metadata_to_images ? request.metadata_scheme : null,
      request: { ...request, image_number: 1, image_seed: seed },
    }
  })
  const leftOut = request.style_selections.includes(EXPANSION_STYLE)
    ? [{ code: 'styles_left_out' as const, detail: { styles: EXPANSION_STYLE } }]
    : []
  return { images, notices: [...size.notices, ...leftOut, ...notices] }
}

function planSettings(request: GenerationRequest, model: ModelEntry) {
  const mode = PERFORMANCE_MODES[request.performance_selection]
  const steps = request.overwrite_step > 0 ? request.overwrite_step : mode.steps
  const clipSkip = model.spec.text.defaultClipSkip + (request.clip_skip - 2)
  const own = {
    steps,
    guidanceScale: request.guidance_scale,
    adaptiveCfg: request.adaptive_cfg,
    sharpness: request.sharpness,
    sampler: request.sampler_name,
    scheduler: request.scheduler_name,
    clipSkip: Math.min(Math.max(clipSkip, 1), model.spec.text.contextOutputs.length),
  }
  if (!('forced' in mode)) return { ...own, notices: [] }
  const { forced } = mode
  return {
    ...own,
    guidanceScale: forced.guidanceScale,
    adaptiveCfg: forced.adaptiveCfg,
    sharpness: forced.sharpness,
    sampler: forced.sampler,
    scheduler: forced.scheduler,
    notices: [{ code: 'setting_forced' as const, detail: { by: request.performance_selection } }],
  }
}

function allLines(field: string): string {
  const { main, extra } = promptLines(field)
  return [main, ...extra].join('\n')
}
