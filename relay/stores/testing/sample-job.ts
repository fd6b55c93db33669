import { createLease, type Lease } from '../../../contract/protocol/identifiers.ts'
import { detachPictures } from '../../../contract/protocol/job-request.ts'
import { parseRequest } from '../../../contract/parse-request.ts'
import { createTaskId, type TaskTimings } from '../../../contract/task.ts'
import type { Job, JobLease, StoredPicture } from '../../jobs/job.ts'
import type { Fault, QueueLimits } from '../../jobs/ports.ts'

const REQUEST = detachPictures(parseRequest({ prompt: 'a red apple' })).request

/** A job that nobody has seen before. */
export function sampleJob(wanted: Partial<Job> = {}): Job {
  return {
    id: createTaskId(crypto.randomUUID()),
    owner: 'anna',
    dialect: 'fooocus',
    request: REQUEST,
    inputs: [],
    asked: { prompt: 'a red apple' },
    saveName: null,
    webhook: null,
    fingerprint: 'f'.repeat(64),
    idempotencyKey: null,
    priority: 0,
    createdAt: 1_000,
    startBefore: 1_000_000,
    ...wanted,
  }
}

/** A lease that no one else has. */
export function sampleLease(wanted: Partial<JobLease> = {}): JobLease {
  return { token: sampleToken(), relay: 'relay-1', tab: 'tab-1', until: 31_000, ...wanted }
}

/** A fresh lease token. */
export function sampleToken(): Lease {
  return createLease(crypto.getRandomValues(new Uint8Array(12)))
}

/** A finished picture. */
export function samplePicture(index: number, file = `2026-01-31/${index}.png`): StoredPicture {
  const size = { width: 64, height: 64 }
  return {
    index,
    file,
    mime: 'image/png',
    bytes: 9,
    sha256: 'a'.repeat(64),
    ...size,
    seed: '7',
    parameters: null,
  }
}

/** Where the time went. */
export const TIMINGS: TaskTimings = { loadMs: 1, encodeMs: 2, stepMs: 3, decodeMs: 4, totalMs: 5 }

/** Room for every test. */
export const ROOMY: QueueLimits = { waiting: 10_000, waitingPerOwner: 10_000 }

/** An attempt that ended because of this. */
export function sampleFault(code: Fault['error']['code'], at = 2_000, counts = true): Fault {
  return { error: { code, message: `it was ${code}`, detail: { step: 3 } }, at, counts }
}
