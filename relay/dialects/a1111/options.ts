import type { OutputFormat } from '../../../contract/image.ts'
import { AppError } from '../../../contract/errors.ts'
import type { ModelCatalog } from '../../http/parts.ts'
import { bodyError } from './errors.ts'

/** A client's settings as it wrote them, over the defaults. */
export type A1111Options = Readonly<Record<string, unknown>>

/** What the settings say about a picture. */
export interface MeantOptions {
  readonly model: string
  readonly vae: string
  readonly clipSkip: number
  readonly format: OutputFormat
}

/** The settings of each owner, for as long as this relay runs. */
export interface OptionsKeeper {
  of(owner: string): A1111Options
  /** @throws AppError `unknown_model`, `payload_too_large`; BodyError. Nothing has changed then. */
  set(owner: string, changes: A1111Options): void
}

/** Settings that one owner may keep, as JSON text. */
const MAX_LENGTH = 64 * 1024

const NO_VAE = new Set(['', 'automatic', 'none', 'default (model)'])
const DEFAULT_VAE = 'Default (model)'

/** Keeps what clients set. All keys are kept, a few of them mean something. */
export function createOptionsKeeper(catalog: ModelCatalog): OptionsKeeper {
  const byOwner = new Map<string, A1111Options>()
  const of = (owner: string): A1111Options => ({ ...defaults(catalog), ...byOwner.get(owner) })
  return {
    of,
    set(owner, changes) {
      const next = { ...byOwner.get(owner), ...changes }
      const { model } = meaning({ ...of(owner), ...changes }, catalog)
      if (JSON.stringify(next, textOfBigint).length > MAX_LENGTH) {
        throw new AppError('payload_too_large', `Options may take at most ${MAX_LENGTH} characters.`, {
          max: MAX_LENGTH,
        })
      }
      // Clients compare it with the titles of the list.
      byOwner.set(owner, { ...next, ...('sd_model_checkpoint' in changes && { sd_model_checkpoint: model }) })
    },
  }
}

/** What settings ask for. @throws AppError `unknown_model`; BodyError for values that are none */
export function meaning(options: A1111Options, catalog: ModelCatalog): MeantOptions {
  const model = text(options, 'sd_model_checkpoint')
  const vae = text(options, 'sd_vae')
  return {
    model: model === '' ? catalog.defaultModel : catalog.resolve(model),
    vae: NO_VAE.has(vae.toLowerCase()) ? DEFAULT_VAE : vae,
    clipSkip: clipSkipOf(options['CLIP_stop_at_last_layers']),
    format: formatOf(text(options, 'samples_format')),
  }
}

const defaults = ({ defaultModel }: ModelCatalog) => ({
  samples_format: 'png',
  sd_model_checkpoint: defaultModel,
  sd_vae: 'Automatic',
  CLIP_stop_at_last_layers: DEFAULT_CLIP_SKIP,
})

const DEFAULT_CLIP_SKIP = 2

function text(options: A1111Options, name: string): string {
  const value = options[name] ?? ''
  if (typeof value === 'string' && value.length <= 200) return value
  throw bodyError(name, 'must be a text of at most 200 characters')
}

function clipSkipOf(value: unknown): number {
  // An object may be such that making a number of it throws.
  const number = typeof value === 'object' && value !== null ? Number.NaN : Number(value ?? DEFAULT_CLIP_SKIP)
  if (Number.isInteger(number) && number >= 1 && number <= 12) return number
  throw bodyError('CLIP_stop_at_last_layers', 'must be a whole number from 1 to 12')
}

function formatOf(name: string): OutputFormat {
  switch (name.toLowerCase().replace(/^\./u, '')) {
    case '':
    case 'png':
      return 'png'
    case 'jpg':
    case 'jpeg':
      return 'jpeg'
    case 'webp':
      return 'webp'
    default:
      throw bodyError('samples_format', 'must be png, jpg or webp')
  }
}

const textOfBigint = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)
