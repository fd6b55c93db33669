import type { Gpt2Tokenizer } from '../../tokenizer/gpt2-tokenizer.ts'
import { createGpt2Tokenizer } from '../../tokenizer/gpt2-tokenizer.ts'
import { createByteAlphabet } from '../../tokenizer/byte-alphabet.ts'

/** A tokenizer with a token for each byte, for each of these words after a blank, and for the end of a text. */
export function wordTokenizer(words: readonly string[]): Gpt2Tokenizer {
  const merges = words.flatMap((word) =>
    Array.from(word, (letter, at) => `${['Ġ', word.slice(0, at)].join('')} ${letter}`),
  )
  const symbols = [...createByteAlphabet(), ...merges.map((pair) => pair.replace(' ', '')), '<|endoftext|>']
  const vocab = Object.fromEntries([...new Set(symbols)].map((symbol, id) => [symbol, id]))
  return createGpt2Tokenizer({ vocab, merges: [...new Set(merges)].join('\n') })
}
