import type { TaskId } from '../../../contract/task.ts'
import { hasEnded, type Job, type JobState } from '../../jobs/job.ts'
import type { JobStore, PutResult, QueueLimits } from '../../jobs/ports.ts'
import { keyText } from '../memory/job-index.ts'
import { createJobTable, joinOf, type JobTable } from '../memory/job-table.ts'
import { deliveryIdOf } from '../memory/transitions.ts'
import { createGroupCommit, type ChangeBatch, type CommitSteps } from './group-commit.ts'
import type { JobBatch, StoredJob } from './job-database.ts'
import type { Journal } from './journal.ts'

/** How many ended jobs stay in RAM: clients ask for a job's end right after it. */
const RECENT = 256

/**
 * Jobs that have not ended are decided on in RAM, by the same rules as in the memory store, and every change is on the
 * disk before its method resolves. Ended ones are on the disk only.
 *
 * @param journal belongs to the store from now on
 */
export async function createSqliteJobStore(journal: Journal): Promise<JobStore> {
  const opened = await journal.opened.catch(async (error: unknown) => {
    await journal.close()
    throw error
  })
  const commits = createGroupCommit({
    write: (batch) => journal.commit(toRows(batch, table)),
    takeBack: (batch) => takeBack(batch, table),
    done: (batch, changedAgain) => retire(batch, changedAgain),
  })
  const table = createJobTable(commits.observer, opened.lastNumber)
  for (const stored of opened.jobs) table.load(toState(stored))
  for (const delivery of opened.deliveries) table.loadDelivery(delivery)
  const recent = new Map<TaskId, JobState>()
  const keyTurns = new Map<string, Promise<unknown>>()

  const retire: CommitSteps['done'] = ({ jobs }, changedAgain) => {
    for (const id of jobs.keys()) {
      if (changedAgain.has(id)) continue
      const state = table.get(id)
      if (!state || !hasEnded(state)) continue
      table.drop(id)
      recent.set(id, state)
    }
    for (const id of recent.keys()) {
      if (recent.size <= RECENT) break
      recent.delete(id)
    }
  }
  const assertUsable = () => {
    if (journal.trouble) throw journal.trouble
  }
  /** A change to one job. What was found out about a job counts once that is on the disk, even that nothing changed. */
  const change = async <T>(id: TaskId, make: () => T): Promise<T> => {
    assertUsable()
    const result = make()
    await commits.written(id)
    return result
  }
  /** A change to whatever it changes. */
  const changeAny = async <T>(make: () => T): Promise<T> => {
    assertUsable()
    const before = commits.changes
    const result = make()
    if (commits.changes !== before) await commits.allWritten()
    return result
  }
  const putNow = async (job: Job, limits: QueueLimits): Promise<PutResult> => {
    const result = table.put(job, limits)
    if ('state' in result) await commits.written(result.state.job.id)
    return result
  }
  /** The disk may know a job of the same key that has ended; until it has answered, others of that key must wait. */
  const putKeyed = async (job: Job, limits: QueueLimits, key: string): Promise<PutResult> => {
    const text = keyText(job.owner, key)
    const decide = async (): Promise<{ readonly result: Promise<PutResult> }> => {
      assertUsable()
      if (!table.byKey(job.owner, key)) {
        const stored = await journal.findByKey(job.owner, key)
        const joined = stored && joinOf(toState(stored), job)
        if (joined) return { result: Promise.resolve(joined) }
      }
      return { result: putNow(job, limits) }
    }
    const earlier = keyTurns.get(text)
    const turn = earlier ? earlier.then(decide, decide) : decide()
    keyTurns.set(text, turn)
    const forget = () => {
      if (keyTurns.get(text) === turn) keyTurns.delete(text)
    }
    turn.then(forget, forget)
    return (await turn).result
  }
  const get = async (id: TaskId): Promise<JobState | null> => {
    assertUsable()
    const state = table.get(id)
    if (state) {
      const isWritten = await commits.written(id).then(
        () => true,
        () => false,
      )
      return isWritten ? state : get(id)
    }
    const known = recent.get(id) ?? (await journal.get(id))
    return known && 'life' in known ? toState(known) : known
  }

  return {
    put: async (job, limits) => {
      assertUsable()
      return job.idempotencyKey === null ? putNow(job, limits) : putKeyed(job, limits, job.idempotencyKey)
    },
    waiting: async (limit) => changeAny(() => table.waiting(limit)),
    take: (id, lease) => change(id, () => table.take(id, lease)),
    extend: (id, lease, until) => change(id, () => table.extend(id, lease, until) !== null),
    note: (id, lease, facts) => change(id, () => table.note(id, lease, facts)),
    finish: (id, lease, end) => change(id, () => table.finish(id, lease, end)),
    giveBack: (id, lease, fault) => change(id, () => table.giveBack(id, lease, fault)),
    requestStop: async (id, at) => (await change(id, () => table.requestStop(id, at))) ?? get(id),
    get,
    findTwin: async (owner, fingerprint, since) => {
      assertUsable()
      await commits.idle()
      const stored = await journal.findTwin(owner, fingerprint, since)
      return stored && toState(stored)
    },
    list: async (query) => {
      assertUsable()
      await commits.idle()
      const { jobs, total } = await journal.list(query)
      return { jobs: jobs.map(toState), total }
    },
    remove: async (ids) => {
      assertUsable()
      await commits.idle()
      const removed = (await journal.remove([...new Set(ids)])).map(toState)
      for (const { job } of removed) {
        recent.delete(job.id)
        table.dropDelivery(deliveryIdOf(job.id))
      }
      return removed
    },
    sweep: (now) => changeAny(() => table.sweep(now)),
    counts: () => changeAny(() => table.counts()),
    dueDeliveries: (now, limit) => changeAny(() => table.dueDeliveries(now, limit)),
    settleDelivery: (id, outcome) => changeAny(() => table.settleDelivery(id, outcome)),
    nextDelivery: () => changeAny(() => table.nextDelivery()),
    close: async () => {
      await commits.idle()
      await journal.close()
    },
  }
}

/** The rows of a batch, from the states as they are now. */
function toRows(batch: ChangeBatch, table: JobTable): JobBatch {
  const added = []
  const changed = []
  for (const [id, before] of batch.jobs) {
    const state = table.get(id)
    if (!state) continue
    const { job, number, ...rest } = state
    const row = { number, status: state.status, life: JSON.stringify(rest) }
    if (before) changed.push(row)
    else added.push({ ...row, ...columnsOf(job) })
  }
  const addedDeliveries = []
  const changedDeliveries = []
  const settledDeliveries = []
  for (const [id, before] of batch.deliveries) {
    const delivery = table.getDelivery(id)
    if (!delivery) settledDeliveries.push(id)
    else if (before) changedDeliveries.push(delivery)
    else addedDeliveries.push(delivery)
  }
  return { added, changed, addedDeliveries, changedDeliveries, settledDeliveries }
}

function columnsOf(job: Job) {
  const { id, owner, createdAt, fingerprint, idempotencyKey } = job
  return { id, owner, createdAt, fingerprint, idempotencyKey, job: JSON.stringify(job) }
}

function takeBack({ jobs, deliveries }: ChangeBatch, table: JobTable): void {
  for (const [id, before] of jobs) {
    if (before) table.load(before)
    else table.drop(id)
  }
  for (const [id, before] of deliveries) {
    if (before) table.loadDelivery(before)
    else table.dropDelivery(id)
  }
}

/** Only states that were written here are read here. */
function toState({ number, job, life }: StoredJob): JobState {
  return { ...(JSON.parse(life) as Omit<JobState, 'job' | 'number'>), job: JSON.parse(job) as Job, number }
}
