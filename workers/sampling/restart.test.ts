import { expect, test } from 'vitest'
import { sampleHeun } from './heun.ts'
import { planRestart, sampleRestart } from './restart.ts'
import { karras } from './schedules.ts'
import { SD_LEVELS } from './testing/levels.ts'
import { runScalar, SILENCE } from './testing/run-sampler.ts'
import { sampleStatistics } from './testing/statistics.ts'
import { createToyProblem } from './testing/toy-problem.ts'

const planOf = (steps: number) => planRestart(karras(SD_LEVELS, steps))

test('a short run is Heun over the schedule as it is', async () => {
  const { noise: _, ...silentProblem } = createToyProblem()
  expect(await runScalar(sampleRestart, silentProblem)).toBe(await runScalar(sampleHeun, silentProblem))
  expect(planOf(19).every(({ climb }) => climb === 0)).toBe(true)
})

test.each([
  [20, 1, 0.0744, 2.2322],
  [30, 1, 0.1137, 2.2322],
  [36, 2, 0.0866, 2.0944],
  [60, 2, 0.1029, 2.0714],
])('of %i steps it climbs %i times, from %f to %f', (steps, times, low, high) => {
  const plan = planOf(steps)
  expect(plan).toHaveLength(steps)
  const climbs = plan.flatMap(({ climb }, i) => (climb > 0 ? [i] : []))
  expect(climbs).toHaveLength(times)
  for (const i of climbs) {
    expect(plan[i - 1]!.next).toBeCloseTo(low, 4)
    expect(plan[i]!.sigma).toBeCloseTo(high, 4)
    expect(plan[i]!.climb).toBeCloseTo(Math.sqrt(high ** 2 - low ** 2), 3)
  }
})

test.each([
  [20, 39],
  [30, 59],
  [36, 71],
  [60, 119],
])('%i steps take %i model calls', async (steps, expected) => {
  const { denoise, start } = createToyProblem()
  let calls = 0
  const counted: typeof denoise = (x, sigma) => {
    calls++
    return denoise(x, sigma)
  }
  await runScalar(sampleRestart, {
    denoise: counted,
    start,
    sigmas: karras(SD_LEVELS, steps),
    noise: SILENCE,
  })
  expect(calls).toBe(expected)
})

test('a long run that ends above 0 is a part of one, and goes over its own levels', () => {
  const part = karras(SD_LEVELS, 60).slice(0, 41)
  expect(planRestart(part).map(({ sigma, climb }) => [sigma, climb])).toEqual(
    [...part.slice(0, -1)].map((sigma) => [sigma, 0]),
  )
})

test('each step begins where the one before it ended, except after a climb, and the last ends at 0', () => {
  const plan = planOf(40)
  plan.slice(1).forEach(({ sigma, climb }, i) => {
    if (climb === 0) expect(sigma).toBeCloseTo(plan[i]!.next, 10)
  })
  expect(plan.at(-1)!.next).toBe(0)
})

test('a run that begins below the stretch to walk again has no climb', () => {
  const plan = planRestart(karras({ sigmaMin: 0.03, sigmaMax: 0.09 }, 30))
  expect(plan.every(({ climb }) => climb === 0)).toBe(true)
})

test('many samples have the mean and deviation of the data', async () => {
  const { mean, deviation } = await sampleStatistics(sampleRestart, { mean: 0.5, deviation: 0.8 }, 40)
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.03)
  expect(Math.abs(deviation / 0.8 - 1)).toBeLessThan(0.03)
})
