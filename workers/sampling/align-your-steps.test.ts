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

/** The ten-step levels as they were published, without the smallest. */
test.each([
  [
    'sdxl',
    [14.6146, 6.31845, 3.76818, 2.18115, 1.34052, 0.862072, 0.555069, 0.379854, 0.233236, 0.111419, 0],
  ],
  ['sd1', [14.6146, 6.47458, 3.86367, 2.69462, 1.88419, 1.39438, 0.964258, 0.652369, 0.397746, 0.151523, 0]],
] as const)('the levels of %s are %j', (family, expected) => {
  const levels = alignYourSteps(family, 10)
  expected.forEach((value, i) => expect(Math.abs(levels[i]! - value)).toBeLessThanOrEqual(6e-6 * value))
})

test('twenty steps visit the ten-step levels and their geometric means', () => {
  const ten = alignYourSteps('sdxl', 10)
  const twenty = alignYourSteps('sdxl', 20)
  expect(twenty[2]).toBeCloseTo(ten[1]!, 12)
  expect(twenty[1]).toBeCloseTo(Math.sqrt(ten[0]! * ten[1]!), 12)
})
