import { expect, test } from 'vitest'
import { parseSafetensors } from '../lora/parse-safetensors.ts'
import { writeSafetensors } from '../lora/testing/write-safetensors.ts'
import { embeddingRows } from './embedding-rows.ts'

const read = async (tensors: Parameters<typeof writeSafetensors>[0], encoder: number, width: number) => {
  const file = await parseSafetensors(writeSafetensors(tensors), 'cat.safetensors')
  return (await embeddingRows(file, encoder, width)).map((row) => [...row])
}
const matrix = { shape: [2, 3], values: [1, 2, 3, 4, 5, 6] }

test('each row of the only tensor is a token', async () => {
  expect(await read({ emb_params: matrix }, 0, 3)).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ])
})

test('a tensor of one dimension is one token', async () => {
  expect(await read({ token: { shape: [3], values: [1, 2, 3] } }, 0, 3)).toEqual([[1, 2, 3]])
})

test('each of two encoders has a tensor of its own', async () => {
  const both = { clip_g: { shape: [1, 2], values: [7, 8] }, clip_l: matrix }
  expect(await read(both, 0, 3)).toHaveLength(2)
  expect(await read(both, 1, 2)).toEqual([[7, 8]])
  expect(await read({ clip_g: both.clip_g }, 0, 2)).toEqual([])
})

test('rows of another width are left out', async () => {
  expect(await read({ emb_params: matrix }, 0, 4)).toEqual([])
})
