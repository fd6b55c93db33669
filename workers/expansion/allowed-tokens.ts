import type { Gpt2Tokenizer } from '../tokenizer/gpt2-tokenizer.ts'

/** GPT-2's symbol for the end of a text. */
const END = '<|endoftext|>'

/** What an expansion may be made of, as token ids. */
export interface AllowedTokens {
  /** Words, each at most once in a text. */
  readonly words: ReadonlySet<number>
  /** May come again and again. Undefined when the vocabulary has none. */
  readonly comma: number | undefined
  /** Ends the text. Undefined when the list does not have it: the text then goes on to its length. */
  readonly end: number | undefined
}

/**
 * Reads the list of words that comes with an expander: one a line, in any case. Words that are not one token are
 * left out, as in Fooocus. A line with GPT-2's end symbol lets a text end before its length is reached.
 */
export function allowedTokens(list: string, tokenizer: Gpt2Tokenizer): AllowedTokens {
  const lines = list
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const ids = lines.flatMap((line) => (line === END ? [] : (tokenizer.wordId(line.toLowerCase()) ?? [])))
  return {
    words: new Set(ids),
    comma: tokenizer.symbolId(','),
    end: lines.includes(END) ? tokenizer.symbolId(END) : undefined,
  }
}
