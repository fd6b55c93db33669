import type { RelayConfig } from './config.ts'
import { createDiskBudget } from './files/disk-budget.ts'
import type { RunningJobService } from './jobs/create-job-service.ts'
import type { JobStore } from './jobs/ports.ts'

/** What housekeeping works on. */
export interface HouseParts {
  readonly config: Pick<RelayConfig, 'diskBudgetBytes' | 'keepMs'>
  /** Folder of the finished pictures. */
  readonly outputs: string
  readonly store: JobStore
  readonly jobs: RunningJobService
  readonly now: () => number
  /** Hears what failed; the next round tries again. */
  readonly onProblem: (error: unknown) => void
}

const TICK_MS = 1_000
const TRIM_MS = 60_000

/** Jobs forgotten in one round, so that none takes long. */
const FORGET_AT_ONCE = 200

/** Does what time demands, once a second and once a minute, until it is stopped. Rounds never overlap. */
export function keepHouse({ config, outputs, store, jobs, now, onProblem }: HouseParts): () => void {
  const { diskBudgetBytes, keepMs } = config
  const budget =
    diskBudgetBytes === null
      ? null
      : createDiskBudget({
          outputs,
          maxBytes: diskBudgetBytes,
          maxAgeMs: null,
          onRemove: () => undefined,
        })

  const forgetOld = async () => {
    if (keepMs === null) return
    const old = { owner: null, statuses: ['finished', 'stopped', 'failed'], to: now() - keepMs } as const
    const { jobs: found } = await store.list({ ...old, offset: 0, limit: FORGET_AT_ONCE, order: 'oldest' })
    await jobs.remove(found.map(({ job }) => job.id))
  }
  const timers = [
    every(TICK_MS, jobs.tick, onProblem),
    every(
      TRIM_MS,
      async () => {
        await forgetOld()
        await budget?.trim()
      },
      onProblem,
    ),
  ]
  return () => timers.forEach((timer) => clearInterval(timer))
}

function every(ms: number, work: () => Promise<void>, onProblem: (error: unknown) => void): NodeJS.Timeout {
  let isBusy = false
  return setInterval(() => {
    if (isBusy) return
    isBusy = true
    void work()
      .catch(onProblem)
      .finally(() => (isBusy = false))
  }, ms)
}
