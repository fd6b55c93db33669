import { describe, expect, it } from 'vitest'
import type { JobProgress } from '../../jobs/job.ts'
import { createPartialPicker } from './pick-partials.ts'

const at = (step: number, image = 1, images = 1): JobProgress => ({
  percent: 0,
  message: '',
  preview: null,
  step: { image, images, step, steps: 20 },
})

const stepsShown = (wanted: number, previews: readonly JobProgress[]) => {
  const pick = createPartialPicker(wanted)
  return previews.flatMap((progress, index) => (pick(progress) === null ? [] : [index]))
}

const run = Array.from({ length: 20 }, (_, index) => at(index + 1))

describe('createPartialPicker', () => {
  it('shows nothing where nothing is wanted', () => {
    expect(stepsShown(0, run)).toEqual([])
  })

  it('spreads previews over the run', () => {
    expect(stepsShown(1, run)).toEqual([9])
    expect(stepsShown(3, run)).toEqual([4, 9, 14])
  })

  it('spreads them over all images of a job', () => {
    const two = [...run.map((_, index) => at(index + 1, 1, 2)), ...run.map((_, index) => at(index + 1, 2, 2))]
    expect(stepsShown(3, two)).toEqual([9, 19, 29])
  })

  it('counts those it shows, and does not show a beginning twice', () => {
    const pick = createPartialPicker(2)
    expect([at(8), at(1), at(8), at(16), at(19)].map(pick)).toEqual([0, null, null, 1, null])
  })

  it('goes by per cent where no step is known', () => {
    const pick = createPartialPicker(1)
    expect(pick({ percent: 40, message: '', step: null, preview: null })).toBeNull()
    expect(pick({ percent: 60, message: '', step: null, preview: null })).toBe(0)
  })
})
