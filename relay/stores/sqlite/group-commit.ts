import type { AppError } from '../../../contract/errors.ts'
import type { TaskId } from '../../../contract/task.ts'
import type { JobState } from '../../jobs/job.ts'
import type { Delivery } from '../../jobs/ports.ts'
import type { TableObserver } from '../memory/job-table.ts'

/** Changes that will be on the disk together, each as the last state before the first of them. */
export interface ChangeBatch {
  readonly jobs: ReadonlyMap<TaskId, JobState | null>
  readonly deliveries: ReadonlyMap<string, Delivery | null>
}

/** Gathers changes and writes them, all of one turn of the event loop at once. */
export interface GroupCommit {
  /** Tells of changes in RAM. */
  readonly observer: TableObserver
  /** Resolves when the newest change of this job is on the disk; rejects when it was taken back. */
  written(id: TaskId): Promise<void>
  /** The same for all changes up to now. */
  allWritten(): Promise<void>
  /** Resolves once nothing is on its way to the disk, whatever became of it. */
  idle(): Promise<void>
  /** How many changes there were. */
  readonly changes: number
}

/** How changes are written and taken back. */
export interface CommitSteps {
  /** Reads the states as they are now, at once, and resolves when they are on the disk. */
  write(batch: ChangeBatch): Promise<void>
  /** Puts the states of the batch back in RAM. */
  takeBack(batch: ChangeBatch): void
  /** The batch is on the disk. @param changedAgain jobs that have changed since, and wait for the next batch */
  done(batch: ChangeBatch, changedAgain: Pick<ReadonlySet<TaskId>, 'has'>): void
}

/** A batch whose end can be waited for. */
interface Batch extends ChangeBatch {
  readonly jobs: Map<TaskId, JobState | null>
  readonly deliveries: Map<string, Delivery | null>
  readonly settled: Promise<void>
  settle(error: AppError | null): void
}

/**
 * One batch is on its way while the next one grows. A batch that cannot be written takes the growing one with it: that
 * one may build on changes that never happened.
 */
export function createGroupCommit({ write, takeBack, done }: CommitSteps): GroupCommit {
  let growing: Batch | null = null
  let onItsWay: Batch | null = null
  let changes = 0

  const send = async () => {
    const batch = growing
    if (!batch || onItsWay) return
    growing = null
    onItsWay = batch
    let failure: AppError | null = null
    try {
      await write(batch)
    } catch (error) {
      // The journal rejects with nothing else.
      failure = error as AppError
    }
    onItsWay = null
    if (failure) {
      // The youngest first, so that the oldest states are what remains.
      const built: Batch | null = growing
      growing = null
      if (built) takeBack(built)
      takeBack(batch)
      ;(built as Batch | null)?.settle(failure)
    } else done(batch, (growing as Batch | null)?.jobs ?? new Set())
    batch.settle(failure)
    if (growing) setImmediate(() => void send())
  }
  const grow = (): Batch => {
    changes += 1
    if (growing) return growing
    growing = createBatch()
    if (!onItsWay) setImmediate(() => void send())
    return growing
  }
  const newest = (holds: (batch: Batch) => boolean) =>
    [growing, onItsWay].find((batch) => batch && holds(batch))

  return {
    observer: {
      jobChanged: (id, before) => {
        const { jobs } = grow()
        if (!jobs.has(id)) jobs.set(id, before)
      },
      deliveryChanged: (id, before) => {
        const { deliveries } = grow()
        if (!deliveries.has(id)) deliveries.set(id, before)
      },
    },
    written: async (id) => newest(({ jobs }) => jobs.has(id))?.settled,
    allWritten: async () => newest(() => true)?.settled,
    idle: async () => newest(() => true)?.settled.catch(() => undefined),
    get changes() {
      return changes
    },
  }
}

function createBatch(): Batch {
  let settle: Batch['settle'] = () => undefined
  const settled = new Promise<void>((resolve, reject) => {
    settle = (error) => (error ? reject(error) : resolve())
  })
  // Whoever made a change waits for it; a batch of changes that nobody waits for is no unhandled error.
  settled.catch(() => undefined)
  return { jobs: new Map(), deliveries: new Map(), settled, settle }
}
