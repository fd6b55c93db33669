import { isListedSize, toAspectRatioText } from '../../../contract/catalog/aspect-ratios.ts'
import { PERFORMANCE_MODES, type Performance } from '../../../contract/catalog/performance.ts'
import { SAMPLER_NAMES, SCHEDULER_NAMES } from '../../../contract/catalog/samplers.ts'
import { fileStem, type ReadParameters } from '../../../contract/metadata/parameters.ts'
import type { ModelCatalog } from '../../http/parts.ts'
import { STYLE_NAMES } from './resolve-names.ts'

/**
 * What a picture tells of its making, as a body that makes it again. Names that are not here are left out, so that
 * the body can be posted as it is.
 */
export function toRequestFields(
  parameters: ReadParameters,
  catalog: ModelCatalog,
): Readonly<Record<string, unknown>> {
  const p = parameters
  const performance = p.performance !== undefined && isPerformance(p.performance) ? p.performance : undefined
  const ownSteps = PERFORMANCE_MODES[performance ?? 'Speed'].steps
  const model = p.baseModel === undefined ? undefined : resolved(p.baseModel, catalog)
  const loras = p.loras?.flatMap(({ name, weight }) => {
    const file = catalog.loras().find((one) => one === name || fileStem(one) === fileStem(name))
    return file === undefined ? [] : [{ enabled: true, model_name: file, weight }]
  })
  return withoutGaps({
    prompt: p.prompt,
    negative_prompt: p.negativePrompt,
    style_selections: p.styles?.filter((name) => STYLE_NAMES.includes(name)),
    performance_selection: performance,
    ...(p.resolution && sizeFields(p.resolution)),
    image_number: 1,
    image_seed: p.seed === undefined ? undefined : BigInt(p.seed),
    sharpness: p.sharpness,
    guidance_scale: p.guidanceScale,
    base_model_name: model,
    refiner_switch: p.refinerSwitch,
    loras,
    adm_scaler_positive: p.admGuidance?.positive,
    adm_scaler_negative: p.admGuidance?.negative,
    adm_scaler_end: p.admGuidance?.end,
    adaptive_cfg: p.adaptiveCfg,
    clip_skip: p.clipSkip,
    sampler_name: SAMPLER_NAMES.find((name) => name === p.sampler),
    scheduler_name: SCHEDULER_NAMES.find((name) => name === p.scheduler),
    // None at all: the picture was only enlarged.
    overwrite_step: p.steps === ownSteps || p.steps === 0 ? undefined : p.steps,
    overwrite_switch: p.overwriteSwitch,
    ...(p.freeu && {
      freeu_enabled: true,
      freeu_b1: p.freeu.b1,
      freeu_b2: p.freeu.b2,
      freeu_s1: p.freeu.s1,
      freeu_s2: p.freeu.s2,
    }),
  })
}

const isPerformance = (name: string): name is Performance => Object.hasOwn(PERFORMANCE_MODES, name)

function sizeFields(size: { readonly width: number; readonly height: number }) {
  if (isListedSize(size)) return { aspect_ratios_selection: toAspectRatioText(size) }
  return { overwrite_width: size.width, overwrite_height: size.height }
}

function resolved(name: string, catalog: ModelCatalog): string | undefined {
  try {
    return catalog.resolve(name)
  } catch {
    // A model that is not here is no error of the picture's.
    return undefined
  }
}

function withoutGaps(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
