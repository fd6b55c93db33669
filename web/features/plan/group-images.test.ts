import { describe, expect, it } from 'vitest'
import type { PlannedImage } from '../../../contract/plan-view.ts'
import { groupImages } from './group-images.ts'

const image = (index: number, text: string): PlannedImage => ({
  index,
  seed: String(index),
  positiveTexts: [text],
  negativeTexts: [''],
  styles: [],
  width: 128,
  height: 128,
  steps: 30,
  sampler: 'euler',
  scheduler: 'karras',
  guidanceScale: 4,
})

describe('groupImages', () => {
  it('puts neighbours with the same words together', () => {
    const groups = groupImages([image(0, 'a'), image(1, 'a'), image(2, 'b'), image(3, 'a')])
    expect(groups.map((group) => group.map(({ index }) => index))).toEqual([[0, 1], [2], [3]])
  })

  it('keeps images apart whose prompts were expanded differently', () => {
    expect(groupImages([image(0, 'a'), { ...image(1, 'a'), expansion: 'sharp' }])).toHaveLength(2)
  })
})
