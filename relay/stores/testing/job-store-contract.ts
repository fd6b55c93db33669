import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTaskId } from '../../../contract/task.ts'
import type { Job, JobState } from '../../jobs/job.ts'
import { MAX_ATTEMPTS, type JobQuery, type JobStore } from '../../jobs/ports.ts'
import {
  ROOMY,
  sampleFault,
  sampleJob,
  sampleLease,
  samplePicture,
  sampleToken,
  TIMINGS,
} from './sample-job.ts'

/** A store under test. Each test leaves it without open jobs. */
export interface StoreUnderTest {
  readonly store: JobStore
  /** For stores that outlive a process: what another one would find, without closing this one properly. */
  readonly crashAndReopen?: () => Promise<JobStore>
  readonly close: () => Promise<void>
}

/** The behaviour that every JobStore shows. */
export function jobStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} as a JobStore`, () => {
    let under: StoreUnderTest
    let store: JobStore
    /** A fresh owner per test, so that lists and limits of one test are its own. */
    let owner: string
    let owners = 0

    beforeAll(async () => {
      under = await open()
      store = under.store
    })
    afterAll(() => under.close())
    beforeEach(async () => {
      owner = `owner-${++owners}`
      for (const { id } of await store.waiting(1_000)) await store.requestStop(id, 1)
      await store.sweep(Number.MAX_SAFE_INTEGER)
      for (const { id } of await store.waiting(1_000)) await store.requestStop(id, 1)
    })

    const jobOf = (wanted: Partial<Job> = {}) => sampleJob({ owner, ...wanted })
    const put = async (wanted: Partial<Job> = {}) => {
      const job = jobOf(wanted)
      const result = await store.put(job, ROOMY)
      expect(result.kind).toBe('created')
      return job
    }
    const run = async (wanted: Partial<Job> = {}, tab = 'tab-1') => {
      const job = await put(wanted)
      const lease = sampleLease({ tab })
      expect(await store.take(job.id, lease)).not.toBeNull()
      return { id: job.id, token: lease.token, job }
    }
    const end = async (wanted: Partial<Job> = {}, at = 5_000) => {
      const { id, token } = await run(wanted)
      return (await store.finish(id, token, { status: 'finished', at, timings: TIMINGS }))!
    }
    const listed = async (query: Partial<JobQuery> = {}) => {
      const page = await store.list({ owner, offset: 0, limit: 100, ...query })
      return { ids: page.jobs.map(({ job }) => job.id), total: page.total }
    }

    describe('accepting', () => {
      it('keeps a job as it was handed in, waiting and numbered upwards', async () => {
        const job = jobOf({
          webhook: { url: 'https://a.example/', legacyEncoding: false },
          asked: { 'ünï\0': [null, '🍎'] },
        })
        const first = await store.put(job, ROOMY)
        if (first.kind !== 'created') throw new Error(first.kind)
        expect(first.state).toMatchObject({
          job,
          status: 'queued',
          attempt: 0,
          lease: null,
          stopRequested: false,
        })
        expect(await store.get(job.id)).toEqual(first.state)
        const second = await store.put(jobOf(), ROOMY)
        expect(second.kind === 'created' && second.state.number > first.state.number).toBe(true)
      })

      it('knows nothing of other jobs', async () => {
        expect(await store.get(createTaskId(crypto.randomUUID()))).toBeNull()
        expect(await store.take(createTaskId(crypto.randomUUID()), sampleLease())).toBeNull()
        expect(await store.requestStop(createTaskId(crypto.randomUUID()), 1)).toBeNull()
      })

      it('joins a repeated request with its first job, whatever became of that', async () => {
        const job = jobOf({ idempotencyKey: 'key' })
        await store.put(job, ROOMY)
        const again = () => store.put(jobOf({ idempotencyKey: 'key' }), ROOMY)
        expect(await again()).toEqual({ kind: 'joined', state: await store.get(job.id) })
        const lease = sampleLease()
        await store.take(job.id, lease)
        expect(await again()).toMatchObject({ kind: 'joined', state: { status: 'running' } })
        const state = await store.finish(job.id, lease.token, { status: 'stopped', at: 2 })
        expect(await again()).toEqual({ kind: 'joined', state })
        expect((await listed()).total).toBe(1)
      })

      it('refuses a key that was used for something else, at any time', async () => {
        const { id, token } = await run({ idempotencyKey: 'key' })
        const other = () => store.put(jobOf({ idempotencyKey: 'key', fingerprint: '0'.repeat(64) }), ROOMY)
        expect(await other()).toEqual({ kind: 'conflict' })
        await store.finish(id, token, { status: 'stopped', at: 2 })
        expect(await other()).toEqual({ kind: 'conflict' })
      })

      it('keeps keys apart by owner, and forgets them after a day', async () => {
        await put({ idempotencyKey: 'key' })
        await put({ idempotencyKey: 'key', owner: `${owner}-b` })
        const day = 24 * 60 * 60 * 1000
        expect((await store.put(jobOf({ idempotencyKey: 'key', createdAt: 999 + day }), ROOMY)).kind).toBe(
          'joined',
        )
        const late = await put({ idempotencyKey: 'key', createdAt: 1_000 + day })
        const again = await store.put(jobOf({ idempotencyKey: 'key', createdAt: 1_001 + day }), ROOMY)
        expect(again).toMatchObject({ kind: 'joined', state: { job: { id: late.id } } })
      })

      it('makes one job of many equal requests at the same time', async () => {
        const results = await Promise.all(
          Array.from({ length: 20 }, () => store.put(jobOf({ idempotencyKey: 'key' }), ROOMY)),
        )
        expect(results.filter(({ kind }) => kind === 'created')).toHaveLength(1)
        expect(results.filter(({ kind }) => kind === 'joined')).toHaveLength(19)
        expect(new Set(results.map((result) => 'state' in result && result.state.job.id)).size).toBe(1)
      })

      it('takes no more than may wait, of all and of one owner', async () => {
        await put()
        await put()
        const tight = { waiting: 3, waitingPerOwner: 2 }
        expect(await store.put(jobOf(), tight)).toEqual({ kind: 'full', waiting: 2, scope: 'owner' })
        expect((await store.put(jobOf({ owner: `${owner}-b` }), tight)).kind).toBe('created')
        expect(await store.put(jobOf({ owner: `${owner}-c` }), tight)).toEqual({
          kind: 'full',
          waiting: 3,
          scope: 'relay',
        })
        expect((await listed()).total).toBe(2)
      })

      it('counts only those that wait, and joins even when all is full', async () => {
        const { job } = await run({ idempotencyKey: 'key' })
        const tight = { waiting: 1, waitingPerOwner: 1 }
        expect((await store.put(jobOf(), tight)).kind).toBe('created')
        expect((await store.put(jobOf(), tight)).kind).toBe('full')
        const again = await store.put(jobOf({ idempotencyKey: 'key' }), tight)
        expect(again).toMatchObject({ kind: 'joined', state: { job: { id: job.id } } })
      })

      it('keeps the limit when many come at once', async () => {
        const tight = { waiting: 100, waitingPerOwner: 5 }
        const results = await Promise.all(Array.from({ length: 20 }, () => store.put(jobOf(), tight)))
        expect(results.filter(({ kind }) => kind === 'created')).toHaveLength(5)
      })

      it('means the same job by the same id', async () => {
        const job = await put()
        expect(await store.put(job, ROOMY)).toMatchObject({ kind: 'joined', state: { job } })
        expect((await listed()).total).toBe(1)
      })
    })

    describe('lending', () => {
      it('shows waiting jobs by priority, then age, then the order in which they came', async () => {
        const low = await put({ priority: -2, createdAt: 1 })
        const late = await put({ createdAt: 9 })
        const twin = await put({ createdAt: 9 })
        const early = await put({ createdAt: 3 })
        const high = await put({ priority: 1.5, createdAt: 99 })
        const order = [high, early, late, twin, low].map(({ id }) => id)
        const waiting = await store.waiting(10)
        expect(waiting.map(({ id }) => id)).toEqual(order)
        expect(waiting[0]).toEqual({
          id: high.id,
          owner,
          priority: 1.5,
          createdAt: 99,
          model: high.request.base_model_name,
          attempt: 0,
          job: high,
          failedTabs: [],
        })
        expect((await store.waiting(2)).map(({ id }) => id)).toEqual(order.slice(0, 2))
        expect(await store.waiting(0)).toEqual([])
      })

      it('lends a job to one tab only', async () => {
        const job = await put()
        const leases = Array.from({ length: 80 }, (_, at) => sampleLease({ tab: `tab-${at}` }))
        const taken = await Promise.all(leases.map((lease) => store.take(job.id, lease)))
        const winners = taken.filter((state) => state !== null)
        expect(winners).toHaveLength(1)
        expect(winners[0]).toMatchObject({ status: 'running', attempt: 1 })
        expect((await store.get(job.id))!.lease).toEqual(winners[0]!.lease)
        expect(await store.waiting(10)).toEqual([])
      })

      it('lends 80 jobs to 80 tabs without giving any out twice', async () => {
        const jobs = await Promise.all(Array.from({ length: 80 }, () => put()))
        const taken = await Promise.all(
          Array.from({ length: 80 }, async () => {
            for (const { id } of await store.waiting(80)) {
              if (await store.take(id, sampleLease())) return id
            }
            return null
          }),
        )
        expect(new Set(taken)).toEqual(new Set(jobs.map(({ id }) => id)))
        expect(await store.counts()).toEqual({ waiting: 0, running: 80 })
      })

      it('counts those that wait and those that run', async () => {
        await put()
        await run()
        await end()
        expect(await store.counts()).toEqual({ waiting: 1, running: 1 })
      })
    })

    describe('a running job', () => {
      it('collects facts; a picture of the same index replaces the other', async () => {
        const { id, token } = await run()
        await store.note(id, token, { images: 3, seeds: ['1', '2'], startedAt: 77 })
        await store.note(id, token, { picture: samplePicture(2), skipped: 1 })
        await store.note(id, token, { picture: samplePicture(0), skipped: 0 })
        const notice = { code: 'size_rounded', detail: { width: 512 } } as const
        const state = await store.note(id, token, {
          picture: samplePicture(2, 'new.png'),
          skipped: 1,
          notices: [notice],
        })
        expect(state).toMatchObject({
          images: 3,
          seeds: ['1', '2'],
          startedAt: 77,
          notices: [notice],
          pictures: [samplePicture(0), samplePicture(2, 'new.png')],
          skipped: [0, 1],
        })
        expect(await store.get(id)).toEqual(state)
      })

      it('loses none of many facts that come at once', async () => {
        const { id, token } = await run()
        await Promise.all(
          Array.from({ length: 20 }, (_, at) => store.note(id, token, { picture: samplePicture(at) })),
        )
        const { pictures } = (await store.get(id))!
        expect(pictures.map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, at) => at))
      })

      it('refuses every word under another lease', async () => {
        const { id } = await run()
        const before = await store.get(id)
        const wrong = sampleToken()
        expect(await store.extend(id, wrong, 99_000)).toBe(false)
        expect(await store.note(id, wrong, { images: 9 })).toBeNull()
        expect(await store.finish(id, wrong, { status: 'stopped', at: 1 })).toBeNull()
        expect(await store.giveBack(id, wrong, sampleFault('engine_crashed'))).toBeNull()
        expect(await store.get(id)).toEqual(before)
      })

      it('refuses the lease of an attempt that was given back, also when the job runs again', async () => {
        const { id, token } = await run()
        await store.giveBack(id, token, sampleFault('engine_crashed'))
        expect(await store.note(id, token, { images: 9 })).toBeNull()
        await store.take(id, sampleLease())
        expect(await store.extend(id, token, 99_000)).toBe(false)
        expect(await store.finish(id, token, { status: 'stopped', at: 1 })).toBeNull()
        expect(await store.get(id)).toMatchObject({ status: 'running', attempt: 2, images: 0 })
      })

      it.each([
        { status: 'finished', at: 7, timings: TIMINGS } as const,
        { status: 'stopped', at: 7 } as const,
        { status: 'failed', at: 7, error: sampleFault('numerical_failure').error } as const,
      ])('ends for good as $status', async (wanted) => {
        const { id, token } = await run()
        const state = (await store.finish(id, token, wanted))!
        expect(state).toMatchObject({
          status: wanted.status,
          endedAt: 7,
          lease: null,
          timings: 'timings' in wanted ? TIMINGS : null,
          error: 'error' in wanted ? wanted.error : null,
        })
        expect(await store.finish(id, token, { status: 'stopped', at: 8 })).toBeNull()
        expect(await store.note(id, token, { images: 1 })).toBeNull()
        expect(await store.extend(id, token, 99_000)).toBe(false)
        expect(await store.take(id, sampleLease())).toBeNull()
        expect(await store.requestStop(id, 9)).toEqual(state)
        expect(await store.sweep(9_000_000)).toEqual([])
        expect(await store.get(id)).toEqual(state)
      })

      it('is ended by exactly one of many', async () => {
        const { id, token } = await run()
        const results = await Promise.all(
          Array.from({ length: 20 }, (_, at) =>
            at % 2 === 0
              ? store.finish(id, token, { status: 'finished', at, timings: TIMINGS })
              : store.finish(id, token, { status: 'failed', at, error: sampleFault('internal').error }),
          ),
        )
        const winners = results.filter((state) => state !== null)
        expect(winners).toHaveLength(1)
        expect(await store.get(id)).toEqual(winners[0])
      })
    })

    describe('an attempt that came to nothing', () => {
      it('lets the job wait again at its old place, with its pictures', async () => {
        const { id, token } = await run({ createdAt: 5 })
        await put({ createdAt: 6 })
        await store.note(id, token, { picture: samplePicture(0), startedAt: 9 })
        const state = await store.giveBack(id, token, sampleFault('engine_crashed', 44))
        expect(state).toMatchObject({
          status: 'queued',
          attempt: 1,
          lease: null,
          startedAt: null,
          pictures: [samplePicture(0)],
          faults: [{ tab: 'tab-1', code: 'engine_crashed', at: 44 }],
        })
        const [first] = await store.waiting(1)
        expect(first).toMatchObject({ id, attempt: 1, failedTabs: ['tab-1'], createdAt: 5 })
      })

      it(`fails the job after ${MAX_ATTEMPTS} that count`, async () => {
        const { id } = await put()
        for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
          const lease = sampleLease()
          expect(await store.take(id, lease)).toMatchObject({ attempt })
          await store.giveBack(id, lease.token, sampleFault('engine_crashed', attempt))
        }
        const state = (await store.get(id))!
        expect(state).toMatchObject({ status: 'failed', endedAt: MAX_ATTEMPTS, attempt: MAX_ATTEMPTS })
        expect(state.error).toEqual(sampleFault('engine_crashed').error)
        expect(state.faults).toHaveLength(MAX_ATTEMPTS)
      })

      it('may count against nobody', async () => {
        const { id } = await put()
        for (let time = 0; time < MAX_ATTEMPTS + 2; time++) {
          const lease = sampleLease()
          await store.take(id, lease)
          await store.giveBack(id, lease.token, sampleFault('out_of_memory', 3, false))
        }
        expect(await store.get(id)).toMatchObject({ status: 'queued', attempt: 0, faults: [] })
      })

      it('fails a job that made two tabs run out of memory or lose their device', async () => {
        const { id, token } = await run({}, 'tab-1')
        await store.giveBack(id, token, sampleFault('out_of_memory'))
        const second = sampleLease({ tab: 'tab-2' })
        await store.take(id, second)
        const state = await store.giveBack(id, second.token, sampleFault('device_lost'))
        expect(state).toMatchObject({ status: 'failed', attempt: 2 })
        expect(state!.error).toMatchObject({ code: 'device_lost', detail: { poison: true, step: 3 } })
      })

      it('is no poison when it was the same tab twice, or something else', async () => {
        const { id, token } = await run({}, 'tab-1')
        await store.giveBack(id, token, sampleFault('out_of_memory'))
        const second = sampleLease({ tab: 'tab-1' })
        await store.take(id, second)
        expect(await store.giveBack(id, second.token, sampleFault('out_of_memory'))).toMatchObject({
          status: 'queued',
        })
        const other = await run({}, 'tab-1')
        await store.giveBack(other.id, other.token, sampleFault('out_of_memory'))
        const third = sampleLease({ tab: 'tab-2' })
        await store.take(other.id, third)
        const state = await store.giveBack(other.id, third.token, sampleFault('engine_crashed'))
        expect(state).toMatchObject({ status: 'queued' })
      })
    })

    describe('stopping', () => {
      it('ends a waiting job', async () => {
        const { id } = await put()
        expect(await store.requestStop(id, 55)).toMatchObject({ status: 'stopped', endedAt: 55 })
        expect(await store.waiting(1)).toEqual([])
        expect(await store.take(id, sampleLease())).toBeNull()
      })

      it('marks a running one, which ends as stopped even if its tab dies first', async () => {
        const { id, token } = await run()
        expect(await store.requestStop(id, 55)).toMatchObject({ status: 'running', stopRequested: true })
        const state = await store.giveBack(id, token, sampleFault('engine_crashed', 66))
        expect(state).toMatchObject({ status: 'stopped', endedAt: 66, error: null })
        const other = await run()
        await store.requestStop(other.id, 55)
        expect(await store.sweep(40_000)).toMatchObject([{ status: 'stopped', endedAt: 40_000 }])
      })
    })

    describe('time', () => {
      it('gives back what a silent tab holds, once', async () => {
        const { id, token } = await run()
        expect(await store.sweep(30_999)).toEqual([])
        const [swept, ...others] = await store.sweep(31_000)
        expect(others).toEqual([])
        expect(swept).toMatchObject({ status: 'queued', attempt: 1, lease: null })
        expect(swept!.faults).toEqual([{ tab: 'tab-1', code: 'engine_disconnected', at: 31_000 }])
        expect(await store.get(id)).toEqual(swept)
        expect(await store.sweep(31_000)).toEqual([])
        expect(await store.note(id, token, { images: 1 })).toBeNull()
      })

      it('leaves an extended lease alone', async () => {
        const { id, token } = await run()
        expect(await store.extend(id, token, 50_000)).toBe(true)
        expect(await store.sweep(49_999)).toEqual([])
        expect(await store.sweep(50_000)).toHaveLength(1)
        expect(await store.get(id)).toMatchObject({ status: 'queued' })
      })

      it('fails a job that nobody took in time', async () => {
        const { id } = await put({ startBefore: 70 })
        expect(await store.sweep(70)).toEqual([])
        const [state] = await store.sweep(71)
        expect(state).toMatchObject({ status: 'failed', endedAt: 71, error: { code: 'no_engine_connected' } })
        expect(await store.get(id)).toEqual(state)
        expect(await store.waiting(1)).toEqual([])
      })

      it('lets a job that was lent wait on, and one that runs run on', async () => {
        const { id, token } = await run({ startBefore: 70 })
        expect(await store.sweep(71)).toEqual([])
        await store.giveBack(id, token, sampleFault('engine_crashed'))
        expect(await store.sweep(71)).toEqual([])
        expect(await store.get(id)).toMatchObject({ status: 'queued' })
      })

      it('does not take a loan that did not count for one', async () => {
        const { id, token } = await run({ startBefore: 70 })
        await store.giveBack(id, token, sampleFault('engine_crashed', 60, false))
        expect(await store.sweep(71)).toMatchObject([{ status: 'failed', job: { id } }])
      })

      it('changes each job once when several sweep at once', async () => {
        await Promise.all(Array.from({ length: 10 }, () => run()))
        const swept = (await Promise.all([1, 2, 3].map(() => store.sweep(31_000)))).flat()
        expect(swept).toHaveLength(10)
        expect(new Set(swept.map(({ job }) => job.id)).size).toBe(10)
      })
    })

    describe('looking back', () => {
      it('lists page by page, newest first or oldest first, and counts all', async () => {
        const ids: string[] = []
        for (const createdAt of [30, 10, 20, 20]) ids.push((await put({ createdAt })).id)
        const oldest = [ids[1], ids[2], ids[3], ids[0]]
        expect(await listed({ order: 'oldest' })).toEqual({ ids: oldest, total: 4 })
        expect(await listed()).toEqual({ ids: oldest.toReversed(), total: 4 })
        expect(await listed({ offset: 1, limit: 2 })).toEqual({
          ids: oldest.toReversed().slice(1, 3),
          total: 4,
        })
        expect(await listed({ offset: 9 })).toEqual({ ids: [], total: 4 })
        expect(await listed({ limit: 0 })).toEqual({ ids: [], total: 4 })
      })

      it('lists by owner, status and age', async () => {
        const waiting = await put({ createdAt: 10 })
        const running = await run({ createdAt: 20 })
        const finished = await end({ createdAt: 30 })
        const stopped = await put({ createdAt: 40 })
        await store.requestStop(stopped.id, 1)
        await put({ owner: `${owner}-b`, createdAt: 25 })
        const ended = [stopped.id, finished.job.id]
        expect(await listed({ statuses: ['finished', 'stopped'] })).toEqual({ ids: ended, total: 2 })
        expect(await listed({ statuses: ['running'] })).toEqual({ ids: [running.id], total: 1 })
        expect(await listed({ statuses: ['failed'] })).toEqual({ ids: [], total: 0 })
        expect(await listed({ statuses: [] })).toEqual({ ids: [], total: 0 })
        expect(await listed({ from: 10, to: 20 })).toEqual({ ids: [running.id, waiting.id], total: 2 })
        const { ids } = await listed({ owner: null, from: 20, to: 25, statuses: ['queued', 'running'] })
        expect(ids).toHaveLength(2)
      })

      it('shows ended jobs whole', async () => {
        const state = await end()
        expect((await store.list({ owner, offset: 0, limit: 1 })).jobs).toEqual([state])
      })

      it('finds the youngest job of an owner with a fingerprint', async () => {
        const fingerprint = '1'.repeat(64)
        const old = await end({ fingerprint, createdAt: 100 })
        expect(await store.findTwin(owner, fingerprint, 100)).toEqual(old)
        const young = await put({ fingerprint, createdAt: 300 })
        await end({ fingerprint, createdAt: 200 })
        expect((await store.findTwin(owner, fingerprint, 100))?.job.id).toBe(young.id)
        expect(await store.findTwin(owner, fingerprint, 301)).toBeNull()
        expect(await store.findTwin(`${owner}-b`, fingerprint, 0)).toBeNull()
        expect(await store.findTwin(owner, '2'.repeat(64), 0)).toBeNull()
      })

      it('forgets ended jobs and says which', async () => {
        const fingerprint = '3'.repeat(64)
        const webhook = { url: 'https://a.example/', legacyEncoding: false }
        const ended = await end({ idempotencyKey: 'key', fingerprint, webhook })
        const { id } = await put({ createdAt: 1 })
        const running = await run()
        const unknown = createTaskId(crypto.randomUUID())
        expect(await store.remove([ended.job.id, id, running.id, unknown])).toEqual([ended])
        expect(await store.remove([ended.job.id])).toEqual([])
        expect(await store.get(ended.job.id)).toBeNull()
        expect(await store.findTwin(owner, fingerprint, 0)).toBeNull()
        expect(await listed()).toMatchObject({ total: 2 })
        expect((await store.dueDeliveries(9_000, 100)).filter(({ jobId }) => jobId === ended.job.id)).toEqual(
          [],
        )
        expect((await store.put(jobOf({ idempotencyKey: 'key' }), ROOMY)).kind).toBe('created')
      })
    })

    describe('deliveries', () => {
      const webhook = { url: 'https://a.example/', legacyEncoding: false }
      const endings: Record<string, () => Promise<JobState>> = {
        finishing: () => end({ webhook }, 700),
        'stopping while it waits': async () => (await store.requestStop((await put({ webhook })).id, 700))!,
        'failing in the sweep': async () => {
          await put({ webhook, startBefore: 1 })
          return (await store.sweep(700))[0]!
        },
        'giving back after a stop': async () => {
          const { id, token } = await run({ webhook })
          await store.requestStop(id, 3)
          return (await store.giveBack(id, token, sampleFault('engine_crashed', 700)))!
        },
      }
      beforeEach(async () => {
        for (const { id } of await store.dueDeliveries(Number.MAX_SAFE_INTEGER - 60_000, 1_000))
          await store.settleDelivery(id, { kind: 'dead', reason: 'another test' })
      })

      it.each(Object.keys(endings))('are written when a job ends by %s', async (name) => {
        const { job } = await endings[name]!()
        expect(await store.nextDelivery()).toBe(700)
        expect(await store.dueDeliveries(699, 10)).toEqual([])
        const [delivery, ...others] = await store.dueDeliveries(700, 10)
        expect(others).toEqual([])
        expect(delivery).toMatchObject({ jobId: job.id, attempts: 0, createdAt: 700 })
        expect(delivery!.id).not.toBe('')
      })

      it('are not written for jobs without a webhook, or that have not ended', async () => {
        await end()
        const { id, token } = await run({ webhook })
        await store.giveBack(id, token, sampleFault('engine_crashed'))
        expect(await store.nextDelivery()).toBeNull()
        expect(await store.dueDeliveries(9_000_000, 10)).toEqual([])
      })

      it('are handed out oldest first, and not again for a minute', async () => {
        const late = await end({ webhook }, 800)
        const early = await end({ webhook }, 600)
        expect((await store.dueDeliveries(900, 1)).map(({ jobId }) => jobId)).toEqual([early.job.id])
        expect((await store.dueDeliveries(900, 10)).map(({ jobId }) => jobId)).toEqual([late.job.id])
        expect(await store.dueDeliveries(60_899, 10)).toEqual([])
        expect(await store.nextDelivery()).toBe(60_900)
        expect(await store.dueDeliveries(60_900, 10)).toHaveLength(2)
      })

      it('are handed out once when several ask', async () => {
        for (let time = 0; time < 5; time++) await end({ webhook }, 600)
        const handed = (await Promise.all([1, 2, 3].map(() => store.dueDeliveries(900, 10)))).flat()
        expect(new Set(handed.map(({ id }) => id)).size).toBe(5)
        expect(handed).toHaveLength(5)
      })

      it('come again under the same id until they are delivered or dead', async () => {
        await end({ webhook }, 600)
        const [first] = await store.dueDeliveries(900, 10)
        await store.settleDelivery(first!.id, { kind: 'again', nextAt: 5_900, reason: 'status 500' })
        expect(await store.nextDelivery()).toBe(5_900)
        const [second] = await store.dueDeliveries(5_900, 10)
        expect(second).toMatchObject({ id: first!.id, attempts: 1, createdAt: 600 })
        await store.settleDelivery(first!.id, { kind: 'delivered' })
        expect(await store.nextDelivery()).toBeNull()
        await store.settleDelivery(first!.id, { kind: 'again', nextAt: 1, reason: 'too late' })
        expect(await store.nextDelivery()).toBeNull()
        await end({ webhook }, 600)
        const [other] = await store.dueDeliveries(900, 10)
        expect(other!.id).not.toBe(first!.id)
        await store.settleDelivery(other!.id, { kind: 'dead', reason: 'gone' })
        expect(await store.nextDelivery()).toBeNull()
      })
    })

    it('finds everything again after a crash', async ({ skip }) => {
      if (!under.crashAndReopen) return skip()
      const webhook = { url: 'https://a.example/', legacyEncoding: true }
      const waiting = await put({ idempotencyKey: 'key-1', createdAt: 3 })
      const first = await put({ priority: 3 })
      const running = await run({ idempotencyKey: 'key-2' })
      await store.note(running.id, running.token, { picture: samplePicture(0), images: 2 })
      const ended = await end({ webhook, idempotencyKey: 'key-3' })
      const again = await end({ webhook })
      const due = await store.dueDeliveries(ended.endedAt!, 100)
      for (const { id, jobId } of due)
        await store.settleDelivery(
          id,
          jobId === again.job.id ? { kind: 'again', nextAt: 8_000, reason: '' } : { kind: 'delivered' },
        )
      const before = await store.list({ owner, offset: 0, limit: 100 })
      store = await under.crashAndReopen()
      expect(await store.list({ owner, offset: 0, limit: 100 })).toEqual(before)
      expect(await store.counts()).toEqual({ waiting: 2, running: 1 })
      expect((await store.waiting(9)).map(({ id }) => id)).toEqual([first.id, waiting.id])
      expect((await store.dueDeliveries(8_000, 100)).map(({ jobId, attempts }) => [jobId, attempts])).toEqual(
        [[again.job.id, 1]],
      )
      for (const key of ['key-1', 'key-2', 'key-3'])
        expect((await store.put(jobOf({ idempotencyKey: key }), ROOMY)).kind).toBe('joined')
      const next = await store.put(jobOf(), ROOMY)
      expect(next.kind === 'created' && next.state.number > again.number).toBe(true)
      expect(await store.extend(running.id, running.token, 60_000)).toBe(true)
      expect((await store.sweep(60_000)).map(({ job }) => job.id)).toEqual([running.id])
    })
  })
}
