import { beforeAll, describe, expect, test } from 'vitest'
import { TINY_UNET, tinyGraph, tinyWeights } from '../testing/tiny-model/tiny-model.ts'
import { createWasmRuntime } from '../testing/wasm-runtime.ts'
import type { Runtime } from './runtime.ts'

describe('a graph with its weights in a file of its own', () => {
  let runtime: Runtime
  const { weights } = tinyWeights(TINY_UNET)

  beforeAll(async () => {
    runtime = await createWasmRuntime()
  })

  const single = (values: readonly number[], dims: readonly number[]) => ({
    dims,
    data: Float32Array.from(values),
  })
  const zero = single([0], [1, 1, 1, 1])
  const feeds = {
    sample: single([1, 2, 3, 4], [1, 4, 1, 1]),
    timestep: single([500], [1]),
    encoder_hidden_states: single([1, 0, 0, 0, 0, 1, 0, 0], [1, 2, 4]),
    inpaint_feature: zero,
    ctrl_0: zero,
    ctrl_1: zero,
    ctrl_mid: zero,
    ip_k: single([0, 0, 0, 0, 0, 0], [1, 1, 6]),
    ip_v: single([0, 0, 0, 0, 0, 0], [1, 1, 6]),
    ip_bias: single([-1e4], [1]),
    freeu: single([1, 1, 1, 1], [4]),
  }
  // sample + bias + 0.5 + the mean of the query matrix's first two columns.
  const expected = [1 + 0.5, 2 + 0.25, 3, 4 - 0.25].map((value, row) => value + 0.5 + (row * 4 + 0.5) / 64)

  test.each([
    ['bytes', () => weights],
    ['a Blob', () => new Blob([weights])],
    ['a Blob of several', () => new Blob([weights.slice(0, 33), new Blob([weights.slice(33)])])],
  ])('reads it from %s, which stays as it is', async (_, makeData) => {
    const before = weights.slice()
    const graph = await runtime.createGraph(tinyGraph('unet'), [{ path: 'weights.bin', data: makeData() }])
    const output = await graph.run(feeds, 'out_sample')
    output.forEach((value, row) => expect(value).toBeCloseTo(expected[row]!, 5))
    expect(weights).toEqual(before)
    await graph.release()
  })

  test('needs nothing of the file once it is loaded', async () => {
    const data = weights.slice()
    const graph = await runtime.createGraph(tinyGraph('unet'), [{ path: 'weights.bin', data }])
    data.fill(0)
    expect((await graph.run(feeds, 'out_sample'))[0]).toBeCloseTo(expected[0]!, 5)
    await graph.release()
  })

  test.each([
    ['is missing', []],
    ['has another name', [{ path: 'other.bin', data: weights }]],
    ['is too short', [{ path: 'weights.bin', data: weights.subarray(0, 40) }]],
  ])('is corrupt when the file %s, and the next graph still loads', async (_, external) => {
    const before = runtime.ledger()
    await expect(runtime.createGraph(tinyGraph('unet'), external)).rejects.toMatchObject({
      code: 'model_corrupt',
    })
    expect(runtime.ledger()).toEqual(before)
    const graph = await runtime.createGraph(tinyGraph('unet'), [{ path: 'weights.bin', data: weights }])
    await graph.release()
  })
})
