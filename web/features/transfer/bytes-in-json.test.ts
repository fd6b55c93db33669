import { expect, it } from 'vitest'
import { parseWithBytes, stringifyWithBytes } from './bytes-in-json.ts'

it('brings records back as they were, their input pictures included', () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at % 256)
  const record = { request: { prompt: 'a "fox"', input: { mime: 'image/png', bytes } }, none: null }
  expect(parseWithBytes(stringifyWithBytes(record))).toEqual(record)
})

it('takes only what it wrote itself for bytes', () => {
  const text = '{"a":{"base64":1},"b":{"base64":"AA==","more":1}}'
  expect(parseWithBytes(text)).toEqual(JSON.parse(text))
})
