import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SCHEDULER_NAMES } from '../../contract/catalog/samplers.ts'
import { EDM_LEVELS } from './edm-levels.ts'
import { distilNoiseLevels } from './noise-levels.ts'
import { ddimUniform, karras, levelsFor, sigmasFor } from './schedules.ts'
import { SD_LEVELS } from './testing/levels.ts'

const sigmas = (schedule: (typeof SCHEDULER_NAMES)[number], steps: number, denoise = 1) =>
  sigmasFor({ schedule, steps, denoise, levels: SD_LEVELS })

/** The reference is given to six significant digits, the last one rounded. */
function expectSixDigits(actual: Float64Array, expected: readonly number[]) {
  expect(actual.length).toBe(expected.length)
  expected.forEach((value, i) =>
    expect(Math.abs(actual[i]! - value), `level ${i} of ${actual.join(' ')}`).toBeLessThanOrEqual(
      6e-6 * value,
    ),
  )
}

// Made with the original implementations on the levels of Stable Diffusion.
test.each([
  ['karras', [14.6146, 3.1686, 0.446918, 0.0291672, 0]],
  ['karras', [14.6146, 7.90294, 4.02774, 1.91036, 0.828868, 0.32112, 0.107198, 0.0291672, 0]],
  ['exponential', [14.6146, 6.01297, 2.47394, 1.01787, 0.418785, 0.172303, 0.0708914, 0.0291672, 0]],
  ['normal', [14.6146, 6.678, 3.52206, 2.06064, 1.27683, 0.79126, 0.439666, 0.0291672, 0]],
  ['normal', [14.6146, 2.91831, 0.932358, 0.0291672, 0]],
  ['sgm_uniform', [14.6146, 7.30198, 4.08608, 2.49597, 1.61558, 1.07116, 0.69515, 0.399701, 0]],
  ['sgm_uniform', [14.6146, 4.08608, 1.61558, 0.69515, 0]],
  ['simple', [14.6146, 7.29735, 4.08173, 2.49253, 1.61289, 1.06895, 0.693205, 0.397746, 0]],
  ['ddim_uniform', [7.37184, 4.1167, 2.51092, 1.62369, 1.07603, 0.698398, 0.402218, 0.0413144, 0]],
  ['turbo', [14.6146, 8.3028, 5.08776, 3.32108, 0]],
  ['align_your_steps', [14.6146, 5.55253, 2.86687, 1.51401, 0.862072, 0.504853, 0.29765, 0.13402, 0]],
  ['lcm', [14.6146, 7.39179, 4.17077, 2.56286, 1.6679, 1.11386, 0.732518, 0.436725, 0]],
  ['lcm', [14.6146, 4.17077, 1.6679, 0.732518, 0]],
  ['tcd', [14.6146, 7.39179, 4.17077, 2.56286, 1.6679, 1.11386, 0.732518, 0.436725, 0]],
] as const)('%s visits %j', (schedule, expected) => {
  expectSixDigits(sigmas(schedule, expected.length - 1), expected)
})

test.each([
  [8, [999, 890, 746, 549, 299, 90, 12, 0]],
  [
    30,
    [
      999, 975, 949, 923, 894, 863, 830, 795, 757, 716, 672, 624, 572, 517, 458, 397, 334, 273, 214, 162, 117,
      80, 53, 33, 20, 11, 6, 3, 1, 0,
    ],
  ],
])('karras with %i steps visits timesteps %j', (steps, timesteps) => {
  expect([...sigmas('karras', steps).slice(0, -1)].map((sigma) => SD_LEVELS.timestepOf(sigma))).toEqual(
    timesteps,
  )
})

test("edm_playground_v2.5 is karras between the ends of EDM's levels, whatever the model's are", () => {
  const expected = [120, 51.7611, 19.9018, 6.57658, 1.76391, 0.348369, 0.0420261, 0.002, 0]
  expectSixDigits(sigmas('edm_playground_v2.5', 8), expected)
  expectSixDigits(karras({ sigmaMin: 0.002, sigmaMax: 120 }, 8), expected)
  expect(levelsFor('edm_playground_v2.5', SD_LEVELS)).toBe(EDM_LEVELS)
})

test.each(['dpm_2', 'dpm_2_ancestral', 'uni_pc', 'uni_pc_bh2'] as const)(
  '%s does not visit the level before the last',
  (sampler) => {
    const seven = sigmasFor({ schedule: 'karras', sampler, steps: 7, levels: SD_LEVELS })
    const eight = sigmas('karras', 8)
    expect([...seven]).toEqual([...eight.slice(0, 7), 0])
    // A share of the noise keeps the tail of a longer schedule, which lacks that level too.
    const half = sigmasFor({ schedule: 'karras', sampler, steps: 7, denoise: 0.5, levels: SD_LEVELS })
    expect([...half]).toEqual([...sigmas('karras', 15).slice(7, 14), 0])
  },
)

describe('ddim_uniform', () => {
  test('gives a level too many where the steps do not divide the table', () => {
    const levels = ddimUniform(SD_LEVELS, 30)
    expect(levels).toHaveLength(32)
    expectSixDigits(levels.slice(0, 1), [13.9258])
  })

  test('is trimmed to the steps asked for, and still ends in 0', () => {
    const levels = sigmas('ddim_uniform', 30)
    expect(levels).toHaveLength(31)
    expect(levels.slice(0, 30)).toEqual(ddimUniform(SD_LEVELS, 30).slice(0, 30))
    expect(levels[30]).toBe(0)
  })
})

describe('less than all of the noise', () => {
  test('keeps the tail of a longer schedule: a light upscale', () => {
    expectSixDigits(
      sigmas('karras', 18, 0.382),
      [
        0.568972, 0.492729, 0.425416, 0.366145, 0.314097, 0.268525, 0.228741, 0.194121, 0.164093, 0.138137,
        0.115783, 0.0966046, 0.080216, 0.0662706, 0.0544572, 0.0444967, 0.0361405, 0.0291672, 0,
      ],
    )
  })

  test('keeps the tail of a longer schedule: strong and subtle variation', () => {
    const strong = sigmas('karras', 30, 0.85)
    const subtle = sigmas('karras', 30, 0.5)
    expect(strong).toHaveLength(31)
    expect(subtle).toHaveLength(31)
    expectSixDigits(strong.slice(0, 4), [7.75478, 6.78272, 5.91704, 5.14784])
    expectSixDigits(subtle.slice(0, 4), [1.21239, 1.09661, 0.990438, 0.893204])
  })

  test('almost all of it is all of it', () => {
    expect(sigmas('karras', 30, 0.99995)).toEqual(sigmas('karras', 30))
  })
})

test('every schedule falls strictly to its final 0 and takes the steps asked for', () => {
  const counted = SCHEDULER_NAMES.filter((name) => name !== 'turbo')
  const settings = [
    fc.constantFrom(...counted),
    fc.integer({ min: 1, max: 60 }),
    fc.double({ min: 0.1, max: 1, noNaN: true }),
  ] as const
  fc.assert(
    fc.property(...settings, (schedule, steps, denoise) => {
      const levels = sigmas(schedule, steps, denoise)
      expect(levels).toHaveLength(steps + 1)
      expect(levels.at(-1)).toBe(0)
      // Coarse tables are visited more than once when a small share stretches the schedule.
      levels.forEach((sigma, i) => i > 0 && expect(sigma).toBeLessThanOrEqual(levels[i - 1]!))
      expect(levels.at(-2)).toBeGreaterThan(0)
    }),
  )
})

test('turbo begins farther down its ten levels for less of the noise', () => {
  const whole = sigmas('turbo', 10)
  for (const [steps, denoise, from, to] of [
    [30, 0.5, 5, 10],
    [2, 0.5, 5, 7],
    [6, 0.85, 2, 8],
    [4, 0.05, 9, 10],
  ] as const) {
    const part = sigmas('turbo', steps, denoise)
    expect([...part]).toEqual([...whole.slice(from, to), 0])
  }
})

test('turbo knows ten levels and no more', () => {
  expect(sigmas('turbo', 30)).toHaveLength(11)
  expect(sigmas('turbo', 10)).toHaveLength(11)
})

test.each([0, -1, 2.5, NaN])('%f steps are refused', (steps) => {
  expect(() => sigmas('karras', steps)).toThrow(RangeError)
})

test.each([0, -0.5, 1.1, NaN])('a share of %f is refused', (denoise) => {
  expect(() => sigmas('karras', 8, denoise)).toThrow(RangeError)
})

test('only the schedule of distilled models reads timesteps from distilled levels', () => {
  expect(levelsFor('karras', SD_LEVELS)).toBe(SD_LEVELS)
  expect(levelsFor('lcm', SD_LEVELS)).toMatchObject({ sigmas: distilNoiseLevels(SD_LEVELS).sigmas })
  expect(levelsFor('tcd', SD_LEVELS)).toMatchObject({ sigmas: distilNoiseLevels(SD_LEVELS).sigmas })
})
