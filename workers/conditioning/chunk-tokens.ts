import type { ClipTokenizer } from '../tokenizer/clip-tokenizer.ts'
import type { WeightedText } from './parse-weights.ts'

/** Tokens that stay together where they can: those of one word. */
export interface TokenGroup {
  readonly ids: readonly number[]
  readonly weight: number
}

/** One input of the text encoder. */
export interface TokenChunk {
  /** `maxTokens` of them: start, content, end, padding. */
  readonly ids: readonly number[]
  /** One for each id; start, end and padding have 1. */
  readonly weights: readonly number[]
}

/** What the text encoder takes. */
export interface ChunkShape {
  /** Tokens in a chunk, start and end included; ≥ 3. */
  readonly maxTokens: number
  readonly bosId: number
  readonly eosId: number
  readonly padId: number
}

/** Words of this many tokens and more are cut at the end of a chunk; shorter ones move to the next. */
const LONG_WORD = 8

/**
 * Tokens of a prompt, word by word.
 *
 * @returns a group for each word that has tokens, with the weight of the stretch it is in
 */
export function groupTokens(
  parts: readonly WeightedText[],
  tokenizer: Pick<ClipTokenizer, 'encodeWord'>,
): TokenGroup[] {
  return parts
    .flatMap(({ text, weight }) =>
      text.split(/\s+/u).map((word) => ({ ids: tokenizer.encodeWord(word), weight })),
    )
    .filter(({ ids }) => ids.length > 0)
}

/**
 * Fills chunks of the length the text encoder takes, as many as the tokens need.
 *
 * @returns at least one chunk: no tokens give start, end and padding
 * @throws RangeError if `maxTokens` leaves no room between start and end
 * @see ComfyUI's chunking, which Fooocus uses
 */
export function chunkTokens(groups: readonly TokenGroup[], shape: ChunkShape): TokenChunk[] {
  const room = shape.maxTokens - 2
  if (!(room >= 1)) throw new RangeError(`a chunk of ${shape.maxTokens} tokens has no room for a word`)
  const chunks: TokenGroup[][] = []
  let chunk: TokenGroup[] = []
  let used = 0
  const put = (group: TokenGroup) => {
    chunk.push(group)
    used += group.ids.length
  }
  const next = () => {
    chunks.push(chunk)
    chunk = []
    used = 0
  }
  for (const { ids, weight } of groups) {
    let rest = ids
    const mayCut = ids.length >= LONG_WORD || ids.length > room
    while (used + rest.length > room) {
      if (mayCut) {
        const free = room - used
        put({ ids: rest.slice(0, free), weight })
        rest = rest.slice(free)
      }
      next()
    }
    put({ ids: rest, weight })
  }
  next()
  return chunks.map((content) => closeChunk(content, shape))
}

function closeChunk(
  content: readonly TokenGroup[],
  { maxTokens, bosId, eosId, padId }: ChunkShape,
): TokenChunk {
  const ids = [bosId, ...content.flatMap((group) => group.ids), eosId]
  const weights = [1, ...content.flatMap((group) => group.ids.map(() => group.weight)), 1]
  const missing = maxTokens - ids.length
  return {
    ids: ids.concat(new Array<number>(missing).fill(padId)),
    weights: weights.concat(new Array<number>(missing).fill(1)),
  }
}
