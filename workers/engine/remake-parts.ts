import { betweenCalls } from '../pipeline/between-calls.ts'
import type { RemakeParts, RemakePhase } from './remake.ts'
import type { RunParts, RunReport } from './run-parts.ts'
import type { Interrupts } from './task-queue.ts'

/**
 * The parts for remaking a picture within a task.
 *
 * @param to who hears of it, and where progress stands from a phase on; asked once for each
 */
export function remakeParts(
  { shelf, readPicture }: RunParts,
  { stop }: Interrupts,
  skip: AbortSignal,
  to: { readonly report: RunReport; readonly percentAt: (phase: RemakePhase) => number },
): RemakeParts {
  let last: RemakePhase | null = null
  let percent = 0
  return {
    shelf,
    readPicture,
    stop,
    between: () => betweenCalls(stop, skip),
    tell: (phase, message, activity) => {
      if (phase !== last) percent = to.percentAt(phase)
      last = phase
      to.report.progress(percent, message, activity)
    },
  }
}
