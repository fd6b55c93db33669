import type { Lease } from '../../contract/protocol/identifiers.ts'
import type { TaskId } from '../../contract/task.ts'
import type { JobState } from '../jobs/job.ts'
import type { JobFacts, JobStore } from '../jobs/ports.ts'

/** Gathers facts of one attempt, so that what is told in one breath is written once. */
export interface AttemptFacts {
  add(facts: Omit<JobFacts, 'picture'>): void
  /** Begins to write what was gathered. Stores do what they are told in the order in which they are told. */
  flush(): void
}

/** Where facts go. */
export interface FactParts {
  readonly store: JobStore
  readonly id: TaskId
  readonly lease: Lease
  /** Null when the lease is over. */
  readonly onNoted: (state: JobState | null) => void
  readonly onFailure: (error: unknown) => void
}

/** Facts are worth one try: a job without its list of seeds is better than one that is made again. */
export function createAttemptFacts({ store, id, lease, onNoted, onFailure }: FactParts): AttemptFacts {
  let gathered: JobFacts | null = null
  const flush = () => {
    if (!gathered) return
    const facts = gathered
    gathered = null
    store.note(id, lease, facts).then(onNoted, onFailure)
  }
  return {
    add: (facts) => {
      // Skipped images are told one by one.
      if (facts.skipped !== undefined && gathered?.skipped !== undefined) flush()
      if (gathered) {
        gathered = { ...gathered, ...facts }
        return
      }
      gathered = facts
      // What came in the same packet is read before this runs.
      queueMicrotask(flush)
    },
    flush,
  }
}
