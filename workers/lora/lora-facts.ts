import type { LoraFacts } from '../../contract/user-files.ts'
import { splitTensorName, type LoraPart } from './lora-parts.ts'
import { columnsOf } from './matrix.ts'
import type { Safetensors } from './parse-safetensors.ts'

const MOST_WORDS = 12
const LONGEST_WORD = 80

/** Notes that trainers write about what they trained on, and the beginnings of what they say. */
const BASES: readonly (readonly [beginning: string, base: string])[] = [
  ['stable-diffusion-xl', 'SDXL'],
  ['sdxl', 'SDXL'],
  ['stable-diffusion-v1', 'SD 1.5'],
  ['sd_v1', 'SD 1.5'],
  ['sd_1', 'SD 1.5'],
  ['stable-diffusion-v2', 'SD 2.x'],
  ['sd_v2', 'SD 2.x'],
  ['sd_2', 'SD 2.x'],
  ['stable-diffusion-v3', 'SD 3'],
  ['stable-diffusion-3', 'SD 3'],
  ['sd3', 'SD 3'],
  ['flux', 'Flux'],
]

/** Width of the texts that a UNet's cross attention takes, and who has it. */
const CONTEXT_WIDTHS: ReadonlyMap<number, string> = new Map([
  [768, 'SD 1.5'],
  [1024, 'SD 2.x'],
  [2048, 'SDXL'],
])

/** Parts whose second side is as wide as what goes into a module. */
const INPUT_PARTS: readonly LoraPart[] = ['down', 'hada_w1_b', 'b1', 'diff']

/** What a LoRA file tells about itself; only its header is looked at. */
export function loraFacts(file: Safetensors): LoraFacts {
  const modules = new Set<string>()
  for (const name of file.tensors.keys()) {
    const split = splitTensorName(name)
    if (split) modules.add(split.key)
  }
  return {
    base: notedBase(file) ?? shownBase(file, modules),
    modules: modules.size,
    triggerWords: triggerWords(file.metadata),
  }
}

function notedBase({ metadata }: Safetensors): string | null {
  for (const key of ['modelspec.architecture', 'ss_base_model_version']) {
    const note = metadata.get(key)?.toLowerCase() ?? ''
    const found = BASES.find(([beginning]) => note.startsWith(beginning))
    if (found) return found[1]
  }
  return null
}

/** What the tensors show: only SDXL has a second text encoder, and the widths of texts differ. */
function shownBase({ tensors }: Safetensors, modules: ReadonlySet<string>): string | null {
  const keys = [...modules]
  if (keys.some((key) => /^lora_te2_|(?:^|\.)text_encoder_2\./u.test(key))) return 'SDXL'
  if (keys.some((key) => /double_blocks|single_transformer_blocks/u.test(key))) return 'Flux'
  if (keys.some((key) => /joint_blocks/u.test(key))) return 'SD 3'
  for (const [name, { shape }] of tensors) {
    const split = splitTensorName(name)
    if (!split || !INPUT_PARTS.includes(split.part)) continue
    if (!/attn2[._](?:processor[._])?to_[kv]$/u.test(split.key)) continue
    const base = CONTEXT_WIDTHS.get(columnsOf(shape))
    if (base) return base
  }
  return null
}

/** The phrase that its maker names, then the names of the sets of pictures, then the most frequent captions. */
function triggerWords(metadata: ReadonlyMap<string, string>): string[] {
  const phrase = metadata.get('modelspec.trigger_phrase')?.split(',') ?? []
  // A folder of pictures is called "<repeats>_<words>".
  const folders = Object.keys(parseObject(metadata.get('ss_dataset_dirs'))).map((folder) =>
    folder.replace(/^\d+_/u, ''),
  )
  const words = [...phrase, ...folders, ...frequentTags(metadata.get('ss_tag_frequency'))]
    .map((word) => word.replace(/\s+/gu, ' ').trim())
    .filter((word) => word !== '' && word.length <= LONGEST_WORD)
  return [...new Set(words)].slice(0, MOST_WORDS)
}

function frequentTags(note: string | undefined): string[] {
  const counts = new Map<string, number>()
  for (const tags of Object.values(parseObject(note))) {
    for (const [tag, count] of Object.entries(isObject(tags) ? tags : {})) {
      if (typeof count === 'number') counts.set(tag.trim(), (counts.get(tag.trim()) ?? 0) + count)
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([tag]) => tag)
}

/** An object in JSON; an empty one for anything else, as notes are whatever their writer made of them. */
function parseObject(note: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(note ?? '{}')
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
