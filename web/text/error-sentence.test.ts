import { describe, expect, it } from 'vitest'
import { ERRORS, type ErrorCode } from '../../contract/errors.ts'
import { errorSentence } from './error-sentence.ts'
import { sayEnglish } from './say-english.ts'

const say = sayEnglish()
// Object.keys loses the literal type; the table is its only source.
const codes = Object.keys(ERRORS) as ErrorCode[]

describe('errorSentence', () => {
  it.each(codes)('has whole sentences for %s even when the error names nothing', (code) => {
    const { headline, sentence } = errorSentence({ code, message: 'for developers', detail: {} }, say)
    for (const text of [headline, sentence]) {
      expect(text).not.toBe('')
      expect(text).not.toMatch(/[{}]|error\.|for developers|!/)
    }
  })

  it('names the numbers when the error does', () => {
    const detail = { w: 1024, h: 768, model: 'Sticker', need: '3 GB' }
    const { sentence } = errorSentence({ code: 'out_of_memory', message: '', detail }, say)
    expect(sentence).toBe('1024×768 with Sticker needs about 3 GB.')
  })

  it('joins lists', () => {
    const detail = { field: 'sharpness', issues: ['sharpness: too big', 'prompt: too long'] }
    expect(errorSentence({ code: 'invalid_request', message: '', detail }, say)).toMatchObject({
      headline: 'sharpness does not fit',
      sentence: 'sharpness: too big; prompt: too long',
    })
  })
})
