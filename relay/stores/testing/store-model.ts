import fc from 'fast-check'
import { expect } from 'vitest'
import type { Lease } from '../../../contract/protocol/identifiers.ts'
import type { TaskId } from '../../../contract/task.ts'
import { hasEnded, type Job, type JobState } from '../../jobs/job.ts'
import { MAX_ATTEMPTS, type JobStore } from '../../jobs/ports.ts'
import { sampleFault, sampleJob, sampleLease, samplePicture, TIMINGS } from './sample-job.ts'

/** What must be true of a job, as simply as it can be said. */
interface ModelJob {
  readonly job: Job
  status: JobState['status']
  attempt: number
  /** The only lease that counts. */
  token: Lease | null
  until: number
  tab: string
  stopRequested: boolean
  pictures: number[]
  /** Tabs that ran out of memory over it. */
  victims: Set<string>
}

/** Everything that must be true of a store. */
export interface StoreModel {
  now: number
  readonly jobs: ModelJob[]
  /** Every lease that was ever lent, by job, also those that are over. */
  readonly leases: { readonly job: number; readonly token: Lease }[]
}

/** A real store under test, which a crash replaces. */
export interface RealStore {
  store: JobStore
  readonly crashAndReopen: () => Promise<JobStore>
}

const LIMITS = { waiting: 8, waitingPerOwner: 6 }
const OWNERS = ['anna', 'bert']

type Step = (model: StoreModel, real: RealStore) => Promise<void>
type Command = fc.AsyncCommand<StoreModel, RealStore>

const command = (name: string, run: Step): Command => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real)
    await assertSame(model, real)
  },
  toString: () => name,
})

/** The job that a random number means; null while there is none. */
const pick = ({ jobs }: StoreModel, at: number) => (jobs.length === 0 ? null : jobs[at % jobs.length]!)

const end = (job: ModelJob, status: JobState['status']) => {
  job.status = status
  job.token = null
}

/** The job and whether its lease counts, for a random lease out of all that ever were. */
function pickLease(model: StoreModel, at: number) {
  const lease = model.leases.length === 0 ? null : model.leases[at % model.leases.length]!
  if (!lease) return null
  const job = model.jobs[lease.job]!
  return {
    job,
    id: job.job.id,
    token: lease.token,
    isLive: job.status === 'running' && job.token === lease.token,
  }
}

/** An attempt that is over, in the model's words. */
function release(job: ModelJob, isMemory: boolean, counts: boolean): void {
  if (!counts) job.attempt -= 1
  if (isMemory && counts) job.victims.add(job.tab)
  job.token = null
  if (job.stopRequested) end(job, 'stopped')
  else if (counts && (job.attempt >= MAX_ATTEMPTS || job.victims.size > 1)) end(job, 'failed')
  else job.status = 'queued'
}

const put = (priority: number, createdAt: number, owner: string) =>
  command(`put(${priority}, ${createdAt}, ${owner})`, async (model, { store }) => {
    const job = sampleJob({ priority, createdAt, owner, startBefore: model.now + 50 })
    const waiting = model.jobs.filter(({ status }) => status === 'queued')
    const result = await store.put(job, LIMITS)
    const mine = waiting.filter((one) => one.job.owner === owner).length
    if (mine >= LIMITS.waitingPerOwner)
      return expect(result).toEqual({ kind: 'full', waiting: mine, scope: 'owner' })
    if (waiting.length >= LIMITS.waiting)
      return expect(result).toEqual({ kind: 'full', waiting: waiting.length, scope: 'relay' })
    expect(result.kind).toBe('created')
    const fresh = {
      status: 'queued',
      attempt: 0,
      token: null,
      until: 0,
      tab: '',
      stopRequested: false,
    } as const
    model.jobs.push({ ...fresh, job, pictures: [], victims: new Set() })
  })

/** Two tabs at once want one job. */
const take = (at: number, life: number) =>
  command(`take(${at}, ${life})`, async (model, { store }) => {
    const job = pick(model, at)
    if (!job) return
    const leases = ['tab-1', 'tab-2'].map((tab) => sampleLease({ tab, until: model.now + life }))
    const taken = (await Promise.all(leases.map((lease) => store.take(job.job.id, lease)))).filter(
      (one) => one !== null,
    )
    expect(taken).toHaveLength(job.status === 'queued' ? 1 : 0)
    const lease = taken[0]?.lease
    if (!lease) return
    Object.assign(job, {
      status: 'running',
      attempt: job.attempt + 1,
      token: lease.token,
      until: lease.until,
    })
    job.tab = lease.tab
    model.leases.push({ job: model.jobs.indexOf(job), token: lease.token })
  })

const extend = (at: number, life: number) =>
  command(`extend(${at}, ${life})`, async (model, { store }) => {
    const lease = pickLease(model, at)
    if (!lease) return
    expect(await store.extend(lease.id, lease.token, model.now + life)).toBe(lease.isLive)
    if (lease.isLive) lease.job.until = model.now + life
  })

const note = (at: number, index: number) =>
  command(`note(${at}, ${index})`, async (model, { store }) => {
    const lease = pickLease(model, at)
    if (!lease) return
    const state = await store.note(lease.id, lease.token, { picture: samplePicture(index) })
    expect(state !== null).toBe(lease.isLive)
    if (lease.isLive) lease.job.pictures = [...new Set([...lease.job.pictures, index])].sort((a, b) => a - b)
  })

/** Two words about the end at once. */
const finish = (at: number) =>
  command(`finish(${at})`, async (model, { store }) => {
    const lease = pickLease(model, at)
    if (!lease) return
    const { id, token } = lease
    const results = await Promise.all([
      store.finish(id, token, { status: 'finished', at: model.now, timings: TIMINGS }),
      store.finish(id, token, { status: 'failed', at: model.now, error: sampleFault('internal').error }),
    ])
    const winners = results.filter((state) => state !== null)
    expect(winners).toHaveLength(lease.isLive ? 1 : 0)
    if (winners[0]) end(lease.job, winners[0].status)
  })

const giveBack = (at: number, code: 'out_of_memory' | 'engine_crashed', counts: boolean) =>
  command(`giveBack(${at}, ${code}, ${counts})`, async (model, { store }) => {
    const lease = pickLease(model, at)
    if (!lease) return
    const state = await store.giveBack(lease.id, lease.token, sampleFault(code, model.now, counts))
    expect(state !== null).toBe(lease.isLive)
    if (lease.isLive) release(lease.job, code === 'out_of_memory', counts)
  })

const requestStop = (at: number) =>
  command(`requestStop(${at})`, async (model, { store }) => {
    const job = pick(model, at)
    if (!job) return
    const state = await store.requestStop(job.job.id, model.now)
    if (job.status === 'queued') end(job, 'stopped')
    if (job.status === 'running') job.stopRequested = true
    expect(state?.status).toBe(job.status)
  })

const sweep = (later: number) =>
  command(`sweep(+${later})`, async (model, { store }) => {
    model.now += later
    const swept = await store.sweep(model.now)
    const changed = model.jobs.filter((job) => {
      if (job.status === 'running' && job.until <= model.now) {
        release(job, false, true)
        return true
      }
      if (job.status !== 'queued' || job.attempt > 0 || job.job.startBefore >= model.now) return false
      end(job, 'failed')
      return true
    })
    expect(new Set(swept.map(({ job }) => job.id))).toEqual(new Set(changed.map(({ job }) => job.id)))
    expect(swept).toHaveLength(changed.length)
  })

const crash = () =>
  command('crash', async (_model, real) => {
    real.store = await real.crashAndReopen()
  })

/** The store says of every job what the model says. */
async function assertSame({ jobs }: StoreModel, { store }: RealStore): Promise<void> {
  const [{ jobs: listed, total }, counts, waiting] = await Promise.all([
    store.list({ owner: null, offset: 0, limit: 1_000 }),
    store.counts(),
    store.waiting(100),
  ])
  expect(total).toBe(jobs.length)
  const states = new Map<TaskId, JobState>(listed.map((state) => [state.job.id, state]))
  for (const job of jobs) {
    const { status, attempt, stopRequested, pictures, lease, endedAt } = states.get(job.job.id)!
    const expected = { status: job.status, attempt: job.attempt, pictures: job.pictures, token: job.token }
    const token = lease?.token ?? null
    expect({ status, attempt, pictures: pictures.map(({ index }) => index), token }).toEqual(expected)
    expect(endedAt !== null).toBe(hasEnded(job))
    if (status === 'running') expect(stopRequested).toBe(job.stopRequested)
  }
  const queued = jobs.filter(({ status }) => status === 'queued')
  expect(counts).toEqual({
    waiting: queued.length,
    running: jobs.filter(({ status }) => status === 'running').length,
  })
  const order = queued.toSorted(
    (a, b) =>
      b.job.priority - a.job.priority ||
      a.job.createdAt - b.job.createdAt ||
      states.get(a.job.id)!.number - states.get(b.job.id)!.number,
  )
  expect(waiting.map(({ id }) => id)).toEqual(order.map(({ job }) => job.id))
}

const at = fc.nat(20)
const life = fc.integer({ min: 1, max: 60 })

const COMMANDS: fc.Arbitrary<Command>[] = [
  fc.tuple(fc.integer({ min: -1, max: 1 }), fc.nat(9), fc.constantFrom(...OWNERS)).map((one) => put(...one)),
  fc.tuple(at, life).map((one) => take(...one)),
  fc.tuple(at, life).map((one) => take(...one)),
  fc.tuple(at, life).map((one) => extend(...one)),
  fc.tuple(at, fc.nat(3)).map((one) => note(...one)),
  at.map(finish),
  fc
    .tuple(at, fc.constantFrom('out_of_memory' as const, 'engine_crashed' as const), fc.boolean())
    .map((one) => giveBack(...one)),
  at.map(requestStop),
  fc.nat(40).map(sweep),
]

/** Random lives of a store; about one step in `crashes` is a crash. */
export function storeCommands(length: number, crashes: number): fc.Arbitrary<Iterable<Command>> {
  const weighted = Array.from(
    { length: Math.max(1, Math.round(crashes / COMMANDS.length)) },
    () => COMMANDS,
  ).flat()
  return fc.commands([...weighted, fc.constant(null).map(crash)], { size: 'max', maxCommands: length })
}
