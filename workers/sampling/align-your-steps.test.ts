import { expect, test } from 'vitest'
import { alignYourSteps } from './align-your-steps.ts'

test('ten steps are the published levels with 0 in place of the smallest', () => {
  const levels = alignYourSteps('sdxl', 10)
  expect(levels).toHaveLength(11)
  expect(levels[1]).toBeCloseTo(6.3184485287, 9)
  expect(levels[9]).toBeCloseTo(0.1114188177, 9)
  expect(levels[10]).toBe(0)
})

test('the two families start alike and differ in between', () => {
  expect(alignYourSteps('sd1', 10)[0]).toBe(alignYourSteps('sdxl', 10)[0])
  expect(alignYourSteps('sd1', 10)[1]).toBeCloseTo(6.4745760956, 9)
})

test('twenty steps visit the ten-step levels and their geometric means', () => {
  const ten = alignYourSteps('sdxl', 10)
  const twenty = alignYourSteps('sdxl', 20)
  expect(twenty[2]).toBeCloseTo(ten[1]!, 12)
  expect(twenty[1]).toBeCloseTo(Math.sqrt(ten[0]! * ten[1]!), 12)
})
