import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { TaskId } from '../../../contract/task.ts'
import type { Job } from '../../jobs/job.ts'
import { ROOMY, sampleJob, sampleLease, TIMINGS } from '../testing/sample-job.ts'
import { openSqliteUnderTest, type SqliteUnderTest } from '../testing/sqlite-under-test.ts'
import { openLibsql } from './drivers/open-libsql.ts'
import { openSqliteJobStore } from './open-sqlite-job-store.ts'
import { SCHEMA_VERSION } from './schema.ts'
import { bindable } from './sql-database.ts'

const opened: SqliteUnderTest[] = []
const open = async (options: Parameters<typeof openSqliteUnderTest>[0] = {}) => {
  const under = await openSqliteUnderTest(options)
  opened.push(under)
  return under
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((under) => under.close().catch(() => undefined)))
})

const bulky = (): Job => sampleJob({ asked: { text: 'x'.repeat(20_000) } })

describe.each(['libsql', 'wasm'] as const)('a full disk under %s', (driver) => {
  it('refuses what it cannot keep, forgets it, and goes on once there is room', async () => {
    const { store } = await open({ driver, maxBytes: 1_000_000 })
    const ended: TaskId[] = []
    for (let count = 0; count < 5; count++) {
      const { id } = bulky()
      await store.put({ ...bulky(), id }, ROOMY)
      expect(await store.requestStop(id, 1)).toMatchObject({ status: 'stopped' })
      ended.push(id)
    }
    const kept: Job[] = []
    let refused = bulky()
    for (;;) {
      const result = await store.put(refused, ROOMY).catch((error: unknown) => error)
      if (result instanceof Error) {
        expect(result).toMatchObject({ name: 'AppError', code: 'storage_full' })
        break
      }
      kept.push(refused)
      refused = bulky()
    }
    expect(kept.length).toBeGreaterThan(10)
    expect(await store.get(refused.id)).toBeNull()
    expect(await store.counts()).toEqual({ waiting: kept.length, running: 0 })
    expect((await store.waiting(1_000)).map(({ id }) => id)).toEqual(kept.map(({ id }) => id))
    expect((await store.list({ owner: null, offset: 0, limit: 0 })).total).toBe(kept.length + 5)
    expect(await store.remove(ended)).toHaveLength(5)
    expect((await store.put(refused, ROOMY)).kind).toBe('created')
    expect((await store.get(refused.id))?.job).toEqual(refused)
  })
})

describe('changes that build on one that could not be written', () => {
  it('fail with it, and leave every job as it was', async () => {
    const { store } = await open({ maxBytes: 1_000_000 })
    const before = sampleJob({ priority: 5 })
    await store.put(before, ROOMY)
    const lease = sampleLease()
    const tooMuch = Array.from({ length: 100 }, bulky)
    const puts = tooMuch.map((job) => store.put(job, ROOMY))
    const [first] = tooMuch
    const results = await Promise.allSettled([
      ...puts,
      store.take(first!.id, lease),
      store.note(first!.id, lease.token, { images: 2 }),
      store.finish(first!.id, lease.token, { status: 'finished', at: 1, timings: TIMINGS }),
      // Someone else's end was seen, which never came to be.
      store.finish(first!.id, lease.token, { status: 'stopped', at: 1 }),
      store.take(before.id, sampleLease()),
    ])
    expect(results).toHaveLength(105)
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'storage_full' } })
    expect(await store.get(first!.id)).toBeNull()
    expect(await store.get(before.id)).toMatchObject({ status: 'queued', attempt: 0 })
    expect((await store.waiting(200)).map(({ id }) => id)).toEqual([before.id])
    expect(await store.counts()).toEqual({ waiting: 1, running: 0 })
    expect(await store.nextDelivery()).toBeNull()
    expect(await store.take(before.id, lease)).toMatchObject({ status: 'running', attempt: 1 })
  })
})

describe('an end that comes while the job is still being written', () => {
  it('is written too', async () => {
    const under = await open()
    const { store } = under
    const jobs = Array.from({ length: 50 }, () => sampleJob())
    const lease = sampleLease()
    const begun = jobs.flatMap((job) => [store.put(job, ROOMY), store.take(job.id, lease)])
    const ends = jobs.map(async ({ id }, at) => {
      // Some of these come before the first write begins, some while it goes on, some after it.
      for (let turn = 0; turn < at; turn++) await new Promise((resolve) => setImmediate(resolve))
      return store.finish(id, lease.token, { status: 'finished', at: 1, timings: TIMINGS })
    })
    await Promise.all([...begun, ...ends])
    for (const { id } of jobs) expect(await store.get(id)).toMatchObject({ status: 'finished' })
    const reopened = await under.crashAndReopen()
    const { total } = await reopened.list({ owner: null, statuses: ['finished'], offset: 0, limit: 0 })
    expect(total).toBe(50)
    expect(await reopened.counts()).toEqual({ waiting: 0, running: 0 })
  })
})

describe('a database thread that dies', () => {
  it('fails what waits for it and everything after, and hangs nowhere', async () => {
    const { store, kill } = await open()
    const job = sampleJob()
    await store.put(job, ROOMY)
    const waiting = [store.put(sampleJob(), ROOMY), store.list({ owner: null, offset: 0, limit: 1 })]
    const killed = kill()
    const settled = await Promise.allSettled(waiting)
    await killed
    for (const one of settled) expect(one).toMatchObject({ reason: { code: 'storage_unavailable' } })
    const unavailable = { code: 'storage_unavailable' }
    await expect(store.get(job.id)).rejects.toMatchObject(unavailable)
    await expect(store.put(sampleJob({ idempotencyKey: 'k' }), ROOMY)).rejects.toMatchObject(unavailable)
    await expect(store.take(job.id, sampleLease())).rejects.toMatchObject(unavailable)
    await expect(store.waiting(1)).rejects.toMatchObject(unavailable)
    await expect(store.sweep(1)).rejects.toMatchObject(unavailable)
    await expect(store.remove([job.id])).rejects.toMatchObject(unavailable)
  })
})

describe('a database that cannot be opened', () => {
  const refusal = (path: string) =>
    openSqliteJobStore({ path }).then(
      () => expect.unreachable('it was opened'),
      (error: Error) => error,
    )

  it('is refused in a folder that is not there', async () => {
    const { path } = await open()
    expect(await refusal(join(path, 'nowhere', 'jobs.db'))).toMatchObject({ code: 'storage_unavailable' })
  })

  it('is refused when it is something else', async () => {
    const { path } = await open()
    writeFileSync(`${path}.txt`, 'a text and no database\n'.repeat(500))
    expect(await refusal(`${path}.txt`)).toMatchObject({ code: 'storage_unavailable' })
    expect(readFileSync(`${path}.txt`, 'utf8')).toContain('a text and no database')
  })

  it('is refused when a newer program has written it', async () => {
    const { path } = await open()
    const database = (await openLibsql(`${path}.new`))!
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`)
    database.close()
    const { message } = await refusal(`${path}.new`)
    expect(message).toContain(`version ${SCHEMA_VERSION + 1}`)
    expect(message).toContain('newer program')
  })

  it('is refused while another relay has it open', async () => {
    const { path } = await open()
    expect(await refusal(path)).toMatchObject({ code: 'storage_unavailable' })
  })
})

describe('the WebAssembly driver', () => {
  it('clears away the lock of a process that was killed', async () => {
    const under = await open({ driver: 'wasm' })
    await under.store.put(sampleJob(), ROOMY)
    await under.kill()
    mkdirSync(`${under.path}.lock`, { recursive: true })
    writeFileSync(`${under.path}.pid`, '999999999')
    const store = await openSqliteJobStore({ path: under.path, driver: 'wasm' })
    expect(await store.counts()).toEqual({ waiting: 1, running: 0 })
    await store.close()
    expect(existsSync(`${under.path}.pid`)).toBe(false)
  })

  it('leaves the lock of a living process alone', async () => {
    const { path } = await open()
    writeFileSync(`${path}2.pid`, String(process.ppid))
    await expect(openSqliteJobStore({ path: `${path}2`, driver: 'wasm' })).rejects.toMatchObject({
      code: 'storage_unavailable',
    })
    expect(readFileSync(`${path}2.pid`, 'utf8')).toBe(String(process.ppid))
  })
})

describe('full durability', () => {
  it('keeps jobs too', async () => {
    const under = await open({ durability: 'full' })
    const job = sampleJob()
    await under.store.put(job, ROOMY)
    const store = await under.crashAndReopen()
    expect((await store.get(job.id))?.job).toEqual(job)
    await store.close()
  })
})

describe('values for SQLite', () => {
  it('are texts, numbers and null; booleans become numbers, and nothing else gets through', () => {
    expect(bindable([true, false, null, 'a', 1.5])).toEqual([1, 0, null, 'a', 1.5])
    for (const odd of [undefined, {}, [], 1n, Symbol('a'), new Uint8Array(1), () => 0])
      // @ts-expect-error the type forbids these; a mistake elsewhere must not end the process
      expect(() => bindable([odd])).toThrow(TypeError)
  })

  it('may be the oddest texts', async () => {
    const { store } = await open({ driver: 'libsql' })
    const odd = ['', '\0', '\ud800', "'; DROP TABLE jobs; --", '🍎'.repeat(3_000), '__proto__', '?', ':a']
    for (const text of odd) {
      const job = sampleJob({ owner: text, idempotencyKey: text, fingerprint: text, asked: { text } })
      expect((await store.put(job, ROOMY)).kind).toBe('created')
      const lease = sampleLease({ tab: text })
      await store.take(job.id, lease)
      await store.finish(job.id, lease.token, { status: 'stopped', at: 1 })
    }
    const { jobs } = await store.list({ owner: null, offset: 0, limit: 100, order: 'oldest' })
    expect(jobs.map(({ job }) => job.asked.text)).toEqual(odd)
  })
})
