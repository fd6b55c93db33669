import { describe, expect, test } from 'vitest'
import { createNoiseLevels, distilNoiseLevels } from './noise-levels.ts'
import { SD_LEVELS } from './testing/levels.ts'

const relativeError = (actual: number, expected: number) => Math.abs(actual / expected - 1)

describe('the levels of Stable Diffusion', () => {
  // Made with the original's formula in float64, rounded to float32; ten digits are given.
  test.each([
    [0, 0.0291671585],
    [1, 0.0413144119],
    [100, 0.3439312279],
    [250, 0.695798933],
    [500, 1.618278861],
    [699, 3.3210830688],
    [700, 3.3343884945],
    [750, 4.0991640091],
    [999, 14.6146411896],
  ])('timestep %i has sigma %f', (timestep, sigma) => {
    expect(relativeError(SD_LEVELS.sigmas[timestep]!, sigma)).toBeLessThan(2e-9)
    expect(SD_LEVELS.sigmaAt(timestep)).toBe(SD_LEVELS.sigmas[timestep])
  })

  test('the ends have names and every level is a float32', () => {
    expect(SD_LEVELS.sigmaMin).toBe(SD_LEVELS.sigmas[0])
    expect(SD_LEVELS.sigmaMax).toBe(SD_LEVELS.sigmas[999])
    expect(SD_LEVELS.sigmas).toEqual(SD_LEVELS.sigmas.map(Math.fround))
  })

  test('every level leads back to its timestep', () => {
    SD_LEVELS.sigmas.forEach((sigma, timestep) => expect(SD_LEVELS.timestepOf(sigma)).toBe(timestep))
  })

  test('a sigma outside the levels has the timestep of the nearest end', () => {
    expect(SD_LEVELS.timestepOf(1e9)).toBe(999)
    expect(SD_LEVELS.timestepOf(1e-9)).toBe(0)
    expect(SD_LEVELS.timestepOf(0)).toBe(0)
  })

  test('between two timesteps sigma is the geometric mean, outside them it is clamped', () => {
    const between = Math.sqrt(SD_LEVELS.sigmas[500]! * SD_LEVELS.sigmas[501]!)
    expect(relativeError(SD_LEVELS.sigmaAt(500.5), between)).toBeLessThan(1e-12)
    expect(SD_LEVELS.sigmaAt(-5)).toBe(SD_LEVELS.sigmaMin)
    expect(SD_LEVELS.sigmaAt(2000)).toBe(SD_LEVELS.sigmaMax)
  })

  test.each([
    [0.5, 1.61558026],
    [0.6, 1.16286455],
    [0.9, 0.34370482],
  ])('share %f of the timesteps is done at sigma %f', (percent, sigma) => {
    expect(relativeError(SD_LEVELS.percentToSigma(percent), sigma)).toBeLessThan(1e-7)
  })

  test('nothing is done above all levels, and everything at zero', () => {
    expect(SD_LEVELS.percentToSigma(0)).toBe(999999999.9)
    expect(SD_LEVELS.percentToSigma(-1)).toBe(999999999.9)
    expect(SD_LEVELS.percentToSigma(1)).toBe(0)
  })
})

test('a linear schedule has its ends where it says', () => {
  const levels = createNoiseLevels({
    betaSchedule: 'linear',
    betaStart: 0.0001,
    betaEnd: 0.02,
    trainSteps: 1000,
  })
  expect(relativeError(levels.sigmaMin, Math.sqrt(0.0001 / 0.9999))).toBeLessThan(1e-7)
  expect(levels.sigmas.every((sigma, i) => i === 0 || sigma > levels.sigmas[i - 1]!)).toBe(true)
})

test('a schedule rescaled to zero signal keeps its first level and ends in finite, nearly pure noise', () => {
  const levels = createNoiseLevels({
    betaSchedule: 'scaled_linear',
    betaStart: 0.00085,
    betaEnd: 0.012,
    trainSteps: 1000,
    rescaleZeroSnr: true,
  })
  expect(relativeError(levels.sigmaMin, SD_LEVELS.sigmaMin)).toBeLessThan(1e-6)
  expect(levels.sigmaMax).toBeCloseTo(4096, 2)
})

describe('distilled levels', () => {
  const distilled = distilNoiseLevels(SD_LEVELS)

  test('are the last of every twenty', () => {
    expect(distilled.sigmas).toHaveLength(50)
    expect(distilled.sigmas[0]).toBe(SD_LEVELS.sigmas[19])
    expect(distilled.sigmaMax).toBe(SD_LEVELS.sigmaMax)
  })

  test('lead back to timesteps of the whole schedule', () => {
    expect(distilled.timestepOf(SD_LEVELS.sigmas[999]!)).toBe(999)
    expect(distilled.timestepOf(SD_LEVELS.sigmas[515]!)).toBe(519)
    expect(distilled.timestepOf(0.001)).toBe(19)
    expect(distilled.sigmaAt(19)).toBe(SD_LEVELS.sigmas[19])
    expect(distilled.sigmaAt(0)).toBe(SD_LEVELS.sigmas[19])
  })

  test('are not distilled twice', () => {
    expect(distilNoiseLevels(distilled)).toBe(distilled)
  })
})
