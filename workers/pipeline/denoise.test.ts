import { describe, expect, test } from 'vitest'
import type { SchedulerName } from '../../contract/catalog/samplers.ts'
import type { DiffusionModel } from '../models/ports.ts'
import { EDM_LEVELS } from '../sampling/edm-levels.ts'
import { createNoiseLevels, distilNoiseLevels } from '../sampling/noise-levels.ts'
import { predictionFor } from '../sampling/prediction.ts'
import { createFakeModel } from '../testing/fake-model.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { createDenoise } from './denoise.ts'

const shape = { channels: 1, height: 1, width: 3 }
const levels = createNoiseLevels(stickerModel.spec.schedule)
const condition = { tokens: 1, dispose: () => {} }
const x = Float32Array.of(1, -2, 3)

/** A model that answers every call with `output` and remembers what it was given. */
function modelAnswering(output: number, predictionType: 'epsilon' | 'v_prediction') {
  const calls: { input: number[]; timestep: number; rows: number }[] = []
  const model: DiffusionModel = {
    ...createFakeModel({ ...stickerModel.spec, predictionType }),
    predict: async (input, _shape, timestep, on) => {
      calls.push({ input: [...input], timestep, rows: on.length })
      return on.map((_, row) => input.map(() => output * (row + 1)))
    },
  }
  return { model, calls }
}

const parts = (model: DiffusionModel) => ({
  predict: model.predict,
  trainSteps: model.spec.schedule.trainSteps,
  shape,
  levels,
  prediction: predictionFor('karras', model.spec.predictionType),
  wanted: condition,
  unwanted: null,
  guide: (wanted: Float32Array<ArrayBuffer>) => wanted,
  between: async () => {},
})

describe('denoise', () => {
  test('the network sees x scaled to unit variance and the nearest timestep', async () => {
    const { model, calls } = modelAnswering(0, 'epsilon')
    await createDenoise(parts(model))(x, 3)
    expect(calls[0]!.input).toEqual([1, -2, 3].map((value) => Math.fround(value / Math.sqrt(10))))
    expect(calls[0]!.timestep).toBe(levels.timestepOf(3))
  })

  test('an epsilon prediction is subtracted, times sigma', async () => {
    const { model } = modelAnswering(0.5, 'epsilon')
    const out = await createDenoise(parts(model))(x, 2)
    expect([...out]).toEqual([0, -3, 2])
  })

  test('a v prediction follows x / (sigma^2 + 1) - sigma v / sqrt(sigma^2 + 1)', async () => {
    const { model } = modelAnswering(0.5, 'v_prediction')
    const out = await createDenoise(parts(model))(x, 2)
    const expected = [1, -2, 3].map((value) => value / 5 - (2 * 0.5) / Math.sqrt(5))
    out.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6))
  })

  test('without a negative side one row is computed', async () => {
    const { model, calls } = modelAnswering(1, 'epsilon')
    await createDenoise(parts(model))(x, 1)
    expect(calls[0]!.rows).toBe(1)
  })

  test('with a negative side the guide joins both guesses', async () => {
    const { model, calls } = modelAnswering(1, 'epsilon')
    const guide = (wanted: Float32Array<ArrayBuffer>, unwanted: Float32Array<ArrayBuffer>) =>
      wanted.map((value, i) => value * 10 + unwanted[i]!)
    const out = await createDenoise({ ...parts(model), unwanted: condition, guide })(
      Float32Array.of(0, 0, 0),
      1,
    )
    expect(calls[0]!.rows).toBe(2)
    expect([...out]).toEqual([-12, -12, -12])
  })

  test("a consistency model's guess at the first timestep is the latent itself, another model's is not", async () => {
    const { model } = modelAnswering(1, 'epsilon')
    const first = { ...distilNoiseLevels(levels), timestepOf: () => 0 }
    const guess = (schedule: SchedulerName) =>
      createDenoise({ ...parts(model), levels: first, prediction: predictionFor(schedule, 'epsilon') })(x, 1)
    expect([...(await guess('lcm'))]).toEqual([1, -2, 3])
    expect([...(await guess('tcd'))]).toEqual([0, -3, 2])
  })

  test('sampling by EDM has a scaling and timesteps of its own', async () => {
    const { model, calls } = modelAnswering(2, 'v_prediction')
    const prediction = predictionFor('edm_playground_v2.5', 'v_prediction')
    const out = await createDenoise({ ...parts(model), levels: EDM_LEVELS, prediction })(x, 3)
    expect(calls[0]!.timestep).toBe(Math.log(3) / 4)
    expect(calls[0]!.input).toEqual([1, -2, 3].map((value) => Math.fround(value / Math.sqrt(9.25))))
    const expected = [1, -2, 3].map((value) => (value * 0.25) / 9.25 + (2 * 3 * 0.5) / Math.sqrt(9.25))
    out.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6))
  })

  test('a stop between calls is passed on before the network is asked', async () => {
    const { model, calls } = modelAnswering(0, 'epsilon')
    const between = () => Promise.reject(new Error('stop'))
    await expect(createDenoise({ ...parts(model), between })(x, 1)).rejects.toThrow('stop')
    expect(calls).toEqual([])
  })
})
