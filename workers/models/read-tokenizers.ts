import { AppError } from '../../contract/errors.ts'
import type { FileRole, ModelEntry } from '../../contract/manifest.ts'
import { createClipTokenizer, type ClipTokenizer } from '../tokenizer/clip-tokenizer.ts'
import { hasFile } from './open-files.ts'

/** Gives one of a model's files. */
type GetFile = (role: FileRole) => Blob | Promise<Blob>

/**
 * Reads the tokenizers of a model, one for each text encoder.
 *
 * @throws AppError `model_corrupt` for a vocabulary that is no JSON; what `get` throws
 */
export async function readTokenizers(entry: ModelEntry, get: GetFile): Promise<ClipTokenizer[]> {
  const { second } = entry.spec.text
  const first = await readTokenizer(entry, get)
  if (!second) return [first]
  const own = hasFile(entry, 'vocab_2')
  return [first, await read(entry, get, own ? ['vocab_2', 'merges_2'] : ['vocab', 'merges'], second.pad)]
}

/** Reads the tokenizer of a model's first text encoder. */
export function readTokenizer(entry: ModelEntry, get: GetFile): Promise<ClipTokenizer> {
  return read(entry, get, ['vocab', 'merges'], entry.spec.text.pad)
}

async function read(
  entry: ModelEntry,
  get: GetFile,
  [vocab, merges]: readonly [FileRole, FileRole],
  pad: string,
): Promise<ClipTokenizer> {
  return createClipTokenizer({
    vocab: parseVocabulary(await (await get(vocab)).text(), entry),
    merges: await (await get(merges)).text(),
    specials: { ...entry.spec.text, pad },
  })
}

function parseVocabulary(text: string, entry: ModelEntry): Record<string, number> {
  try {
    // The file's hash has been verified: what parses is the vocabulary that was listed.
    return JSON.parse(text) as Record<string, number>
  } catch (error) {
    throw new AppError('model_corrupt', 'the vocabulary is no JSON', { model: entry.name }, error)
  }
}
