/**
 * A relay's worth of load on a SQLite store, in a process that will be killed. What was promised goes to a file,
 * which a killed process has written as far as it came, and never waits for a reader.
 */
import { openSync, writeSync } from 'node:fs'
import { openSqliteJobStore } from '../sqlite/open-sqlite-job-store.ts'
import { ROOMY, sampleJob, sampleLease, TIMINGS } from './sample-job.ts'

const store = await openSqliteJobStore({ path: process.argv[2]! })
const promises = openSync(process.argv[3]!, 'w')
const promise = (status: string, id: string) => writeSync(promises, `${status} ${id}\n`)

async function work(): Promise<never> {
  for (;;) {
    const job = sampleJob({ createdAt: Date.now(), startBefore: Date.now() + 60_000 })
    await store.put(job, { ...ROOMY, waiting: 1e9, waitingPerOwner: 1e9 })
    promise('queued', job.id)
    const lease = sampleLease({ until: Date.now() + 60_000 })
    await store.take(job.id, lease)
    promise('running', job.id)
    if (Math.random() < 0.1) continue
    await store.finish(job.id, lease.token, { status: 'finished', at: Date.now(), timings: TIMINGS })
    promise('finished', job.id)
  }
}

await Promise.all(Array.from({ length: 16 }, work))
