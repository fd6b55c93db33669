import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFieldReader } from './field-reader.ts'
import { GenerationRequest } from './request.ts'
import { z } from './zod.ts'

const read = createFieldReader(GenerationRequest)
const keys = Object.keys(GenerationRequest.shape)

/** Bodies of known and unknown keys, with values that are right for some of them. */
const body = fc.dictionary(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...keys) },
    fc.constantFrom('promt', '__proto__', 'toString'),
  ),
  fc.oneof(
    fc.constantFrom(
      -1,
      -0,
      0,
      1,
      2,
      0.5,
      4,
      '-1',
      '7',
      'png',
      'Speed',
      'None',
      '1152*896',
      true,
      false,
      null,
    ),
    fc.constantFrom(undefined, Number.NaN, [], ['Fooocus V2'], [{ model_name: 'a' }], {}),
    fc.anything(),
  ),
)

it('reads what the schema reads, in the same order, and nothing else', () => {
  let hits = 0
  fc.assert(
    fc.property(body, (input) => {
      const quick = read(input)
      if (quick === null) return
      hits += 1
      const slow = GenerationRequest.safeParse(input)
      expect(slow.success).toBe(true)
      expect(quick).toEqual(slow.data)
      expect(Object.keys(quick)).toEqual(Object.keys(slow.data!))
    }),
    { numRuns: 2000 },
  )
  expect(hits).toBeGreaterThan(20)
})

it('reads a body of plain settings itself', () => {
  expect(read({ prompt: 'a cat', image_number: 2, style_selections: [] })).toEqual(
    GenerationRequest.parse({ prompt: 'a cat', image_number: 2, style_selections: [] }),
  )
})

it('leaves to the schema what is wrong or unknown', () => {
  for (const input of [null, [], 'x', { image_number: 0 }, { promt: '' }]) expect(read(input)).toBeNull()
})

it('shares no list between two results', () => {
  expect(read({})!.style_selections).not.toBe(read({})!.style_selections)
})

it('knows a default that the schema would change from one that stands for itself', () => {
  const reader = createFieldReader(
    z.object({
      seed: z
        .string()
        .transform((text) => `${text}!`)
        .default('a'),
    }),
  )
  expect(reader({})).toEqual({ seed: 'a' })
  expect(reader({ seed: 'a' })).toEqual({ seed: 'a!' })
})
