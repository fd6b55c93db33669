/** Fooocus' percentages for one task: whole numbers, truncated, by repeated addition as in the original. */
export interface ProgressArithmetic {
  /** Counts one preparation phase and returns the percentage from there on. */
  nextPhase(): number
  /** The percentage now, without counting. */
  phase(): number
  /** Ends the preparation: from here on the rest of the bar belongs to sampling. */
  startSampling(): number
  /** Starts image `index` (from 0). */
  startImage(index: number): number
  /** After the next step of the current image. */
  nextStep(): number
  /** When image `index` is being saved. */
  saving(index: number): number
}

/**
 * Fooocus' progress numbers: preparation counts up by one a phase from 1, sampling shares what is left of 100
 * evenly over all steps of all images.
 *
 * @param steps  steps of one image
 * @param images images of the task
 * @see Fooocus async_worker: preparation_steps, all_steps, callback
 */
export function createProgress(steps: number, images: number): ProgressArithmetic {
  const allSteps = Math.max(1, steps * images)
  let preparation = 1
  let imageStart = 1
  let added = 0
  const share = () => (100 - preparation) / allSteps
  return {
    nextPhase: () => ++preparation,
    phase: () => preparation,
    startSampling: () => (imageStart = preparation),
    startImage: (index) => {
      added = 0
      imageStart = Math.trunc(preparation + share() * steps * index)
      return imageStart
    },
    nextStep: () => {
      added += share()
      return Math.min(100, Math.trunc(imageStart + added))
    },
    saving: (index) => Math.min(100, Math.trunc(preparation + share() * steps * (index + 1))),
  }
}
