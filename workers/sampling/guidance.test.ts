import { expect, test } from 'vitest'
import { createNoise } from '../math/random.ts'
import { createGuide, type GuideSettings } from './guidance.ts'
import { createJointBilateral } from './sharpness.ts'

const SHAPE = { channels: 4, height: 8, width: 8 }
const noise = createNoise(11n)
const [x, wanted, unwanted] = [noise.normal(256), noise.normal(256), noise.normal(256)] as const

const guide = (settings: Partial<GuideSettings>, progress: number) =>
  createGuide({ scale: 7, adaptiveScale: 7, sharpness: 0, shape: SHAPE, ...settings })(wanted, unwanted, {
    x,
    sigma: 3,
    progress,
  })

/** The formula as Fooocus computes it: on what is taken away, with two mixes. */
function guideByResiduals(
  { scale, adaptiveScale, sharpness }: Omit<GuideSettings, 'shape'>,
  progress: number,
) {
  const away = x.map((value, i) => value - wanted[i]!)
  const blurred = createJointBilateral(SHAPE)(away, wanted)
  const share = 0.001 * sharpness * progress
  return x.map((value, i) => {
    const positive = share * blurred[i]! + (1 - share) * away[i]!
    const negative = value - unwanted[i]!
    const real = negative + scale * (positive - negative)
    const mimic = negative + adaptiveScale * (positive - negative)
    return value - (scale > adaptiveScale ? progress * real + (1 - progress) * mimic : real)
  })
}

function expectSame(actual: Float32Array, expected: Float32Array) {
  actual.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(2e-5))
}

test.each([
  [{ scale: 4, adaptiveScale: 7, sharpness: 2 }, 0.3],
  [{ scale: 12, adaptiveScale: 7, sharpness: 30 }, 0.6],
  [{ scale: 1.5, adaptiveScale: 1, sharpness: 0 }, 0.1],
  [{ scale: 0, adaptiveScale: 7, sharpness: 5 }, 1],
])('%j at progress %f is what the residual formula gives', (settings, progress) => {
  expectSame(guide(settings, progress), guideByResiduals(settings, progress))
})

test('scale 1 is the wanted guess itself, whatever else is set', () => {
  expect(guide({ scale: 1, sharpness: 30 }, 0.7)).toBe(wanted)
})

test('without sharpness and with a high adaptive scale it is plain classifier-free guidance', () => {
  const plain = wanted.map((value, i) => unwanted[i]! + 4 * (value - unwanted[i]!))
  expectSame(guide({ scale: 4, adaptiveScale: 7 }, 0.2), plain)
  expectSame(guide({ scale: 4, adaptiveScale: 4 }, 0.2), plain)
})

test('an adaptive scale of 1 starts at the wanted guess and ends with the full scale', () => {
  expectSame(guide({ scale: 8, adaptiveScale: 1 }, 0), wanted)
  expectSame(guide({ scale: 8, adaptiveScale: 1 }, 1), guide({ scale: 8, adaptiveScale: 30 }, 1))
})

test('sharpness does nothing at the noisiest timestep and something later', () => {
  expect(guide({ sharpness: 30 }, 0)).toEqual(guide({ sharpness: 0 }, 0))
  expect(guide({ sharpness: 30 }, 0.5)).not.toEqual(guide({ sharpness: 0 }, 0.5))
})

test('the guesses and the latent are left alone', () => {
  const before = [x.slice(), wanted.slice(), unwanted.slice()]
  guide({ sharpness: 10, scale: 9, adaptiveScale: 3 }, 0.5)
  expect([x, wanted, unwanted]).toEqual(before)
})
