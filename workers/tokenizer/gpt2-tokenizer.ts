import { createByteAlphabet } from './byte-alphabet.ts'
import { mergePairs, parseMerges } from './merge-pairs.ts'

/** A model's own vocabulary, as its files have it. */
export interface Gpt2Vocabulary {
  /** Content of vocab.json: ids by symbol. */
  readonly vocab: Readonly<Record<string, number>>
  /** Content of merges.txt. */
  readonly merges: string
}

/** Text to token ids and back. Case and white space count. */
export interface Gpt2Tokenizer {
  /** Ids of a text. What the vocabulary lacks gives none. */
  encode(text: string): number[]
  /** The text of ids. Bytes that are no UTF-8 become U+FFFD; symbols that stand for no bytes are left out. */
  decode(ids: readonly number[]): string
  /** The id of a word that follows a blank, if it is one token. */
  wordId(word: string): number | undefined
  /** The id of a symbol as the vocabulary writes it. */
  symbolId(symbol: string): number | undefined
}

/** The pieces that are encoded alone: a blank before letters, digits or other characters belongs to them. */
const PIECES = /'(?:s|t|re|ve|m|ll|d)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu

/**
 * GPT-2's byte-level byte-pair tokenizer over a model's own vocabulary.
 *
 * @see Radford et al. 2019, "Language Models are Unsupervised Multitask Learners", section 2.2
 */
export function createGpt2Tokenizer({ vocab, merges }: Gpt2Vocabulary): Gpt2Tokenizer {
  const ids = new Map(Object.entries(vocab))
  const symbols = new Map([...ids].map(([symbol, id]) => [id, symbol]))
  const ranks = parseMerges(merges)
  const alphabet = createByteAlphabet()
  const bytes = new Map(alphabet.map((character, byte) => [character, byte]))
  const encoder = new TextEncoder()
  const inAlphabet = (text: string) => Array.from(encoder.encode(text), (byte) => alphabet[byte]!)
  return {
    encode: (text) =>
      Array.from(text.matchAll(PIECES), ([piece]) => mergePairs(inAlphabet(piece), ranks))
        .flat()
        .flatMap((symbol) => ids.get(symbol) ?? []),
    decode: (tokens) => {
      const written = tokens.flatMap((id) => {
        const characters = [...(symbols.get(id) ?? '')]
        return characters.every((character) => bytes.has(character)) ? characters : []
      })
      return new TextDecoder().decode(Uint8Array.from(written, (character) => bytes.get(character)!))
    },
    wordId: (word) => ids.get(inAlphabet(` ${word}`).join('')),
    symbolId: (symbol) => ids.get(symbol),
  }
}
