import { expect, it } from 'vitest'
import { foreseeProcessor } from './foresee-processor.ts'

it.each([
  ['no WebGPU', undefined, true],
  ['no GPU', Promise.resolve(null), true],
  ['a GPU', Promise.resolve({}), false],
])('foresees from %s', async (_, asked, isForeseen) => {
  expect(await foreseeProcessor(asked)).toBe(isForeseen)
})

it('foresees nothing where the question fails', async () => {
  expect(await foreseeProcessor(Promise.reject(new Error('no context')))).toBe(false)
})
