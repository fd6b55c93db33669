import { parsePythonLiteral } from './parse-python-literal.ts'
import type { PictureLora, PictureParameters, ReadParameters } from './parameters.ts'

/** Values by log key as a picture states them; nothing about their types is known yet. */
export type ParameterValues = Readonly<Record<string, unknown>>

type Reader<T> = (values: ParameterValues) => T | undefined

// One reader per parameter: the compiler proves that none is forgotten.
const READERS: { readonly [P in keyof PictureParameters]: Reader<PictureParameters[P]> } = {
  prompt: (values) => asText(values['prompt']),
  negativePrompt: (values) => asText(values['negative_prompt']),
  promptExpansion: (values) => asText(values['prompt_expansion']),
  styles: (values) => asTexts(values['styles']),
  performance: (values) => asText(values['performance']),
  steps: (values) => asInteger(values['steps']),
  resolution: readResolution,
  guidanceScale: (values) => asNumber(values['guidance_scale']),
  sharpness: (values) => asNumber(values['sharpness']),
  admGuidance: readAdmGuidance,
  baseModel: (values) => asText(values['base_model']),
  baseModelHash: (values) => asText(values['base_model_hash']),
  refinerModel: readRefiner,
  refinerModelHash: (values) => asText(values['refiner_model_hash']),
  refinerSwitch: (values) => asNumber(values['refiner_switch']),
  overwriteSwitch: (values) => asInteger(values['overwrite_switch']),
  refinerSwapMethod: (values) => asText(values['refiner_swap_method']),
  adaptiveCfg: (values) => asNumber(values['adaptive_cfg']),
  clipSkip: (values) => asInteger(values['clip_skip']),
  sampler: (values) => asText(values['sampler']),
  scheduler: (values) => asText(values['scheduler']),
  vae: (values) => asText(values['vae']),
  seed: readSeed,
  freeu: readFreeu,
  loras: readLoras,
  metadataScheme: readScheme,
  version: (values) => asText(values['version']),
  fullPrompt: (values) => asTexts(values['full_prompt']),
  fullNegativePrompt: (values) => asTexts(values['full_negative_prompt']),
  createdBy: (values) => asText(values['created_by']),
}

/**
 * Types the values of a picture. A key that is missing or holds nonsense is left out, the rest stays useful.
 *
 * @param values by log key; numbers may be numbers or text, tuples and lists are Python literals in text
 */
export function parseParameterValues(values: ParameterValues): ReadParameters {
  const found = Object.entries(READERS).flatMap(([name, read]) => {
    const value = read(values)
    return value === undefined ? [] : [[name, value] as const]
  })
  const parameters: ReadParameters = Object.fromEntries(found)
  return parameters
}

/** A finite number from a number or from its decimal text; `undefined` otherwise. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || value.length > 40) return undefined
  const text = value.trim()
  const number = /^[-+]?[\d.]+(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(number) ? number : undefined
}

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined)

function asInteger(value: unknown): number | undefined {
  const number = asNumber(value)
  return Number.isSafeInteger(number) ? number : undefined
}

function asList(value: unknown): readonly unknown[] | undefined {
  const list: unknown = typeof value === 'string' ? parsePythonLiteral(value) : value
  return Array.isArray(list) ? list : undefined
}

function asTexts(value: unknown): readonly string[] | undefined {
  return asList(value)?.filter((item) => typeof item === 'string')
}

function asNumbers(value: unknown, length: number): readonly number[] | undefined {
  const numbers = asList(value)?.map(asNumber)
  return numbers?.length === length && numbers.every((item) => item !== undefined) ? numbers : undefined
}

function readResolution(values: ParameterValues): PictureParameters['resolution'] | undefined {
  const [width, height] = asNumbers(values['resolution'], 2) ?? []
  return isSize(width) && isSize(height) ? { width, height } : undefined
}

const isSize = (value: number | undefined): value is number => Number.isSafeInteger(value) && value! > 0

function readAdmGuidance(values: ParameterValues): PictureParameters['admGuidance'] | undefined {
  const numbers = asNumbers(values['adm_guidance'], 3)
  return numbers && { positive: numbers[0]!, negative: numbers[1]!, end: numbers[2]! }
}

function readFreeu(values: ParameterValues): PictureParameters['freeu'] | undefined {
  const numbers = asNumbers(values['freeu'], 4)
  return numbers && { b1: numbers[0]!, b2: numbers[1]!, s1: numbers[2]!, s2: numbers[3]! }
}

function readRefiner(values: ParameterValues): string | null | undefined {
  const name = asText(values['refiner_model'])
  return name === 'None' || name === '' ? null : name
}

function readScheme(values: ParameterValues): PictureParameters['metadataScheme'] | undefined {
  const scheme = values['metadata_scheme']
  return scheme === 'fooocus' || scheme === 'a1111' || scheme === false ? scheme : undefined
}

function readSeed(values: ParameterValues): string | undefined {
  const seed = values['seed']
  const digits = Number.isSafeInteger(seed) ? String(seed) : seed
  return typeof digits === 'string' && /^\d{1,19}$/.test(digits) ? digits : undefined
}

function readLoras(values: ParameterValues): readonly PictureLora[] | undefined {
  const triples = asList(values['loras'])
  if (triples) return triples.flatMap(loraFromTriple)
  const keys = Object.keys(values).filter((key) => /^lora_combined_\d{1,4}$/.test(key))
  if (keys.length === 0) return undefined
  const position = (key: string) => Number(key.slice('lora_combined_'.length))
  return keys.sort((a, b) => position(a) - position(b)).flatMap((key) => loraFromText(values[key]))
}

function loraFromTriple(triple: unknown): PictureLora[] {
  const [name, weight, hash] = asList(triple) ?? []
  const number = asNumber(weight)
  if (typeof name !== 'string' || number === undefined) return []
  return [{ name, weight: number, hash: asText(hash) ?? '' }]
}

/** `name : weight` or `enabled : name : weight`; a LoRA that was switched off took no part. */
function loraFromText(text: unknown): PictureLora[] {
  const parts = (asText(text) ?? '').split(' : ')
  const hasSwitch = parts.length > 2 && (parts[0] === 'True' || parts[0] === 'False')
  const weight = asNumber(parts.at(-1))
  const name = parts.slice(hasSwitch ? 1 : 0, -1).join(' : ')
  if (name === '' || weight === undefined || (hasSwitch && parts[0] === 'False')) return []
  return [{ name, weight, hash: '' }]
}
