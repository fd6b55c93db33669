import { expect, test } from 'vitest'
import { createProgress } from './progress.ts'

/** The numbers of a text-to-image task: five or six preparation phases, then the steps. */
function numbers(steps: number, images: number, preparation: number) {
  const progress = createProgress(steps, images)
  while (progress.phase() < preparation) progress.nextPhase()
  progress.startSampling()
  return Array.from({ length: images }, (_, image) => {
    progress.startImage(image)
    return [Array.from({ length: steps }, () => progress.nextStep()), progress.saving(image)]
  })
}

test('four steps with expansion read 29, 53, 76, 100', () => {
  expect(numbers(4, 1, 6)).toEqual([[[29, 53, 76, 100], 100]])
})

test('four steps without expansion read 28, 52, 76, 100', () => {
  expect(numbers(4, 1, 5)).toEqual([[[28, 52, 76, 100], 100]])
})

test('two images share the bar', () => {
  expect(numbers(4, 2, 6)).toEqual([
    [[17, 29, 41, 53], 53],
    [[64, 76, 88, 100], 100],
  ])
})

test('eight steps read as in Extreme Speed', () => {
  expect(numbers(8, 1, 6)[0]![0]).toEqual([17, 29, 41, 53, 64, 76, 88, 100])
})

test('thirty steps read as in Speed', () => {
  expect(numbers(30, 1, 6)[0]![0]).toEqual([
    9, 12, 15, 18, 21, 24, 27, 31, 34, 37, 40, 43, 46, 49, 53, 56, 59, 62, 65, 68, 71, 74, 78, 81, 84, 87, 90,
    93, 96, 100,
  ])
})

test('no number falls within a task', () => {
  const all = numbers(7, 3, 5).flat(3)
  expect(all).toEqual([...all].sort((a, b) => a - b))
})
