import { EXPANSION_STYLE } from '../../contract/catalog/find-style.ts'
import { PERFORMANCE_MODES } from '../../contract/catalog/performance.ts'
import type { SchedulerName } from '../../contract/catalog/samplers.ts'
import { withoutInputPictures } from '../../contract/input-pictures.ts'
import type { LoraUse } from '../../contract/lora.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { RANDOM_SEED, seedOfImage } from '../../contract/seed.ts'
import type { Notice } from '../../contract/task.ts'
import { planClipSkip } from './plan-clip-skip.ts'
import { planEmbeddings } from './plan-embeddings.ts'
import { planRefiner } from './plan-refiner.ts'
import { modeSteps, planRemake, remadeCount, type RemakePlan } from './plan-remake.ts'
import { planSize } from './plan-size.ts'
import type { ImagePlan } from './plan.ts'
import { planExpansion } from './plan-expansion.ts'
import { promptLines } from '../../contract/prompt-lines.ts'
import { choosableLoras, planLoras } from './plan-loras.ts'
import { refuseUnbuilt } from './refuse-unbuilt.ts'
import { BUILT_IN_SOURCES, resolvePrompts, type ImagePrompts, type PromptSources } from './resolve-prompts.ts'

/** What a request may refer to by name. */
export interface PlanSources extends PromptSources {
  /** Models that can be a refiner, or have what this one lacks to enlarge pictures. Left out: none. */
  readonly models?: readonly ModelEntry[]
}

/** What a request comes to: its images in order, and what had to be changed on the way. */
export interface TaskPlan {
  readonly images: readonly ImagePlan[]
  readonly notices: readonly Notice[]
  /** What all images of the task are drawn with, in the order of merging. */
  readonly loras: readonly LoraUse[]
  /** What finishes all images of the task. */
  readonly refiner: ModelEntry | null
  /** The picture that all images of the task are made of; null for pictures from nothing. */
  readonly remake: RemakePlan | null
}

/**
 * Turns a request into images in which nothing is left to decide. Pure: the same request, model and drawn seed
 * give the same plan.
 *
 * @param drawnSeed the base seed if the request asks for a random one; decimal text
 * @param sources what a request may refer to by name, besides its model
 * @throws AppError `invalid_request` or `unsupported_feature`, naming the field and the way out
 */
export function planTask(
  request: GenerationRequest,
  model: ModelEntry,
  drawnSeed: string,
  sources: PlanSources = BUILT_IN_SOURCES,
): TaskPlan {
  refuseUnbuilt(request, model)
  const known = choosableLoras(request, model, sources.userFiles)
  const prompts = resolvePrompts(
    request,
    sources,
    known.map(({ name }) => name),
  )
  const loras = planLoras(request, prompts.inline, { model, known })
  const remake = planRemake(request, model, sources.models ?? [])
  const size = remake ? { ...remake.size, notices: remake.notices } : planSize(request, model.spec.sizes)
  const base = request.image_seed === RANDOM_SEED ? drawnSeed : request.image_seed
  const { notices, ...settings } = planSettings(request, model, remake)
  const refiner =
    remake?.denoise === null
      ? { entry: null, plan: null, notices: [] }
      : planRefiner(request, { base: model, size, remake, models: sources.models ?? [] })
  const { count, notices: countNotices } = remadeCount(request, remake)
  const drafts = Array.from({ length: count }, (_, index): Omit<ImagePlan, 'embeddings'> => {
    const seed = seedOfImage(base, index, request.disable_seed_increment ? 'same' : 'increment')
    const texts = prompts.forImage(index, seed)
    const expansion = planExpansion(request, model.spec.expander, { texts, seed })
    return {
      index,
      seed,
      modelId: model.id,
      prompt: texts.prompt,
      negativePrompt: texts.negativePrompt,
      positiveTexts: texts.positive,
      negativeTexts: texts.negative,
      positiveTopK: texts.positive.length,
      expansion,
      promptExpansion: '',
      styles: expansion ? [EXPANSION_STYLE, ...texts.styles] : texts.styles,
      width: size.width,
      height: size.height,
      ...settings,
      refiner: refiner.plan,
      outputFormat: request.output_format,
      previews: request.disable_preview ? 'off' : 'shown',
      metadata: request.save_metadata_to_images ? request.metadata_scheme : null,
      loras: loras.uses,
      request: {
        // Each of the results would carry a copy of the picture that was handed in.
        ...withoutInputPictures(request),
        ...ownWords(texts, loras.slots),
        image_number: 1,
        image_seed: seed,
      },
    }
  })
  const texts = drafts.flatMap(({ positiveTexts, negativeTexts }) => [...positiveTexts, ...negativeTexts])
  const embeddings = planEmbeddings(texts, model, sources.userFiles)
  const images = drafts.map((draft): ImagePlan => ({ ...draft, embeddings: embeddings.uses }))
  const isLeftOut =
    request.style_selections.includes(EXPANSION_STYLE) && images.some(({ expansion }) => !expansion)
  const leftOut = isLeftOut ? [expansionLeftOut(model)] : []
  // LoRAs are made for one model's weights; the refiner is another model.
  const unrefined: Notice[] =
    refiner.entry && loras.uses.length > 0
      ? [{ code: 'setting_forced', detail: { by: refiner.entry.name, setting: 'loras', to: model.name } }]
      : []
  return {
    images,
    notices: [
      ...size.notices,
      ...countNotices,
      ...leftOut,
      ...loras.notices,
      ...embeddings.notices,
      ...notices,
      ...refiner.notices,
      ...unrefined,
    ],
    loras: loras.uses,
    refiner: refiner.entry,
    remake,
  }
}

function expansionLeftOut({ spec }: ModelEntry): Notice {
  const reason = spec.expander ? 'no_prompt' : 'no_expander'
  return { code: 'styles_left_out', detail: { styles: EXPANSION_STYLE, reason } }
}

function planSettings(request: GenerationRequest, model: ModelEntry, remake: RemakePlan | null) {
  const mode = PERFORMANCE_MODES[request.performance_selection]
  const steps = request.overwrite_step > 0 ? request.overwrite_step : modeSteps(request, remake)
  const own = {
    steps,
    denoise: remake?.denoise ?? 1,
    guidanceScale: request.guidance_scale,
    adaptiveCfg: request.adaptive_cfg,
    sharpness: request.sharpness,
    sampler: request.sampler_name,
    scheduler: schedulerFor(request.scheduler_name, model),
    freeu: request.freeu_enabled
      ? { b1: request.freeu_b1, b2: request.freeu_b2, s1: request.freeu_s1, s2: request.freeu_s2 }
      : null,
    adm: {
      positive: request.adm_scaler_positive,
      negative: request.adm_scaler_negative,
      end: request.adm_scaler_end,
    },
    clipSkip: planClipSkip(request, model.spec),
    refinerSwitch: request.refiner_switch,
  }
  if (!('forced' in mode)) {
    const notices: Notice[] =
      own.scheduler === request.scheduler_name
        ? []
        : [
            {
              code: 'setting_forced',
              detail: { by: model.name, setting: 'scheduler_name', to: own.scheduler },
            },
          ]
    return { ...own, notices }
  }
  const { forced } = mode
  return {
    ...own,
    guidanceScale: forced.guidanceScale,
    adaptiveCfg: forced.adaptiveCfg,
    adm: forced.adm,
    sharpness: forced.sharpness,
    refinerSwitch: 1,
    sampler: forced.sampler,
    scheduler: schedulerFor(forced.scheduler, model),
    notices: [{ code: 'setting_forced' as const, detail: { by: request.performance_selection } }],
  }
}

const EDM_SCHEDULER = 'edm_playground_v2.5'

/** EDM's schedule draws nothing with any other model, and no other schedule anything with a model trained by EDM. */
function schedulerFor(asked: SchedulerName, { spec }: ModelEntry): SchedulerName {
  if (spec.predictionType === 'edm') return EDM_SCHEDULER
  return asked === EDM_SCHEDULER ? 'karras' : asked
}

/**
 * The prompt fields that give an image its words again when it is made alone: the request's own, placeholders
 * and all, unless its place in the task chose some of them. Blanks at the ends of such a prompt are lost, and its
 * tags: the LoRAs that they asked for take slots.
 */
function ownWords(texts: ImagePrompts, loras: GenerationRequest['loras']): Partial<GenerationRequest> {
  if (!texts.byIndex) return {}
  const [main = '', ...extra] = texts.prompt.split('\n')
  // An empty line would be dropped and the next one taken for the main line; an empty array keeps its place.
  const kept = promptLines(main).main === '' ? '[[]]' : main
  return {
    prompt: [kept, ...extra].join('\n'),
    negative_prompt: texts.negativePrompt,
    style_selections: [...texts.styleSelections],
    loras,
  }
}
