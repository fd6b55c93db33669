import { expect, test } from 'vitest'
import { sampleDpmAdaptive } from './dpm-adaptive.ts'
import { flowExactly } from './testing/gaussian-model.ts'
import { SD_LEVELS } from './testing/levels.ts'
import { runScalar, SILENCE } from './testing/run-sampler.ts'
import { createToyProblem } from './testing/toy-problem.ts'

// The first steps' error, 1e-9 in the float64 of the reference, is below the rounding of float32 latents; the steps
// chosen from it differ by a little, and so does the end.
const TOLERANCE = 5e-4

test('DPM adaptive gives the reference result on the toy problem, in six steps of three model calls', async () => {
  const { denoise, start, sigmas } = createToyProblem()
  const steps: number[] = []
  let calls = 0
  const counted: typeof denoise = (x, sigma) => {
    calls++
    return denoise(x, sigma)
  }
  const onStep = ({ step }: { readonly step: number }) => void steps.push(step)
  const options = { noise: SILENCE, levels: SD_LEVELS, onStep }
  const end = await sampleDpmAdaptive(counted, Float32Array.of(start), sigmas, options)
  expect(Math.abs(end[0]! - 1.031119679)).toBeLessThan(TOLERANCE)
  expect(calls).toBe(18)
  expect(steps).toHaveLength(6)
  expect(steps).toEqual([...steps].sort((a, b) => a - b))
  expect(steps.at(-1)).toBeLessThan(8)
})

test('it is close to the exact flow whatever number of steps is asked for', async () => {
  const { denoise, start } = createToyProblem()
  const exact = flowExactly({ mean: 0.5, deviation: 0.8 }, start, 10, 0.05)
  const sigmas = Float64Array.of(10, 0.05, 0)
  expect(Math.abs((await runScalar(sampleDpmAdaptive, { denoise, start, sigmas })) - exact)).toBeLessThan(0.1)
})

test('a model that breaks ends the run instead of shortening its steps for ever', async () => {
  const denoise = async (x: Float32Array<ArrayBuffer>) => x.map(() => NaN)
  const sigmas = Float64Array.of(10, 0.05, 0)
  expect(await runScalar(sampleDpmAdaptive, { denoise, start: 1, sigmas })).toBeNaN()
})
