import { isListedSize, nearestShape, toAspectRatioText } from '../../../contract/catalog/aspect-ratios.ts'
import { sortOutStyles } from '../../../contract/catalog/find-style.ts'
import { PERFORMANCE_MODES, PERFORMANCES, type Performance } from '../../../contract/catalog/performance.ts'
import { OUTPUT_FORMATS, type PixelSize } from '../../../contract/image.ts'
import { lorasFor } from '../../../contract/lora.ts'
import type { ModelEntry } from '../../../contract/manifest.ts'
import type { ReadParameters } from '../../../contract/metadata/parameters.ts'
import { recoverStyles } from '../../../contract/metadata/recover-styles.ts'
import type { GenerationRequest } from '../../../contract/request.ts'
import { parseSeed } from '../../../contract/seed.ts'
import { keepValidFields, type Draft } from '../../state/draft.ts'
import { trainedSizes } from '../../state/effective-request.ts'
import { modelsHere, type EnvironmentState } from '../../state/environment.ts'
import { hasFreeu } from '../advanced/advanced-fields.ts'
import { findFiles, type FileGround } from './find-files.ts'

/** What of a picture's settings goes into the draft, and what cannot. */
export interface RestoredSettings {
  readonly fields: Partial<GenerationRequest>
  /** Null when the picture tells none. */
  readonly seed: string | null
  /** Request fields whose value does not fit here. */
  readonly refused: readonly string[]
  /** Models, LoRAs and the like that are not on this device. */
  readonly missing: readonly string[]
  /** Styles that are not known here. */
  readonly unknownStyles: readonly string[]
  /** A size that the model cannot make, and the one of nearest shape that stands in. */
  readonly adapted: { readonly from: PixelSize; readonly to: PixelSize } | null
}

/** What {@link settingsFromPicture} judges by. */
export interface RestoreGround extends FileGround {
  readonly format: string
  /** Styles of the person's own. */
  readonly styleNames: readonly string[]
  /** What the draft is drawn with when the picture's own model is not here. */
  readonly model: ModelEntry | null
}

/** What is on this device, as far as a picture's settings need it. */
export function restoreGround(
  { models, userFiles, userStyles }: Pick<EnvironmentState, 'models' | 'userFiles' | 'userStyles'>,
  model: ModelEntry | null,
): Omit<RestoreGround, 'format'> {
  return {
    styleNames: userStyles.map(({ name }) => name),
    model,
    models: modelsHere(models),
    loras: model ? lorasFor(model, userFiles) : [],
  }
}

/** Turns what a picture says about its making into fields of a request. */
export function settingsFromPicture(told: ReadParameters, ground: RestoreGround): RestoredSettings {
  const files = findFiles(told, ground)
  const model = ground.models.find(({ id }) => id === files.fields.base_model_name) ?? ground.model
  const canFreeu = model !== null && hasFreeu(model)
  const styles = told.styles ?? recoverStyles(told)
  const sortedStyles = sortOutStyles(styles ?? [], ground.styleNames)
  const size = told.resolution && sizeFields(told.resolution, model)
  const wanted: Readonly<Record<string, unknown>> = {
    prompt: told.prompt,
    negative_prompt: told.negativePrompt,
    style_selections: styles === null ? undefined : [...sortedStyles.known],
    ...stepFields(told),
    ...size?.fields,
    ...samplingFields(told),
    ...(canFreeu && freeuFields(told)),
    ...files.fields,
    ...(OUTPUT_FORMATS.some((known) => known === ground.format) && { output_format: ground.format }),
  }
  const present = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  const fields = keepValidFields(present)
  return {
    fields,
    seed: told.seed === undefined ? null : parseSeed(told.seed),
    refused: [
      ...Object.keys(present).filter((name) => !(name in fields)),
      ...(told.freeu && !canFreeu ? ['freeu_enabled'] : []),
    ],
    missing: files.missing,
    unknownStyles: sortedStyles.unknown,
    adapted: size?.adapted ?? null,
  }
}

/** Pictures of other programs have no performance mode: theirs is the one that leaves everything open. */
function stepFields({ performance, steps, sampler }: ReadParameters) {
  const isForeign = performance === undefined && (steps !== undefined || sampler !== undefined)
  const mode = isForeign ? 'Speed' : performance
  const usual = isPerformance(mode) ? PERFORMANCE_MODES[mode].steps : undefined
  return {
    performance_selection: mode,
    // None at all: the picture was only enlarged.
    overwrite_step: steps === undefined ? undefined : steps === usual || steps === 0 ? -1 : steps,
  }
}

const isPerformance = (name: string | undefined): name is Performance =>
  PERFORMANCES.some((known) => known === name)

/** A size of the list is chosen there; any other overrides it, as far as the model can make it. */
function sizeFields(size: PixelSize, model: ModelEntry | null) {
  const sizes = model ? trainedSizes(model) : []
  const ratio = {
    aspect_ratios_selection: toAspectRatioText(size),
    overwrite_width: -1,
    overwrite_height: -1,
  }
  const isTrained = sizes.some(({ width, height }) => width === size.width && height === size.height)
  if (isTrained || !model) return { fields: ratio, adapted: null }
  const { min, max } = model.spec.sizes
  const fits = [size.width, size.height].every((side) => side >= min && side <= max)
  if (fits && !isListedSize(size)) {
    return { fields: { overwrite_width: size.width, overwrite_height: size.height }, adapted: null }
  }
  return { fields: ratio, adapted: { from: size, to: nearestShape(size, sizes) } }
}

/**
 * The sampler's settings. What a fast mode sets by itself is not taken over: it would stay behind when the mode is
 * changed. Files leave out what has its default value, so that with a mode told, absent means default.
 */
function samplingFields(told: ReadParameters) {
  const isWhole = told.performance !== undefined
  const isForced = isPerformance(told.performance) && 'forced' in PERFORMANCE_MODES[told.performance]
  const own = {
    guidance_scale: told.guidanceScale,
    sharpness: told.sharpness,
    adaptive_cfg: told.adaptiveCfg ?? (isWhole ? 7 : undefined),
    sampler_name: told.sampler,
    scheduler_name: told.scheduler,
    adm_scaler_positive: told.admGuidance?.positive,
    adm_scaler_negative: told.admGuidance?.negative,
    adm_scaler_end: told.admGuidance?.end,
    refiner_switch: told.refinerSwitch,
  }
  return {
    ...(!isForced && own),
    clip_skip: told.clipSkip ?? (isWhole ? 1 : undefined),
    overwrite_switch: told.overwriteSwitch ?? (isWhole ? -1 : undefined),
    refiner_swap_method: told.refinerSwapMethod ?? (isWhole ? 'joint' : undefined),
  }
}

function freeuFields({ freeu, performance }: ReadParameters) {
  if (!freeu) return performance === undefined ? {} : { freeu_enabled: false }
  return {
    freeu_enabled: true,
    freeu_b1: freeu.b1,
    freeu_b2: freeu.b2,
    freeu_s1: freeu.s1,
    freeu_s2: freeu.s2,
  }
}

/** The draft after taking over a picture's settings; what the picture does not tell stays. */
export function withSettings(draft: Draft, { fields, seed }: RestoredSettings): Draft {
  const request = { ...draft.request, ...fields }
  return seed === null ? { ...draft, request } : { request, isSeedRandom: false, seedText: seed }
}
