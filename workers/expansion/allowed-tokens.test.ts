import { expect, test } from 'vitest'
import { allowedTokens } from './allowed-tokens.ts'
import { wordTokenizer } from './testing/word-tokenizer.ts'

const tokenizer = wordTokenizer(['sharp', 'calm'])

test('words are matched in lower case after a blank; those that are not one token are left out', () => {
  const { words, comma, end } = allowedTokens('Sharp\r\n\n  calm  \nunheard\nvery sharp\n', tokenizer)
  expect([...words]).toEqual([tokenizer.wordId('sharp'), tokenizer.wordId('calm')])
  expect(comma).toBe(tokenizer.symbolId(','))
  expect(end).toBeUndefined()
})

test('the end of a text is allowed only where the list has it', () => {
  expect(allowedTokens('calm\n<|endoftext|>', tokenizer).end).toBe(tokenizer.symbolId('<|endoftext|>'))
})

test('an empty list allows no word', () => {
  expect(allowedTokens('', tokenizer).words.size).toBe(0)
})
