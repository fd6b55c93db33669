import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLease, fromHex, LeaseText, Sha256Text, TaskIdText, toHex } from './identifiers.ts'

it('writes bytes as hex and reads them back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes)
      expect(toHex(bytes)).toHaveLength(2 * bytes.length)
    }),
  )
})

it('makes a lease of the first twelve bytes', () => {
  expect(createLease(Uint8Array.from({ length: 16 }, (_, at) => at))).toBe('000102030405060708090a0b')
})

it.each([
  ['a task id', TaskIdText, 32],
  ['a lease', LeaseText, 24],
  ['a hash', Sha256Text, 64],
])('takes %s in its one form only', (_name, schema, length) => {
  expect(schema.parse('a1'.repeat(length / 2))).toBe('a1'.repeat(length / 2))
  for (const text of [
    'a'.repeat(length - 1),
    'a'.repeat(length + 1),
    'A'.repeat(length),
    'g'.repeat(length),
  ]) {
    expect(schema.safeParse(text).success).toBe(false)
  }
})
