import { expect, it } from 'vitest'
import { inOrder, parseTensorIndex } from './tensor-index.ts'

const indexOf = (tensors: object, format = 'fooocus-tab-tensors/1') => JSON.stringify({ format, tensors })
const b = { offset: 0, dtype: 'float16', shape: [2, 3] }
const a = { offset: 16, dtype: 'float32', shape: [1] }

it('says where each parameter lies, with gaps where they are', () => {
  const index = parseTensorIndex(indexOf({ a, b }), 20)
  expect(index.get('a')).toEqual({ offset: 16, bytes: 4, format: 'float32', shape: [1] })
  expect(inOrder(index).map(([name]) => name)).toEqual(['b', 'a'])
})

it.each([
  ['is no JSON', '{'],
  ['has another format', indexOf({ a }, 'fooocus-tab-tensors/2')],
  ['has another number type', indexOf({ a: { ...a, dtype: 'int8' } })],
  ['has an empty side', indexOf({ a: { ...a, shape: [0] } })],
  ['has more to say', indexOf({ a: { ...a, transposed: true } })],
  ['has tensors over each other', indexOf({ a: { ...a, offset: 8 }, b })],
  ['goes over the end of the weights', indexOf({ a: { ...a, offset: 17 } })],
])('a list that %s is corrupt', (_, text) => {
  expect(() => parseTensorIndex(text, 20)).toThrow(
    expect.objectContaining({ code: 'model_corrupt' }) as Error,
  )
})
