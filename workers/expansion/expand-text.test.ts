import { expect, test } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { allowedTokens } from './allowed-tokens.ts'
import { expandText, type NextLogits } from './expand-text.ts'
import { wordTokenizer } from './testing/word-tokenizer.ts'

const WORDS = ['sharp', 'bright', 'calm', 'fine']
const tokenizer = wordTokenizer(WORDS)
const VOCABULARY = 300
const flat: NextLogits = async () => new Float32Array(VOCABULARY)

/** What comes of a prompt when the network answers like this. */
function expand(
  prompt: string,
  { seed = 1, list = WORDS.join('\n'), nextLogits = flat, multiple = 10, maxTokens = 100 } = {},
) {
  const allowed = allowedTokens(list, tokenizer)
  const spec = { lengthMultiple: multiple, maxTokens, expands: 'prompt' as const }
  return expandText(prompt, seed, { tokenizer, allowed, spec, nextLogits, between: async () => {} })
}

/** A network that wants one word after another. */
const wanting =
  (...words: readonly string[]): NextLogits =>
  async (ids) => {
    const logits = new Float32Array(VOCABULARY)
    const done = ids.filter((id) => WORDS.some((word) => tokenizer.wordId(word) === id)).length
    const symbol = words[done]
    const id = symbol === undefined ? undefined : (tokenizer.wordId(symbol) ?? tokenizer.symbolId(symbol))
    if (id !== undefined) logits[id] = 50
    return logits
  }

test('the prompt comes first, then a comma and words of the list', async () => {
  const text = await expand('fox', { nextLogits: wanting('calm', 'bright', 'sharp', 'fine') })
  expect(text).toBe('fox, calm bright sharp fine')
})

test('no word comes twice, nor one that the prompt has', async () => {
  for (let seed = 0; seed < 50; seed++) {
    const text = await expand('a calm fox', { seed, multiple: 40 })
    const words = text.match(/\w+/gu)!
    expect(new Set(words).size, text).toBe(words.length)
  }
})

test('the text ends at the next multiple of the length', async () => {
  // "fox," is four letters and signs, so six of ten tokens are left; commas may take some of them.
  const lengths = new Set<number>()
  for (let seed = 0; seed < 30; seed++) {
    let calls = 0
    const nextLogits: NextLogits = async (ids) => {
      calls++
      lengths.add(ids.length)
      return flat(ids)
    }
    await expand('fox', { seed, nextLogits })
    expect(calls).toBeLessThanOrEqual(6)
  }
  expect(Math.max(...lengths)).toBe(9)
  expect(Math.min(...lengths)).toBe(4)
})

test('a prompt that fills the length to the last token is given back as it is', async () => {
  const fail: NextLogits = () => Promise.reject(new Error('must not be asked'))
  expect(await expand('123456789', { nextLogits: fail })).toBe('123456789')
  expect(await expand('fox', { nextLogits: fail, maxTokens: 4 })).toBe('fox')
})

test('a prompt longer than all positions is given back as it is', async () => {
  const prompt = 'x'.repeat(150)
  expect(await expand(prompt, { maxTokens: 100 })).toBe(prompt)
})

test('a list with the end of a text lets it end early', async () => {
  const list = [...WORDS, '<|endoftext|>'].join('\n')
  const nextLogits = wanting('calm', '<|endoftext|>')
  expect(await expand('fox', { list, nextLogits })).toBe('fox, calm')
})

test('when every word is used up, no row of commas follows', async () => {
  const text = await expand('fox', { list: 'calm', nextLogits: wanting('calm', ','), multiple: 75 })
  expect(text).toBe('fox, calm')
})

test.each([
  ['', ''],
  [' , ', ' , '],
  ['fox,', 'fox, calm'],
  ['  a  fox . ', 'a fox, calm'],
])('the prompt %j is cleaned as Fooocus cleans it', async (prompt, expected) => {
  expect(await expand(prompt, { list: 'calm', nextLogits: wanting('calm') })).toBe(expected)
})

test.each(['🦊🦊', 'ein Bär', '\ud83d half a sign', '(a:1.2) [b]', '__proto__', '\u0000x'])(
  'the prompt %j stays as it was written',
  async (prompt) => {
    const text = await expand(prompt, { list: 'calm', nextLogits: wanting('calm'), multiple: 75 })
    expect(text).toBe(`${prompt.replaceAll('\0', '')}, calm`)
  },
)

test('the same seed gives the same text, other seeds others, and only 32 bits of a seed count', async () => {
  const texts = await Promise.all(
    Array.from({ length: 20 }, (_, seed) => expand('fox', { seed, multiple: 75 })),
  )
  expect(new Set(texts).size).toBeGreaterThan(10)
  expect(await expand('fox', { seed: 3, multiple: 75 })).toBe(texts[3])
  expect(await expand('fox', { seed: 3 + 2 ** 32, multiple: 75 })).toBe(texts[3])
})

test('a network that gives no numbers is an error, not a text', async () => {
  const nextLogits: NextLogits = async () => new Float32Array(VOCABULARY).fill(Number.NaN)
  await expect(expand('fox', { nextLogits })).rejects.toMatchObject({ code: 'numerical_failure' })
  await expect(expand('fox', { nextLogits: async () => new Float32Array(3) })).rejects.toMatchObject({
    code: 'model_corrupt',
  })
})

test('a stop between two words ends the work', async () => {
  let calls = 0
  const between = async () => {
    if (++calls === 3) throw new Cancelled()
  }
  const parts = { tokenizer, allowed: allowedTokens(WORDS.join('\n'), tokenizer), nextLogits: flat, between }
  const spec = { lengthMultiple: 75, maxTokens: 100, expands: 'prompt' as const }
  await expect(expandText('fox', 1, { ...parts, spec })).rejects.toBeInstanceOf(Cancelled)
  expect(calls).toBe(3)
})
