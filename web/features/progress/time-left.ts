import { roundTime } from '../../text/format.ts'

/** What time-left knows of a run. */
export interface StepFacts {
  /** Names the image; a new one starts afresh. */
  readonly image: string
  readonly stepsLeft: number
  /** Steps of this image that are done. */
  readonly stepsDone: number
  /** Median milliseconds of the latest steps; null when none was timed. */
  readonly stepMs: number | null
  /** True when the median comes from earlier runs, so that it holds from the first step on. */
  readonly isLearned: boolean
}

/** Rounded seconds; `longer` when it would have to grow; null when nothing should be said. */
export type TimeLeft = number | 'longer' | null

const STEPS_BEFORE_TELLING = 2
const TOO_SHORT_S = 3

/**
 * Makes the rule of the time left: it starts after two steps, or at once where this device is known; within an
 * image it only shrinks or holds; below three seconds nothing is said.
 */
export function createTimeLeft(): (facts: StepFacts) => TimeLeft {
  let image = ''
  let told = Infinity
  return (facts) => {
    if (facts.image !== image) {
      image = facts.image
      told = Infinity
    }
    if (facts.stepMs === null || (facts.stepsDone < STEPS_BEFORE_TELLING && !facts.isLearned)) return null
    const seconds = (facts.stepsLeft * facts.stepMs) / 1000
    if (seconds < TOO_SHORT_S) return null
    const rounded = roundTime(seconds)
    if (rounded > told) return 'longer'
    told = rounded
    return rounded
  }
}
