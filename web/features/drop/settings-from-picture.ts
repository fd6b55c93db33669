import { toAspectRatioText } from '../../../contract/catalog/aspect-ratios.ts'
import { OUTPUT_FORMATS } from '../../../contract/image.ts'
import type { ReadParameters } from '../../../contract/metadata/parameters.ts'
import type { GenerationRequest } from '../../../contract/request.ts'
import { parseSeed } from '../../../contract/seed.ts'
import { keepValidFields, type Draft } from '../../state/draft.ts'

/** What of a picture's settings goes into the draft, and what cannot. */
export interface RestoredSettings {
  readonly fields: Partial<GenerationRequest>
  /** Null when the picture tells none. */
  readonly seed: string | null
  /** Request fields whose value does not fit here. */
  readonly refused: readonly string[]
  /** A model that is not on this device. */
  readonly missingModel: string | null
}

/** What {@link settingsFromPicture} judges by. */
export interface RestoreGround {
  readonly format: string
  readonly modelIds: readonly string[]
}

/** Turns what a picture says about its making into fields of a request. */
export function settingsFromPicture(
  told: ReadParameters,
  { format, modelIds }: RestoreGround,
): RestoredSettings {
  const isModelHere = told.baseModel === undefined || modelIds.includes(told.baseModel)
  const wanted: Readonly<Record<string, unknown>> = {
    prompt: told.prompt,
    negative_prompt: told.negativePrompt,
    style_selections: told.styles && [...told.styles],
    performance_selection: told.performance,
    aspect_ratios_selection: told.resolution && toAspectRatioText(told.resolution),
    guidance_scale: told.guidanceScale,
    sharpness: told.sharpness,
    adm_scaler_positive: told.admGuidance?.positive,
    adm_scaler_negative: told.admGuidance?.negative,
    adm_scaler_end: told.admGuidance?.end,
    adaptive_cfg: told.adaptiveCfg,
    clip_skip: told.clipSkip,
    sampler_name: told.sampler,
    scheduler_name: told.scheduler,
    ...(isModelHere && { base_model_name: told.baseModel }),
    ...(OUTPUT_FORMATS.some((known) => known === format) && { output_format: format }),
  }
  const present = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  const fields = keepValidFields(present)
  return {
    fields,
    seed: told.seed === undefined ? null : parseSeed(told.seed),
    refused: Object.keys(present).filter((name) => !(name in fields)),
    missingModel: isModelHere ? null : (told.baseModel ?? null),
  }
}

/** The draft after taking over a picture's settings; what the picture does not tell stays. */
export function withSettings(draft: Draft, { fields, seed }: RestoredSettings): Draft {
  const request = { ...draft.request, ...fields }
  return seed === null ? { ...draft, request } : { request, isSeedRandom: false, seedText: seed }
}

/** Settings as rows for the eye: field and value. */
export function settingRows({ fields, seed }: RestoredSettings): readonly (readonly [string, string])[] {
  const shown = [
    'prompt',
    'negative_prompt',
    'style_selections',
    'performance_selection',
    'aspect_ratios_selection',
    'base_model_name',
    'guidance_scale',
    'sharpness',
    'sampler_name',
    'scheduler_name',
    'clip_skip',
    'output_format',
  ] as const
  const rows = shown
    .filter((name) => name in fields)
    .map((name) => [name, rowText(name, fields[name])] as const)
    .filter(([, text]) => text !== '')
  return seed === null ? rows : [...rows, ['image_seed', seed]]
}

function rowText(name: keyof GenerationRequest, value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(', ')
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  return name === 'aspect_ratios_selection' ? value.replace('*', '×') : value
}
