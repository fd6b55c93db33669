import type { TaskId } from '../../../contract/task.ts'
import { hasEnded, type JobState } from '../../jobs/job.ts'
import type { JobQuery, JobStore } from '../../jobs/ports.ts'
import { keyText } from './job-index.ts'
import { createJobTable, type TableObserver } from './job-table.ts'
import { createSortedList } from './sorted-list.ts'

/** What decides a job's place in lists; the first state of a job stands for all later ones. */
const byAge = (a: JobState, b: JobState) => a.job.createdAt - b.job.createdAt || a.number - b.number

/**
 * Keeps jobs in this process only: for tests, and for relays that may forget everything when they stop. Ended jobs stay
 * until they are removed.
 */
export function createMemoryJobStore(): JobStore {
  const history = createSortedList(byAge)
  /** Jobs by owner and fingerprint, youngest last. */
  const twins = new Map<string, JobState[]>()

  const remember = (state: JobState) => {
    history.add(state)
    const text = keyText(state.job.owner, state.job.fingerprint)
    const known = twins.get(text)
    if (known) known.splice(known.findLastIndex((one) => byAge(one, state) < 0) + 1, 0, state)
    else twins.set(text, [state])
  }
  const forget = (state: JobState) => {
    history.delete(state)
    const text = keyText(state.job.owner, state.job.fingerprint)
    const left = twins.get(text)?.filter(({ number }) => number !== state.number) ?? []
    if (left.length > 0) twins.set(text, left)
    else twins.delete(text)
  }
  const observer: TableObserver = {
    jobChanged: (_id, before, after) => {
      if (!before && after) remember(after)
      if (before && !after) forget(before)
    },
    deliveryChanged: () => undefined,
  }
  const table = createJobTable(observer)

  const list = ({ order = 'newest', offset, limit, ...query }: JobQuery) => {
    const jobs: JobState[] = []
    let total = 0
    for (const { job } of order === 'newest' ? history.reversed() : history) {
      const state = table.get(job.id)
      if (!state || !isAskedFor(state, query)) continue
      if (total >= offset && jobs.length < limit) jobs.push(state)
      total += 1
    }
    return { jobs, total }
  }
  const remove = (ids: readonly TaskId[]) =>
    ids.flatMap((id) => {
      const state = table.get(id)
      if (!state || !hasEnded(state)) return []
      table.remove(id)
      return [state]
    })

  return {
    put: (job, limits) => settled(() => table.put(job, limits)),
    waiting: (limit) => settled(() => table.waiting(limit)),
    take: (id, lease) => settled(() => table.take(id, lease)),
    extend: (id, lease, until) => settled(() => table.extend(id, lease, until) !== null),
    note: (id, lease, facts) => settled(() => table.note(id, lease, facts)),
    finish: (id, lease, end) => settled(() => table.finish(id, lease, end)),
    giveBack: (id, lease, fault) => settled(() => table.giveBack(id, lease, fault)),
    requestStop: (id, at) => settled(() => table.requestStop(id, at)),
    get: (id) => settled(() => table.get(id)),
    findTwin: (owner, fingerprint, since) =>
      settled(() => {
        const youngest = twins.get(keyText(owner, fingerprint))?.at(-1)
        return youngest && youngest.job.createdAt >= since ? table.get(youngest.job.id) : null
      }),
    list: (query) => settled(() => list(query)),
    remove: (ids) => settled(() => remove(ids)),
    sweep: (now) => settled(() => table.sweep(now)),
    counts: () => settled(() => table.counts()),
    dueDeliveries: (now, limit) => settled(() => table.dueDeliveries(now, limit)),
    settleDelivery: (id, outcome) => settled(() => table.settleDelivery(id, outcome)),
    nextDelivery: () => settled(() => table.nextDelivery()),
    close: () => Promise.resolve(),
  }
}

function isAskedFor(
  { job, status }: JobState,
  { owner, statuses, from = -Infinity, to = Infinity }: Omit<JobQuery, 'offset' | 'limit'>,
): boolean {
  return (
    (owner === null || job.owner === owner) &&
    (statuses === undefined || statuses.includes(status)) &&
    job.createdAt >= from &&
    job.createdAt <= to
  )
}

/** A promise of what is done at once; what is thrown becomes its rejection. */
function settled<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()))
}
