import type { JobProgress } from '../../jobs/job.ts'

/**
 * Chooses which previews a stream shows: at most `wanted`, spread evenly over the run. A run that begins again does not
 * show its beginning twice.
 *
 * @returns a function that is asked once per preview: the index of the partial image, or null to leave it out
 */
export function createPartialPicker(wanted: number): (progress: JobProgress) => number | null {
  let shown = 0
  let due = 0
  return (progress) => {
    const now = Math.floor(fractionOf(progress) * (wanted + 1))
    if (shown >= wanted || now <= due) return null
    due = now
    shown += 1
    return shown - 1
  }
}

/** How much of the run is behind, 0…1. */
function fractionOf({ step, percent }: JobProgress): number {
  // Images are counted from 1 here, as in Fooocus' messages.
  if (!step || step.steps === 0 || step.images === 0) return percent / 100
  return Math.min(1, (step.image - 1 + step.step / step.steps) / step.images)
}
