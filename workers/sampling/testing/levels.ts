import { createNoiseLevels } from '../noise-levels.ts'

/** The noise levels of Stable Diffusion 1, 2 and XL. */
export const SD_LEVELS = createNoiseLevels({
  betaSchedule: 'scaled_linear',
  betaStart: 0.00085,
  betaEnd: 0.012,
  trainSteps: 1000,
})
