import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseRequest } from '../../contract/parse-request.ts'
import { createLease } from '../../contract/protocol/identifiers.ts'
import { createMemoryBus } from '../stores/memory/create-memory-bus.ts'
import { createMemoryJobStore } from '../stores/memory/create-memory-job-store.ts'
import { createJobService, type JobServiceParts } from './create-job-service.ts'
import type { JobState } from './job.ts'
import type { JobUpdate, Submission } from './service.ts'

/** A service over the real memory store and bus, with a clock that only moves when told to. */
function setUp(more: Partial<JobServiceParts> = {}) {
  let time = 1_000_000
  const now = () => time
  const store = createMemoryJobStore()
  const bus = createMemoryBus({ now })
  const removed: string[] = []
  const service = createJobService({
    store,
    bus,
    files: {
      saveInput: (name, mime, bytes) =>
        Promise.resolve({ name, mime, bytes: bytes.length, sha256: '0'.repeat(64), file: `${name}.png` }),
      removeOutputs: (files) => Promise.resolve(void removed.push(...files)),
    },
    ability: () => 'now',
    unoffered: () => [],
    limits: { waiting: 2, waitingPerOwner: 2 },
    isStoreHere: true,
    noTabWaitMs: 60_000,
    now,
    ...more,
  })
  onTestFinished(() => service.close())
  const lease = createLease(new Uint8Array(12).fill(7))
  const take = (state: JobState) =>
    store.take(state.job.id, { token: lease, relay: 'here', tab: 'tab', until: time + 30_000 })
  const finish = async (state: JobState) => {
    await store.finish(state.job.id, lease, { status: 'finished', at: time, timings: null })
    bus.publish(state.job.id, { type: 'changed', ended: true })
  }
  return { service, store, bus, removed, lease, take, finish, pass: (ms: number) => (time += ms) }
}

function submission(more: Partial<Submission> = {}): Submission {
  return {
    owner: '',
    dialect: 'fooocus',
    request: parseRequest({ prompt: 'a red apple' }),
    asked: {},
    saveName: null,
    webhook: null,
    idempotencyKey: null,
    fingerprint: randomUUID(),
    isRetry: false,
    priority: 0,
    ...more,
  }
}

/** A store that writes slowly, and a count of the times that work was announced. */
function withSlowStore(more: Partial<JobServiceParts>) {
  const whole = createMemoryJobStore()
  const bus = createMemoryBus()
  let write = () => {}
  const written = new Promise<void>((resolve) => (write = resolve))
  let announced = 0
  const { service } = setUp({
    store: { ...whole, put: (...args) => whole.put(...args).then((result) => written.then(() => result)) },
    bus: { ...bus, announceWork: () => void (announced += 1) },
    ...more,
  })
  return { service, write, announced: () => announced }
}

describe('work', () => {
  it('is announced while it is written where the store is here, once', async () => {
    const { service, write, announced } = withSlowStore({ isStoreHere: true })
    const submitted = service.submit(submission())
    await expect.poll(announced).toBe(1)
    write()
    await submitted
    expect(announced()).toBe(1)
  })

  it.each([
    ['the store is elsewhere', { isStoreHere: false }, {}],
    ['the disk must be asked about a key', { isStoreHere: true }, { idempotencyKey: 'k' }],
  ])('is announced once it is written where %s', async (_where, parts, fields) => {
    const { service, write, announced } = withSlowStore(parts)
    const submitted = service.submit(submission(fields))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(announced()).toBe(0)
    write()
    await submitted
    expect(announced()).toBe(1)
  })
})

describe('submitting', () => {
  it('joins what has the same key and words, and refuses other words under the same key', async () => {
    const { service } = setUp()
    const first = await service.submit(submission({ idempotencyKey: 'k', fingerprint: 'f' }))
    const second = await service.submit(submission({ idempotencyKey: 'k', fingerprint: 'f' }))
    expect(second.job.id).toBe(first.job.id)
    await expect(service.submit(submission({ idempotencyKey: 'k', fingerprint: 'g' }))).rejects.toMatchObject(
      {
        code: 'idempotency_conflict',
      },
    )
  })

  it('joins a retry without a key for a quarter of an hour', async () => {
    const { service, pass } = setUp()
    const first = await service.submit(submission({ fingerprint: 'f' }))
    pass(14 * 60_000)
    const retry = await service.submit(submission({ fingerprint: 'f', isRetry: true }))
    expect(retry.job.id).toBe(first.job.id)
    pass(2 * 60_000)
    const late = await service.submit(submission({ fingerprint: 'f', isRetry: true }))
    expect(late.job.id).not.toBe(first.job.id)
  })

  it('makes a new job of a repeated request that is no retry', async () => {
    const { service } = setUp()
    const [first, second] = [await service.submit(submission()), await service.submit(submission())]
    expect(first.job.id).not.toBe(second.job.id)
  })

  it('says when to come back where the queue is full', async () => {
    const { service } = setUp()
    await service.submit(submission())
    await service.submit(submission())
    await expect(service.submit(submission())).rejects.toMatchObject({
      code: 'queue_full',
      detail: { n: 2, retryAfterS: 10 },
    })
  })

  it('refuses at once what no connected tab offers', async () => {
    const { service } = setUp({ unoffered: () => ['inpaint'] })
    await expect(service.submit(submission())).rejects.toMatchObject({
      code: 'unsupported_feature',
      detail: { feature: 'inpaint' },
    })
  })

  it('gives a call its patience and everyone else a day when no tab is there', async () => {
    const { service, pass } = setUp({ ability: () => 'never' })
    const call = await service.submit(submission({ isAwaited: true }))
    const queued = await service.submit(submission())
    pass(60_001)
    await service.tick()
    expect(await service.get(call.job.id)).toMatchObject({
      status: 'failed',
      error: { code: 'no_engine_connected' },
    })
    expect(await service.get(queued.job.id)).toMatchObject({ status: 'queued' })
  })

  it('refuses a call at once where there is no patience', async () => {
    const { service } = setUp({ ability: () => 'never', noTabWaitMs: 0 })
    await expect(service.submit(submission({ isAwaited: true }))).rejects.toMatchObject({
      code: 'no_engine_connected',
    })
  })
})

describe('watching', () => {
  it('tells the present first, then every change, and the end last', async () => {
    const { service, bus, take, finish } = setUp()
    const state = await service.submit(submission())
    const heard: JobUpdate[] = []
    await service.watch(state.job.id, (update) => heard.push(update))
    await take(state)
    bus.publish(state.job.id, { type: 'changed' })
    bus.publish(state.job.id, { type: 'progress', progress: { percent: 9, message: 'm', step: null } })
    await service.get(state.job.id)
    await finish(state)
    await service.untilEnded(state.job.id)
    expect(heard[0]).toMatchObject({ changed: 'snapshot', state: { status: 'queued' } })
    expect(heard.filter(({ changed }) => changed === 'snapshot')).toHaveLength(1)
    expect(heard.at(-1)!.state.status).toBe('finished')
    expect(heard.some(({ progress }) => progress.percent === 9)).toBe(true)
  })

  it('finds an end that happened while nobody listened', async () => {
    const { service, take, finish } = setUp()
    const state = await service.submit(submission())
    await take(state)
    await finish(state)
    expect(await service.untilEnded(state.job.id)).toMatchObject({ status: 'finished' })
  })

  it('finds an end of which the word was lost', async () => {
    const { service, store, take, lease, pass } = setUp()
    const state = await service.submit(submission())
    const end = service.untilEnded(state.job.id)
    await take(state)
    await store.finish(state.job.id, lease, { status: 'finished', at: 1, timings: null })
    pass(5_001)
    await service.tick()
    expect(await end).toMatchObject({ status: 'finished' })
  })

  it('rejects for an unknown job, for an abort, and when the relay stops', async () => {
    const { service } = setUp()
    const state = await service.submit(submission())
    const unknown = 'f'.repeat(32) as typeof state.job.id
    await expect(service.untilEnded(unknown)).rejects.toMatchObject({ code: 'unknown_task' })
    await expect(service.untilEnded(state.job.id, AbortSignal.abort())).rejects.toMatchObject({
      name: 'Cancelled',
    })
    const leaving = new AbortController()
    const left = service.untilEnded(state.job.id, leaving.signal)
    leaving.abort()
    await expect(left).rejects.toMatchObject({ name: 'Cancelled' })
    const cut = service.untilEnded(state.job.id)
    service.close()
    await expect(cut).rejects.toMatchObject({ code: 'shutting_down' })
  })
})

describe('stopping and skipping', () => {
  it('ends a waiting job itself and asks the tab of a running one', async () => {
    const { service, bus, take, store, lease } = setUp()
    const waiting = await service.submit(submission())
    expect(await service.stop(waiting.job.id)).toMatchObject({ status: 'stopped' })
    const running = await service.submit(submission())
    const asked: unknown[] = []
    bus.onCommand('here', (command) => asked.push(command))
    expect(await service.skip(running.job.id)).toBe(false)
    await take(running)
    expect(await service.current(null)).toBeNull()
    await store.note(running.job.id, lease, { startedAt: 5 })
    expect(await service.current(null)).toMatchObject({ job: { id: running.job.id } })
    expect(await service.stop(running.job.id)).toMatchObject({ status: 'running', stopRequested: true })
    expect(await service.skip(running.job.id)).toBe(true)
    expect(asked).toEqual([
      { type: 'stop', id: running.job.id },
      { type: 'skip', id: running.job.id },
    ])
  })
})
