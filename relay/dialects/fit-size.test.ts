import { describe, expect, it } from 'vitest'
import { fitSize } from './fit-size.ts'

const small = {
  sizes: () => ({ trained: [[128, 128] as [number, number]], multiple: 32, min: 64, max: 192 }),
}
const large = {
  sizes: () => ({ trained: [[1024, 1024] as [number, number]], multiple: 8, min: 256, max: 2048 }),
}

describe('fitSize', () => {
  it('keeps a size that the model can make', () => {
    expect(fitSize({ width: 512, height: 768 }, 'm', large)).toBe('512*768')
    expect(fitSize({ width: 160, height: 96 }, 'm', small)).toBe('160*96')
  })

  it('takes any other for its shape', () => {
    expect(fitSize({ width: 512, height: 768 }, 'm', small)).toBe('832*1216')
    expect(fitSize({ width: 512, height: 512 }, 'm', {})).toBe('1024*1024')
    expect(fitSize({ width: 512, height: 512 }, 'm', { sizes: () => null })).toBe('1024*1024')
  })

  it("leaves Fooocus' own sizes to the planner", () => {
    expect(fitSize({ width: 1152, height: 896 }, 'm', small)).toBe('1152*896')
  })
})
