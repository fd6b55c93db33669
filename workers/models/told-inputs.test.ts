import { describe, expect, test } from 'vitest'
import type { GraphInput } from '../runtime/runtime.ts'
import { guidanceEmbedding } from './guidance-embedding.ts'
import { createToldInputs, type SideFacts } from './told-inputs.ts'

const input = (name: string, width: number | null): GraphInput => ({
  name,
  type: 'float32',
  dims: [null, width],
})
const spec = {
  latent: { channels: 4, downscale: 8, scale: 1 },
  schedule: { betaSchedule: 'linear', betaStart: 0.1, betaEnd: 0.2, trainSteps: 1000 },
} as const
const side = (pooled: readonly number[] | null): SideFacts => ({
  pooled: pooled && Float32Array.from(pooled),
  adm: { scale: 2, end: 0.5 },
  aesthetic: 6,
  guidanceScale: 3,
})
const at = { shape: { channels: 4, height: 8, width: 16 }, timestep: 999 }

test('a network is told only what it has inputs for', () => {
  expect(createToldInputs([input('sample', 4)], spec)([side(null)], at)).toEqual({})
})

test('a network of the XL family is told of texts and sizes, a row for each side', () => {
  const told = createToldInputs([input('text_embeds', 2), input('time_ids', 6)], spec)
  expect(told([side([1, 2]), { ...side([3, 4]), adm: null }], at)).toEqual({
    text_embeds: { dims: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
    time_ids: { dims: [2, 6], data: Float32Array.of(128, 256, 0, 0, 64, 128, 64, 128, 0, 0, 64, 128) },
  })
  const late = told([side([1, 2])], { ...at, timestep: 400 })
  expect(late['time_ids']!.data).toEqual(Float32Array.of(64, 128, 0, 0, 64, 128))
})

describe('a network that knows the guidance scale', () => {
  test.each<[string, number | null, object]>([
    ['the graph', 4, {}],
    ['the model', null, { unet: { guidanceWidth: 4 } }],
  ])('is told it as wide as %s says', (_, width, more) => {
    const told = createToldInputs([input('timestep_cond', width)], { ...spec, ...more })
    expect(told([side(null)], at)).toEqual({
      timestep_cond: { dims: [1, 4], data: guidanceEmbedding(3, 4) },
    })
  })

  test('is corrupt when nothing says how wide', () => {
    const make = () => createToldInputs([input('timestep_cond', null)], spec)
    expect(make).toThrow(expect.objectContaining({ code: 'model_corrupt' }) as Error)
  })
})

test('a refiner is told a rating and no scaled size', () => {
  const told = createToldInputs([input('time_ids', 5)], spec)
  const { time_ids: sizes } = told([side(null), { ...side(null), aesthetic: 2.5 }], at)
  expect(sizes).toEqual({
    dims: [2, 5],
    data: Float32Array.of(64, 128, 0, 0, 6, 64, 128, 0, 0, 2.5),
  })
})

test('other sizes than six or five are not known', () => {
  const make = () => createToldInputs([input('time_ids', 7)], spec)
  expect(make).toThrow(expect.objectContaining({ code: 'model_corrupt' }) as Error)
})

test('a vector that no text encoder gives makes the model corrupt', () => {
  const told = createToldInputs([input('text_embeds', 2)], spec)
  expect(() => told([side(null)], at)).toThrow(expect.objectContaining({ code: 'model_corrupt' }) as Error)
})
