import { describe, expect, test } from 'vitest'
import { SAMPLER_NAMES, type SamplerName } from '../../contract/catalog/samplers.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import { createNoise } from '../math/random.ts'
import { planTask } from '../planning/plan-task.ts'
import type { RefinerPlan } from '../planning/plan.ts'
import { createGaussianDenoise } from '../sampling/testing/gaussian-model.ts'
import { SD_LEVELS } from '../sampling/testing/levels.ts'
import { sigmasFor } from '../sampling/schedules.ts'
import type { Denoise } from '../sampling/types.ts'
import { createFakeModel } from '../testing/fake-model.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { sampleInStages } from './sample-in-stages.ts'
import type { Stage } from './stage.ts'

const shape = { channels: 4, height: 2, width: 3 }
const STEPS = 6

interface Call {
  readonly by: string
  readonly x: Float32Array
  readonly sigma: number
  readonly guess: Float32Array
}

/** A run over six karras steps whose two models know different data, and what was asked of them. */
function runOf(
  sampler: SamplerName,
  refiner: Omit<RefinerPlan, 'modelId' | 'clipSkip'> | null,
  same = false,
) {
  const calls: Call[] = []
  const request = parseRequest({ sampler_name: sampler, overwrite_step: STEPS, style_selections: [] })
  const plan = {
    ...planTask(request, stickerModel, '5').images[0]!,
    refiner: refiner && { ...refiner, modelId: 'other', clipSkip: 1 },
  }
  const sigmas = sigmasFor({ schedule: 'karras', steps: STEPS, sampler, levels: SD_LEVELS })
  const stageOf = (by: string, mean: number): Stage => {
    const exact = createGaussianDenoise({ mean, deviation: 0.8 })
    const denoise: Denoise = async (x, sigma) => {
      const guess = await exact(x, sigma)
      calls.push({ by, x, sigma, guess })
      return guess
    }
    return { model: createFakeModel(stickerModel.spec), levels: SD_LEVELS, sigmas, denoise }
  }
  const steps: number[] = []
  let refined = 0
  const run = {
    plan,
    shape,
    base: stageOf('base', 0.5),
    refine: async () => {
      refined++
      return stageOf('refiner', same ? 0.5 : -3)
    },
    noise: createNoise(5n),
    over: null,
    onStep: ({ step, totalSteps }: { step: number; totalSteps: number }) => {
      expect(totalSteps).toBe(STEPS)
      steps.push(step)
    },
  }
  const finish = async () => {
    const { latent, stage } = await sampleInStages(run)
    return { latent, isRefined: stage !== run.base, calls, steps, refined, sigmas }
  }
  return finish()
}

const who = (calls: readonly Call[]) => calls.map(({ by }) => by[0]).join('')

test('without a refiner, and with one whose turn never comes, the base draws alone', async () => {
  const alone = await runOf('euler', null)
  expect(who(alone.calls)).toBe('bbbbbb')
  for (const method of ['joint', 'separate', 'vae'] as const) {
    const never = await runOf('euler', { switchAt: STEPS, method })
    expect(never).toMatchObject({ refined: 0, isRefined: false, latent: alone.latent })
  }
})

describe('joint', () => {
  test.each([
    ['euler', 'bbbrrr'],
    ['dpmpp_2m', 'bbbrrr'],
    // A second call within the step of the switch is the refiner's already.
    ['heun', 'bbbbbrrrrrr'],
    ['dpm_2', 'bbbbbrrrrrr'],
  ] as const)(
    'with %s the refiner makes the calls after the first one of step 2',
    async (sampler, expected) => {
      const { calls, steps, refined, isRefined } = await runOf(sampler, { switchAt: 2, method: 'joint' })
      expect(who(calls)).toBe(expected)
      expect(steps).toEqual([0, 1, 2, 3, 4, 5])
      expect([refined, isRefined]).toEqual([1, true])
    },
  )

  test.each(SAMPLER_NAMES)(
    'a refiner that is the base changes nothing with %s: history is kept',
    async (sampler) => {
      const alone = await runOf(sampler, null)
      const joint = await runOf(sampler, { switchAt: 2, method: 'joint' }, true)
      expect(joint.latent).toEqual(alone.latent)
    },
  )

  test('a switch at the last step asks for no refiner, since no call follows', async () => {
    const { refined, isRefined } = await runOf('euler', { switchAt: 5, method: 'joint' })
    expect([refined, isRefined]).toEqual([0, false])
  })
})

describe('separate', () => {
  test('the refiner makes all calls from the step of the switch on, and adds no noise', async () => {
    const { calls, steps, sigmas } = await runOf('euler', { switchAt: 2, method: 'separate' })
    expect(who(calls)).toBe('bbrrrr')
    expect(calls.map(({ sigma }) => sigma)).toEqual([...sigmas.slice(0, STEPS)])
    expect(steps).toEqual([0, 1, 2, 3, 4, 5])
  })

  test.each(['euler', 'heun', 'ddim'] as const)('with %s and one model it is one run', async (sampler) => {
    const alone = await runOf(sampler, null)
    expect((await runOf(sampler, { switchAt: 2, method: 'separate' }, true)).latent).toEqual(alone.latent)
  })

  test('a multistep sampler begins anew', async () => {
    const alone = await runOf('dpmpp_2m', null)
    const { latent } = await runOf('dpmpp_2m', { switchAt: 2, method: 'separate' }, true)
    expect(latent).not.toEqual(alone.latent)
  })

  test.each(SAMPLER_NAMES)('%s walks both parts', async (sampler) => {
    const { latent, isRefined } = await runOf(sampler, { switchAt: 3, method: 'separate' })
    expect(latent.every(Number.isFinite)).toBe(true)
    expect(isRefined).toBe(true)
  })
})

describe('vae', () => {
  test('goes down to a clean latent, is noised again, and walks levels of 1.4 times the height', async () => {
    const { calls, steps, sigmas } = await runOf('euler', { switchAt: 2, method: 'vae' })
    expect(who(calls)).toBe('bbrrrr')
    expect(steps).toEqual([0, 1, 2, 3, 4, 5])
    const raised = [...sigmas.slice(2, STEPS)].map((sigma) => sigma * 1.4)
    expect(calls.slice(2).map(({ sigma }) => sigma)).toEqual(raised)
    // Euler's last step of the first run ends at its guess.
    const clean = calls[1]!.guess
    const fresh = calls[2]!.x.map((value, i) => (value - clean[i]!) / raised[0]!)
    const removed = calls[1]!.guess.map((value, i) => (calls[1]!.x[i]! - value) / calls[1]!.sigma)
    const noise = createNoise(6n).normal(24)
    const meansOf = (values: Float32Array) =>
      Array.from({ length: 6 }, (_, cell) =>
        [0, 6, 12, 18].reduce((sum, at) => sum + values[at + cell]! / 4, 0),
      )
    meansOf(removed).forEach((mean, cell) => expect(meansOf(fresh)[cell]).toBeCloseTo(mean, 4))
    // All else about it is the noise of the next seed.
    const [ofFresh, ofNoise] = [meansOf(fresh), meansOf(noise)]
    fresh.forEach((value, i) => expect(value - ofFresh[i % 6]!).toBeCloseTo(noise[i]! - ofNoise[i % 6]!, 4))
  })
})
