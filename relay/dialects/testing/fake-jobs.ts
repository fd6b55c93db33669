import { createHash, randomUUID } from 'node:crypto'
import { Cancelled, type ErrorData } from '../../../contract/errors.ts'
import { detachPictures } from '../../../contract/protocol/job-request.ts'
import { seedOfImage } from '../../../contract/seed.ts'
import { createTaskId, type Notice, type TaskId } from '../../../contract/task.ts'
import {
  hasEnded,
  NO_PROGRESS,
  type JobPreview,
  type JobProgress,
  type JobState,
  type StoredPicture,
} from '../../jobs/job.ts'
import type { JobService, JobUpdate, Submission } from '../../jobs/service.ts'

/** A job service without a store, a queue or tabs: a test says what happens to each job. */
export interface FakeJobs {
  readonly service: JobService
  /** All that was submitted, first to last; joined ones are not in it. */
  readonly submissions: readonly Submission[]
  /** Ids in the order of submission. */
  readonly ids: readonly TaskId[]
  /** Runs after each accepted job, once its submitter has had a moment to watch it; null leaves jobs waiting. */
  onSubmit: ((id: TaskId, state: JobState) => void | Promise<void>) | null
  /** Thrown by the next `submit`. */
  refuseNext: Error | null
  /** How many watch a job right now. */
  watchers(id: TaskId): number
  state(id: TaskId): JobState

  start(id: TaskId): void
  say(id: TaskId, percent: number, message: string, step?: JobProgress['step']): void
  preview(id: TaskId, bytes: Uint8Array, mime?: JobPreview['mime']): void
  notices(id: TaskId, notices: readonly Notice[]): void
  /** Adds a finished picture; the file itself is the test's affair. */
  picture(id: TaskId, picture: Partial<StoredPicture>): void
  skipped(id: TaskId, index: number): void
  finish(id: TaskId): void
  stopped(id: TaskId): void
  fail(id: TaskId, error: ErrorData): void
}

/** @param now the clock that stamps jobs */
export function createFakeJobs(now: () => number = Date.now): FakeJobs {
  const states = new Map<TaskId, JobState>()
  const progresses = new Map<TaskId, JobProgress>()
  const listeners = new Map<TaskId, Set<(update: JobUpdate) => void>>()
  const submissions: Submission[] = []

  const need = (id: TaskId) => {
    const state = states.get(id)
    if (!state) throw new Error(`the test speaks of job ${id}, which was never submitted`)
    return state
  }
  const tell = (id: TaskId, changed: JobUpdate['changed']) => {
    const update = { state: need(id), progress: progresses.get(id) ?? NO_PROGRESS, changed }
    for (const listener of [...(listeners.get(id) ?? [])]) listener(update)
  }
  const change = (id: TaskId, facts: Partial<JobState>) => {
    states.set(id, { ...need(id), ...facts })
    tell(id, 'state')
  }
  const progress = (id: TaskId, facts: Partial<JobProgress>, changed: JobUpdate['changed']) => {
    progresses.set(id, { ...(progresses.get(id) ?? NO_PROGRESS), ...facts })
    tell(id, changed)
  }
  const newest = (owner: string | null, wanted: readonly JobState['status'][]) =>
    [...states.values()]
      .filter((state) => (owner === null || state.job.owner === owner) && wanted.includes(state.status))
      .reverse()

  const service: JobService = {
    submit: async (submission) => {
      const refusal = fake.refuseNext
      fake.refuseNext = null
      if (refusal) throw refusal
      const { idempotencyKey, isRetry } = submission
      const twin = [...states.values()]
        .reverse()
        .find(
          ({ job, status }) =>
            job.fingerprint === submission.fingerprint &&
            (idempotencyKey === null
              ? isRetry && status !== 'failed'
              : job.idempotencyKey === idempotencyKey),
        )
      if (twin) return twin
      const state = toState(submission, states.size + 1, now())
      states.set(state.job.id, state)
      submissions.push(submission)
      const { onSubmit } = fake
      if (onSubmit) setTimeout(() => void onSubmit(state.job.id, need(state.job.id)), 2)
      return state
    },
    watch: async (id, listener) => {
      const all = listeners.get(id) ?? new Set()
      listeners.set(id, all.add(listener))
      listener({ state: need(id), progress: progresses.get(id) ?? NO_PROGRESS, changed: 'snapshot' })
      return () => void all.delete(listener)
    },
    untilEnded: (id, signal) =>
      new Promise((resolve, reject) => {
        const all = listeners.get(id) ?? new Set()
        listeners.set(id, all)
        const settle = ({ state }: { state: JobState }) => {
          if (!hasEnded(state)) return
          all.delete(settle)
          resolve(state)
        }
        all.add(settle)
        signal?.addEventListener('abort', () => {
          all.delete(settle)
          reject(new Cancelled())
        })
        settle({ state: need(id) })
      }),
    get: async (id) => states.get(id) ?? null,
    progress: async (id) => progresses.get(id) ?? NO_PROGRESS,
    list: async ({ owner, statuses, from = 0, to = Infinity, offset, limit, order }) => {
      const all = newest(owner, statuses ?? ['queued', 'running', 'finished', 'stopped', 'failed']).filter(
        ({ job }) => job.createdAt >= from && job.createdAt <= to,
      )
      const sorted = order === 'oldest' ? [...all].reverse() : all
      return { jobs: sorted.slice(offset, offset + limit), total: all.length }
    },
    stop: async (id) => {
      const state = states.get(id)
      if (!state) return null
      if (!hasEnded(state)) change(id, { status: 'stopped', stopRequested: true, endedAt: now() })
      return need(id)
    },
    skip: async (id) => states.get(id)?.status === 'running',
    current: async (owner) => newest(owner, ['running']).at(-1) ?? null,
    remove: async (ids) => ids.filter((id) => hasEnded(need(id)) && states.delete(id)).length,
  }

  const fake: FakeJobs = {
    service,
    submissions,
    get ids() {
      return [...states.keys()]
    },
    onSubmit: null,
    refuseNext: null,
    watchers: (id) => listeners.get(id)?.size ?? 0,
    state: need,
    start: (id) => {
      const { job } = need(id)
      const { image_number, image_seed, disable_seed_increment } = job.request
      const seeds = Array.from({ length: image_number }, (_, index) =>
        seedOfImage(image_seed, index, disable_seed_increment ? 'same' : 'increment'),
      )
      change(id, { status: 'running', attempt: 1, startedAt: now(), images: image_number, seeds })
    },
    say: (id, percent, message, step = null) => progress(id, { percent, message, step }, 'progress'),
    preview: (id, bytes, mime = 'image/png') =>
      progress(id, { preview: { mime, bytes, image: 0 } }, 'preview'),
    notices: (id, notices) => change(id, { notices }),
    picture: (id, picture) => {
      const { job, pictures, seeds } = need(id)
      const index = picture.index ?? pictures.length
      const whole: StoredPicture = {
        index,
        file: `2026-01-31/2026-01-31_12-30-00_${1000 + index}.png`,
        mime: 'image/png',
        bytes: 3,
        sha256: '0'.repeat(64),
        width: 1152,
        height: 896,
        seed: seeds[index] ?? job.request.image_seed,
        parameters: null,
        ...picture,
      }
      change(id, { pictures: [...pictures.filter((one) => one.index !== index), whole] })
    },
    skipped: (id, index) => change(id, { skipped: [...need(id).skipped, index] }),
    finish: (id) => change(id, { status: 'finished', endedAt: now() }),
    stopped: (id) => change(id, { status: 'stopped', endedAt: now() }),
    fail: (id, error) => change(id, { status: 'failed', endedAt: now(), error }),
  }
  return fake
}

function toState(submission: Submission, number: number, createdAt: number): JobState {
  const { request, attachments } = detachPictures(submission.request)
  const { idempotencyKey, fingerprint, owner, dialect, asked, saveName, webhook, priority } = submission
  const inputs = attachments.map(({ name, mime, bytes }) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { name, mime, bytes: bytes.byteLength, sha256, file: `${sha256}.${mime.slice('image/'.length)}` }
  })
  return {
    job: {
      id: createTaskId(randomUUID()),
      owner,
      dialect,
      request,
      inputs,
      asked,
      saveName,
      webhook,
      fingerprint,
      idempotencyKey,
      priority,
      createdAt,
      startBefore: createdAt + 60_000,
    },
    number,
    status: 'queued',
    attempt: 0,
    lease: null,
    stopRequested: false,
    startedAt: null,
    endedAt: null,
    images: 0,
    seeds: [],
    notices: [],
    pictures: [],
    skipped: [],
    timings: null,
    error: null,
    faults: [],
  }
}
