import { EXPANSION_STYLE, RANDOM_STYLE } from '../../../contract/catalog/find-style.ts'
import { nearestName } from '../../../contract/catalog/nearest-name.ts'
import { SAMPLER_NAMES, SCHEDULER_NAMES } from '../../../contract/catalog/samplers.ts'
import { STYLES } from '../../../contract/catalog/styles.ts'
import { AppError } from '../../../contract/errors.ts'
import { fileStem } from '../../../contract/metadata/parameters.ts'
import type { GenerationRequest } from '../../../contract/request.ts'
import type { ModelCatalog } from '../../http/parts.ts'
import type { ReadRequest } from './read-request.ts'
import { refuseValue, type ValidationFailure } from './validation.ts'

/** All names that `style_selections` may have, in the order they are listed. */
export const STYLE_NAMES: readonly string[] = [
  EXPANSION_STYLE,
  RANDOM_STYLE,
  ...STYLES.map(({ name }) => name),
]

const KNOWN_STYLES: ReadonlySet<string> = new Set(STYLE_NAMES)

/** Fooocus' word for an empty slot. */
export const NONE = 'None'

/** The VAE that is part of the model. */
export const MODEL_VAE = 'Default (model)'

/** The default LoRA of a stock install: clients send it without meaning it. */
const STOCK_LORA = 'sd_xl_offset_example-lora_1.0.safetensors'

/** Slots for LoRAs, as in a stock install. */
export const LORA_SLOTS = 5

/** The named things of a request, all of which exist. */
export interface ResolvedNames extends Pick<
  GenerationRequest,
  'base_model_name' | 'refiner_model_name' | 'vae_name' | 'sampler_name' | 'scheduler_name'
> {
  readonly style_selections: string[]
  readonly loras: GenerationRequest['loras']
  /** What was left out or replaced because only a preset, or nobody in earnest, asked for it. */
  readonly notices: readonly string[]
}

/**
 * Looks up every name of a request. A name that the client sent must exist; one that came from a preset is replaced by
 * the default where it does not.
 *
 * @throws ValidationFailure naming the offender and what is nearest to it
 */
export function resolveNames({ fields, sent }: ReadRequest, catalog: ModelCatalog): ResolvedNames {
  const notices: string[] = []
  /** A known name, or the fallback for what was not sent. */
  const known = <T extends string>(
    field: 'vae_name' | 'sampler_name' | 'scheduler_name',
    names: readonly T[],
    fallback: T,
  ): T => {
    const name = fields[field]
    const found = names.find((one) => one === name)
    if (found !== undefined) return found
    if (sent.has(field)) throw unknownName(field, name, names)
    notices.push(`${field} ${name} is not here: ${fallback} instead`)
    return fallback
  }
  const model = (field: 'base_model_name' | 'refiner_model_name', fallback: string): string => {
    const name = fields[field]
    try {
      return catalog.resolve(name)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const names = catalog.models().map(({ id }) => id)
      if (sent.has(field)) throw unknownName(field, name, names)
      notices.push(`${field} ${name} is not here: ${fallback} instead`)
      return fallback
    }
  }
  const base =
    fields.base_model_name === '' ? catalog.defaultModel : model('base_model_name', catalog.defaultModel)
  const refiner = isNone(fields.refiner_model_name) ? NONE : model('refiner_model_name', NONE)
  return {
    base_model_name: base,
    refiner_model_name: refiner === base ? NONE : refiner,
    vae_name: known('vae_name', [MODEL_VAE], MODEL_VAE),
    sampler_name: known('sampler_name', SAMPLER_NAMES, 'dpmpp_2m_sde_gpu'),
    scheduler_name: known('scheduler_name', SCHEDULER_NAMES, 'karras'),
    style_selections: fields.style_selections.filter((name, at) => {
      if (KNOWN_STYLES.has(name)) return true
      if (sent.has('style_selections')) throw unknownName(`style_selections.${at}`, name, STYLE_NAMES)
      notices.push(`style ${name} is not here`)
      return false
    }),
    loras: fields.loras.slice(0, LORA_SLOTS).flatMap((lora, at) => {
      if (!lora.enabled || isNone(lora.model_name)) return []
      const found = findLora(lora.model_name, catalog.loras())
      if (found !== undefined) return [{ ...lora, model_name: found }]
      if (sent.has('loras') && lora.model_name !== STOCK_LORA) {
        throw unknownName(`loras.${at}.model_name`, lora.model_name, [NONE, ...catalog.loras()])
      }
      notices.push(`lora ${lora.model_name} is not here`)
      return []
    }),
    notices,
  }
}

const isNone = (name: string) => name === NONE || name === '' || name === 'none'

function findLora(name: string, files: readonly string[]): string | undefined {
  return files.find((file) => file === name) ?? files.find((file) => fileStem(file) === name)
}

function unknownName(field: string, name: string, known: readonly string[]): ValidationFailure {
  // A name may be as long as a body; the search for the nearest takes time with its length.
  const value = name.slice(0, 200)
  const nearest = nearestName(value, known)
  return refuseValue(field, `unknown name "${value}"; nearest: "${nearest}"`, {
    input: value,
    ctx: { nearest, error: {} },
  })
}
