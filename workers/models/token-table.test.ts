import { expect, test } from 'vitest'
import { parseTensorIndex } from '../lora/tensor-index.ts'
import { toFloat16 } from '../math/float16.ts'
import { createTokenTable } from './token-table.ts'

const NAME = 'text_model.embeddings.token_embedding.weight'

function table(bytes: Uint8Array<ArrayBuffer>, facts: object, more: object = {}) {
  const list = { format: 'fooocus-tab-tensors/1', ...more, tensors: { [NAME]: facts } }
  return createTokenTable(new Blob([bytes]), parseTensorIndex(JSON.stringify(list), bytes.length))
}

test('a row is read from where the table lies', async () => {
  const singles = new Uint8Array(Float32Array.of(9, 1, 2, 3, 4).buffer)
  const { width, row } = table(singles, { offset: 4, dtype: 'float32', shape: [2, 2] })
  expect(width).toBe(2)
  expect([...(await row(1))]).toEqual([3, 4])
  expect([...(await row(0))]).toEqual([1, 2])
  expect(() => row(2)).toThrow(RangeError)
})

test('halves are widened', async () => {
  const halves = new Uint8Array(toFloat16(Float32Array.of(1, 2, 0.5, -4)).buffer)
  const { row } = table(halves, { offset: 0, dtype: 'float16', shape: [2, 2] })
  expect([...(await row(1))]).toEqual([0.5, -4])
})

test('steps are multiplied by the scale of their row', async () => {
  const scales = new Uint8Array(Float32Array.of(0.5, 2).buffer)
  const bytes = Uint8Array.of(...scales, ...new Uint8Array(Int8Array.of(1, -2, 3, -4).buffer))
  const stored = { dtype: 'int8', offset: 8, scales: 0 }
  const { row } = table(bytes, { offset: 0, dtype: 'float16', shape: [2, 2], stored }, { bytes: 8 })
  expect([...(await row(0))]).toEqual([0.5, -1])
  expect([...(await row(1))]).toEqual([6, -8])
})

test('weights without a token table are corrupt', () => {
  const index = new Map()
  expect(() => createTokenTable(new Blob(), index)).toThrow(
    expect.objectContaining({ code: 'model_corrupt' }) as Error,
  )
})
