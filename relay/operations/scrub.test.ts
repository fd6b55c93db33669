import { describe, expect, it } from 'vitest'
import { createScrubber } from './scrub.ts'

const scrub = createScrubber(['opensesame', ''])
const KEY = `frk_0123456789_${'s'.repeat(43)}`

describe('a text', () => {
  it.each([
    ['the key is opensesame!', 'the key is [redacted]!'],
    [`bad ${KEY}`, 'bad frk_0123456789_[redacted]'],
    [KEY.replace('frk', 'prt'), 'prt_0123456789_[redacted]'],
    ['Authorization: Bearer abcdefgh', 'Authorization: Bearer [redacted]'],
    ['Basic dXNlcjpwYXNz', 'Basic [redacted]'],
    ['fooocus-relay.v1, ticket.abc-def', 'fooocus-relay.v1, ticket.[redacted]'],
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_[redacted]'],
    ['got data:image/png;base64,iVBORw0KGgo= here', 'got [data URL] here'],
    [`x ${'iVBORw0KGgo'.repeat(20)}==`, 'x [base64]'],
    ['to https://user:pw@a.example/hook?token=1#x ok', 'to https://a.example/hook?… ok'],
    ['a red apple', 'a red apple'],
  ])('%s', (text, expected) => {
    expect(scrub.text(text)).toBe(expected)
  })

  it('is cut when it is long, and a secret at the cut does not survive', () => {
    const long = scrub.text('ab '.repeat(400_000))
    expect(long.length).toBeLessThan(350)
    expect(long).toMatch(/… \(1200000 characters\)$/)
    for (let before = 250; before <= 300; before++) {
      expect(scrub.text(`${'. '.repeat(before / 2)}${KEY}${' .'.repeat(200)}`)).not.toContain('sssss')
    }
  })
})

describe('a value', () => {
  it('loses secrets, prompts and pictures wherever they are', () => {
    const value = scrub.value({
      headers: {
        Authorization: 'x',
        'x-api-key': 'y',
        cookie: 'z',
        'sec-websocket-protocol': 'w',
        accept: '*/*',
      },
      params: { prompt: 'a secret wish', negative_prompt: 'bad', prompts: ['a', 'b'], steps: 30 },
      image: 'iVBORw0KGgo',
      bytes: new Uint8Array(70),
      seed: 12345678901234567890n,
      list: ['opensesame'],
    })
    expect(value).toEqual({
      headers: {
        Authorization: '[redacted]',
        'x-api-key': '[redacted]',
        cookie: '[redacted]',
        'sec-websocket-protocol': '[redacted]',
        accept: '*/*',
      },
      params: {
        prompt: '[13 characters]',
        negative_prompt: '[3 characters]',
        prompts: '[left out]',
        steps: 30,
      },
      image: '[11 characters]',
      bytes: '[70 bytes]',
      seed: '12345678901234567890',
      list: ['[redacted]'],
    })
  })

  it('that is an error keeps its type, its cause and its frames, without its words in them', () => {
    const error = new TypeError('opensesame\nsecond line', { cause: new Error(`no ${KEY}`) })
    const { type, message, stack, cause } = scrub.value(error) as Record<string, unknown>
    expect({ type, message }).toEqual({ type: 'TypeError', message: '[redacted]\nsecond line' })
    expect(JSON.stringify(stack)).toContain('scrub.test.ts')
    expect(JSON.stringify([stack, cause])).not.toMatch(/opensesame|second line|sssss/)
  })

  it('of any shape is finite', () => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index]))
    expect(
      JSON.stringify(scrub.value({ circle, wide, list: new Array(10_000).fill(0) })).length,
    ).toBeLessThan(2000)
    expect(scrub.value(undefined)).toBeUndefined()
    expect(scrub.value(null)).toBeNull()
  })
})
