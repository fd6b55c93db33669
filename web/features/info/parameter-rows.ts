import type { PictureParameters } from '../../../contract/metadata/parameters.ts'
import type { PictureRecord } from '../../../contract/picture.ts'
import type { MessageKey } from '../../text/messages.ts'
import type { Say } from '../../text/use-text.ts'

/** One line about a picture: a name in the user's language, and a value as it is. */
export interface InfoRow {
  /** Tells rows apart; the same for the same parameter of any picture. */
  readonly id: string
  readonly name: string
  readonly text: string
}

type Read = (parameters: PictureParameters) => string

const times = ({ width, height }: PictureParameters['resolution']) => `${width}×${height}`

/** What was run, in the order of the log; an empty text means that there is nothing to say. */
const ROWS: readonly (readonly [MessageKey, Read])[] = [
  ['field.prompt', (p) => p.prompt],
  ['field.negative_prompt', (p) => p.negativePrompt],
  ['info.expansion', (p) => p.promptExpansion],
  ['info.fullPrompt', (p) => p.fullPrompt.join('\n')],
  ['info.fullNegative', (p) => p.fullNegativePrompt.join('\n')],
  ['field.style_selections', (p) => p.styles.join(', ')],
  ['field.performance_selection', (p) => p.performance],
  ['info.steps', (p) => String(p.steps)],
  ['field.aspect_ratios_selection', (p) => times(p.resolution)],
  ['field.image_seed', (p) => p.seed],
  ['field.guidance_scale', (p) => String(p.guidanceScale)],
  ['field.sharpness', (p) => String(p.sharpness)],
  ['field.base_model_name', (p) => p.baseModel],
  ['field.refiner_model_name', (p) => p.refinerModel ?? ''],
  ['field.refiner_switch', (p) => withRefiner(p, String(p.refinerSwitch))],
  ['field.overwrite_switch', (p) => (p.overwriteSwitch > 0 ? withRefiner(p, String(p.overwriteSwitch)) : '')],
  ['field.refiner_swap_method', (p) => withRefiner(p, p.refinerSwapMethod)],
  ['field.sampler_name', (p) => p.sampler],
  ['field.scheduler_name', (p) => p.scheduler],
  ['field.vae_name', (p) => p.vae],
  ['field.clip_skip', (p) => String(p.clipSkip)],
  ['field.adaptive_cfg', (p) => String(p.adaptiveCfg)],
  ['info.adm', ({ admGuidance }) => [admGuidance.positive, admGuidance.negative, admGuidance.end].join(', ')],
  ['field.freeu_enabled', ({ freeu }) => (freeu ? [freeu.b1, freeu.b2, freeu.s1, freeu.s2].join(', ') : '')],
]

/** All that holds of a picture that was only enlarged: no model was told anything for it. */
const OF_ENLARGING: ReadonlySet<MessageKey> = new Set(['field.prompt', 'field.aspect_ratios_selection'])

const withRefiner = ({ refinerModel }: PictureParameters, text: string) => (refinerModel === null ? '' : text)

/** What was run for a picture, as lines; one for each LoRA, and none for what had nothing to do. */
export function parameterRows(
  { parameters, request }: Pick<PictureRecord, 'parameters' | 'request'>,
  say: Say,
): readonly InfoRow[] {
  // Files of other programs have no steps either where they do not tell them.
  const wasDrawn = parameters.steps > 0 || request.upscale_or_vary === undefined
  const rows = ROWS.filter(([key]) => wasDrawn || OF_ENLARGING.has(key)).map(([key, read]): InfoRow => ({
    id: key,
    name: say(key),
    text: read(parameters),
  }))
  const loras = (wasDrawn ? parameters.loras : []).map(({ name, weight }, at): InfoRow => ({
    id: `lora.${at + 1}`,
    name: say('loras.row', { number: at + 1 }),
    text: `${name} : ${weight}`,
  }))
  const version = { id: 'version', name: say('info.version'), text: parameters.version }
  return [...rows, ...loras, version].filter(({ text }) => text !== '')
}
