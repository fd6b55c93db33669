import { fromA1111Sampling } from './a1111-schedules.ts'
import { parseA1111Line, toA1111Line, type A1111Pair } from './a1111-line.ts'
import { fileStem, toLogList, type PictureParameters, type ReadParameters } from './parameters.ts'
import { parseParameterValues } from './parse-parameter-values.ts'
import { pythonFloat, pythonText } from './python-literals.ts'
import { fromSamplerLabel, toSamplerLabel } from './sampler-labels.ts'

const NEGATIVE = 'Negative prompt:'
/** Fewer pairs than this and a last line is taken for prompt text. */
const MIN_PAIRS = 3

// Written in this order after the raw prompts, each only if the log list has it.
const OPTIONAL_KEYS: readonly (readonly [label: string, key: string])[] = [
  ['Adaptive CFG', 'adaptive_cfg'],
  ['Clip skip', 'clip_skip'],
  ['Overwrite Switch', 'overwrite_switch'],
  ['Refiner Swap Method', 'refiner_swap_method'],
  ['FreeU', 'freeu'],
]

const KEY_BY_LABEL: ReadonlyMap<string, string> = new Map([
  ['Steps', 'steps'],
  ['Seed', 'seed'],
  ['CFG scale', 'guidance_scale'],
  ['Sharpness', 'sharpness'],
  ['ADM Guidance', 'adm_guidance'],
  ['Model', 'base_model'],
  ['Model hash', 'base_model_hash'],
  ['Performance', 'performance'],
  ['Scheduler', 'scheduler'],
  ['VAE', 'vae'],
  ['Raw prompt', 'prompt'],
  ['Raw negative prompt', 'negative_prompt'],
  ['Refiner', 'refiner_model'],
  ['Refiner hash', 'refiner_model_hash'],
  ...OPTIONAL_KEYS,
  ['Version', 'version'],
  ['User', 'created_by'],
])

/**
 * Writes parameters as the `a1111` scheme: the prompts as they were encoded, then one line of parameters. The
 * scheme has no place for style names, the prompt expansion, the refiner switch and the `_gpu` of a sampler.
 *
 * @throws RangeError when an integer field holds a fraction
 */
export function toA1111Text(parameters: PictureParameters): string {
  const negative = parameters.fullNegativePrompt.join(', ')
  const blocks = [
    parameters.fullPrompt.join(', '),
    ...(negative === '' ? [] : [`${NEGATIVE} ${negative}`]),
    toA1111Line(toPairs(parameters)),
  ]
  return blocks.join('\n').trim()
}

function toPairs(p: PictureParameters): A1111Pair[] {
  const log = new Map(toLogList(p).map(({ key, value }) => [key, pythonText(value)]))
  const optional = OPTIONAL_KEYS.flatMap(([label, key]) =>
    log.has(key) ? [[label, log.get(key)!] as const] : [],
  )
  const loraList = (value: (lora: PictureParameters['loras'][number]) => string) =>
    p.loras.map((lora) => `${fileStem(lora.name)}: ${value(lora)}`).join(', ')
  return [
    ['Steps', String(p.steps)],
    ['Sampler', toSamplerLabel(p.sampler, p.scheduler)],
    ['Seed', p.seed],
    ['Size', `${p.resolution.width}x${p.resolution.height}`],
    ['CFG scale', pythonFloat(p.guidanceScale)],
    ['Sharpness', pythonFloat(p.sharpness)],
    ['ADM Guidance', log.get('adm_guidance')!],
    ['Model', fileStem(p.baseModel)],
    ...hashPair('Model hash', p.baseModelHash),
    ['Performance', p.performance],
    ['Scheduler', p.scheduler],
    ['VAE', fileStem(p.vae)],
    ['Raw prompt', p.prompt],
    ['Raw negative prompt', p.negativePrompt],
    ...(p.refinerModel === null ? [] : ([['Refiner', fileStem(p.refinerModel)]] as const)),
    ...(p.refinerModel === null ? [] : hashPair('Refiner hash', p.refinerModelHash)),
    ...optional,
    ...(p.loras.length === 0 ? [] : ([['Lora hashes', loraList((lora) => lora.hash)]] as const)),
    ...(p.loras.length === 0
      ? []
      : ([['Lora weights', loraList((lora) => pythonFloat(lora.weight))]] as const)),
    ['Version', p.version],
    ...(p.createdBy === '' ? [] : ([['User', p.createdBy]] as const)),
  ]
}

/** A hash that is not known is left out rather than written empty. */
const hashPair = (label: string, hash: string): A1111Pair[] => (hash === '' ? [] : [[label, hash]])

/**
 * Reads the `a1111` scheme. The raw prompts win over the encoded ones, which come back as one text each.
 *
 * @param text from anywhere; without a parameter line all of it is prompt
 */
export function parseA1111Text(text: string): ReadParameters {
  const { pairs, positive, negative } = splitBlocks(text)
  const stated = new Map(pairs)
  const values: Record<string, unknown> = {
    prompt: positive,
    negative_prompt: negative,
    full_prompt: positive === '' ? [] : [positive],
    full_negative_prompt: negative === '' ? [] : [negative],
    metadata_scheme: 'a1111',
  }
  if (stated.has('Sampler')) Object.assign(values, fromSamplerLabel(stated.get('Sampler')!))
  for (const [label, value] of stated) {
    const key = KEY_BY_LABEL.get(label)
    if (key !== undefined) values[key] = value
  }
  if (stated.has('Sampler') && values['scheduler'] === undefined && !stated.has('Performance')) {
    Object.assign(values, fromA1111Sampling(String(values['sampler']), stated.get('Schedule type')))
  }
  const size = /^(\d{1,6})x(\d{1,6})$/.exec(stated.get('Size') ?? '')
  if (size) values['resolution'] = [Number(size[1]), Number(size[2])]
  if (stated.has('Lora weights') || stated.has('Lora hashes')) values['loras'] = loraTriples(stated)
  return parseParameterValues(values)
}

/** Whether the text ends in a parameter line; without one it may be any comment. */
export function hasA1111Line(text: string): boolean {
  return splitBlocks(text).pairs.length > 0
}

function splitBlocks(text: string): { pairs: readonly A1111Pair[]; positive: string; negative: string } {
  const lines = text.trim().split('\n')
  const last = parseA1111Line(lines.at(-1) ?? '')
  const pairs = last.length >= MIN_PAIRS ? last : []
  const prompt = pairs.length > 0 ? lines.slice(0, -1) : lines
  const found = prompt.findIndex((line) => line.trimStart().startsWith(NEGATIVE))
  const border = found < 0 ? prompt.length : found
  const negative = prompt.slice(border).join('\n').trimStart().slice(NEGATIVE.length)
  return { pairs, positive: prompt.slice(0, border).join('\n').trim(), negative: negative.trim() }
}

/** `name: weight` with hashes beside it, or older `name: hash: weight` alone. */
function loraTriples(stated: ReadonlyMap<string, string>): string[][] {
  const parts = (label: string) => (stated.get(label) ?? '').split(', ').map((item) => item.split(': '))
  const hashes = parts('Lora hashes')
  if (!stated.has('Lora weights'))
    return hashes.map(([name = '', hash = '', weight = '']) => [name, weight, hash])
  const hashByName = new Map(hashes.map(([name = '', hash = '']) => [name, hash]))
  return parts('Lora weights').map(([name = '', weight = '']) => [name, weight, hashByName.get(name) ?? ''])
}
