import { describe, expect, it } from 'vitest'
import { createTimeLeft, type StepFacts } from './time-left.ts'

const facts = (fields: Partial<StepFacts>): StepFacts => ({
  image: 'a',
  stepsLeft: 20,
  stepsDone: 5,
  stepMs: 1000,
  isLearned: false,
  ...fields,
})

describe('createTimeLeft', () => {
  it('says nothing before two steps on a device it does not know', () => {
    expect(createTimeLeft()(facts({ stepsDone: 1 }))).toBeNull()
    expect(createTimeLeft()(facts({ stepsDone: 2 }))).toBe(20)
  })

  it('speaks from the first step on where earlier runs were timed', () => {
    expect(createTimeLeft()(facts({ stepsDone: 0, isLearned: true }))).toBe(20)
  })

  it('never grows within an image, and says a little longer instead', () => {
    const rule = createTimeLeft()
    expect(rule(facts({ stepsLeft: 10 }))).toBe(10)
    expect(rule(facts({ stepsLeft: 9, stepMs: 3000 }))).toBe('longer')
    expect(rule(facts({ stepsLeft: 4 }))).toBe(5)
  })

  it('starts afresh with the next image', () => {
    const rule = createTimeLeft()
    rule(facts({ stepsLeft: 5 }))
    expect(rule(facts({ image: 'b', stepsLeft: 20 }))).toBe(20)
  })

  it('says nothing below three seconds', () => {
    expect(createTimeLeft()(facts({ stepsLeft: 2 }))).toBeNull()
  })

  it('says nothing when no step was timed', () => {
    expect(createTimeLeft()(facts({ stepMs: null, isLearned: true }))).toBeNull()
  })
})
