import { withoutCommas } from '../../contract/embedding.ts'
import type { Latent } from '../math/vector.ts'
import type { ClipTokenizer } from '../tokenizer/clip-tokenizer.ts'
import { parseWeights, type WeightedText } from './parse-weights.ts'

/** Words that begin so stand for a file of learned tokens (textual inversion). */
const MARK = 'embedding:'

/**
 * What the words of a prompt call the embeddings that they stand for.
 *
 * @returns each once, in order, with the commas that may follow
 * @see ComfyUI's prompt syntax, which Fooocus uses
 */
export function embeddingWords(prompt: string): string[] {
  const words = parseWeights(prompt).flatMap(({ text }) => text.split(/\s+/u))
  return [...new Set(words.flatMap((word) => nameIn(word) ?? []))]
}

/** A prompt whose words may stand for learned tokens. */
export interface EmbeddedWords {
  readonly parts: readonly WeightedText[]
  /** As a tokenizer's, but −1, −2, … are the rows of {@link EmbeddedWords.vectors}. */
  readonly encodeWord: ClipTokenizer['encodeWord']
  /** In the order of first use. */
  readonly vectors: readonly Latent[]
}

/**
 * Makes words that name embeddings stand for their rows. Those of unknown names stand for nothing.
 *
 * @param rowsOf the learned tokens by the name that the word has, commas taken off if only then it is known
 */
export function embedWords(
  parts: readonly WeightedText[],
  tokenizer: Pick<ClipTokenizer, 'encodeWord'>,
  rowsOf: ReadonlyMap<string, readonly Latent[]>,
): EmbeddedWords {
  const vectors: Latent[] = []
  const encodeWord = (word: string) => {
    const name = nameIn(word)
    if (name === null) return tokenizer.encodeWord(word)
    return (rowsOf.get(name) ?? []).map((row) => -vectors.push(row))
  }
  // Commas after a name are a word of their own, unless they belong to it.
  const separate = (word: string) => {
    const name = nameIn(word)
    if (name === null || rowsOf.has(name)) return word
    const bare = withoutCommas(name)
    return rowsOf.has(bare) ? `${MARK}${bare} ${name.slice(bare.length)}` : word
  }
  return {
    parts: parts.map(({ text, weight }) => ({ text: text.split(/\s+/u).map(separate).join(' '), weight })),
    encodeWord,
    vectors,
  }
}

function nameIn(word: string): string | null {
  return word.startsWith(MARK) ? word.slice(MARK.length) : null
}
