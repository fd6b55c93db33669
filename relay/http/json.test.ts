import Fastify from 'fastify'
import fc from 'fast-check'
import { stringify } from 'lossless-json'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import { MAX_JSON_DEPTH, parseJson, registerJsonBody, toJson, WholeNumber } from './json.ts'

const LARGEST = 9223372036854775807n

describe('parseJson', () => {
  it('keeps the digits of whole numbers beyond 2^53', () => {
    expect(parseJson(`{"a":${LARGEST},"b":9007199254740991,"c":-9223372036854775808}`)).toEqual({
      a: LARGEST,
      b: 9007199254740991,
      c: -9223372036854775808n,
    })
  })

  it('leaves fractions, exponents and digits in texts alone', () => {
    expect(parseJson('{"a":0.12345678901234567,"b":"12345678901234567890","c":1e20}')).toEqual({
      a: Number('0.12345678901234567'),
      b: '12345678901234567890',
      c: 1e20,
    })
  })

  it('reads and writes every JSON value back to itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes('__proto__'))
        expect(JSON.parse(toJson(parseJson(toJson(value))))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        expect(toJson(parseJson(toJson({ value })))).toBe(`{"value":${value}}`)
      }),
    )
  })

  it('writes bigints wherever they stand, and leaves the value as it is', () => {
    const anyValue = fc.anything({ withBigInt: true, maxDepth: 4 })
    const jsonLike = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.bigInt(),
        fc.jsonValue(),
        fc.constant(undefined),
        fc.array(tie('value')),
        fc.dictionary(fc.string(), tie('value')),
      ),
    })).value
    fc.assert(
      fc.property(jsonLike, (value) => {
        expect(toJson(value)).toBe(stringify(value) ?? 'null')
      }),
    )
    fc.assert(
      fc.property(anyValue, (value) => {
        const before = fc.stringify(value)
        toJson(value)
        expect(fc.stringify(value)).toBe(before)
      }),
    )
    expect(toJson({ at: new Date(0), n: 1n })).toBe('{"at":"1970-01-01T00:00:00.000Z","n":1}')
  })

  it('writes whole numbers that are kept as digits, also beside bigints', () => {
    const seed = new WholeNumber(String(LARGEST))
    expect(toJson({ seed, of: [seed, 1] })).toBe(`{"seed":${LARGEST},"of":[${LARGEST},1]}`)
    expect(toJson([seed, { n: -1n }])).toBe(`[${LARGEST},{"n":-1}]`)
  })

  it('tells where broken text breaks', () => {
    expect(() => parseJson('{"a": }')).toThrow(AppError)
    try {
      parseJson('{"a": }')
    } catch (error) {
      expect((error as AppError).detail).toEqual({ json: 'invalid', position: 6 })
    }
  })

  it.each([
    ['a prototype', '{"a":{"__proto__":{"isAdmin":true}}}'],
    ['a prototype in other spelling', '{"\\u005f_proto__":1}'],
    ['too much depth', '['.repeat(MAX_JSON_DEPTH + 1) + ']'.repeat(MAX_JSON_DEPTH + 1)],
    ['depth that would end the process', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['a key that stands twice, with long numbers', '{"a":1234567890123456789,"a":2}'],
  ])('refuses %s', (_, text) => {
    expect(() => parseJson(text)).toThrow(AppError)
  })

  it('takes as much depth as is allowed', () => {
    const text = '['.repeat(MAX_JSON_DEPTH) + ']'.repeat(MAX_JSON_DEPTH)
    expect(toJson(parseJson(text))).toBe(text)
  })
})

describe('registerJsonBody', () => {
  const ask = async (headers: Record<string, string>, payload = `{"seed":${LARGEST}}`) => {
    const app = Fastify()
    registerJsonBody(app)
    app.post('/', (request, reply) =>
      reply.send(request.body === undefined ? 'nothing' : toJson(request.body)),
    )
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/', headers, payload })
    return [statusCode, body]
  }
  const SEED = [200, `{"seed":${LARGEST}}`]

  it.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['APPLICATION/JSON'],
    ['application/problem+json'],
    ['text/plain'],
    ['text/plain;charset=UTF-8'],
  ])('reads %s', async (type) => {
    expect(await ask({ 'content-type': type })).toEqual(SEED)
  })

  it('reads a body without a type', async () => {
    expect(await ask({})).toEqual(SEED)
  })

  it.each([
    [{ 'content-type': 'text/plain', origin: 'https://evil.example' }],
    [{ 'content-type': 'text/plain', origin: 'null' }],
    [{ origin: 'https://evil.example' }],
    [{ 'content-type': 'application/x-www-form-urlencoded' }],
    [{ 'content-type': 'multipart/form-data; boundary=x' }],
    [{ 'content-type': 'text/plain; application/json', origin: 'https://evil.example' }],
    [{ 'content-type': 'text/html' }],
  ] as Record<string, string>[][])('refuses what a foreign page can send unasked: %j', async (headers) => {
    expect((await ask(headers))[0]).toBe(415)
  })

  it('takes an empty body for none', async () => {
    expect(await ask({ 'content-type': 'application/json' }, '')).toEqual([200, 'nothing'])
  })
})
