import { randomUUID } from 'node:crypto'
import { AppError, Cancelled } from '../../contract/errors.ts'
import { detachPictures, type Attachment } from '../../contract/protocol/job-request.ts'
import { createTaskId } from '../../contract/task.ts'
import { hasEnded, NO_PROGRESS, type Job, type JobState, type StoredInput } from './job.ts'
import { createJobWatches } from './job-watches.ts'
import type { Bus, JobStore, PutResult, QueueLimits } from './ports.ts'
import { secondsUntilRoom } from './seconds-until-room.ts'
import type { JobService, Submission } from './service.ts'

/** What the service is made of. */
export interface JobServiceParts {
  readonly store: JobStore
  readonly bus: Bus
  /** Where pictures are kept. */
  readonly files: {
    saveInput(name: string, mime: string, bytes: Uint8Array): Promise<StoredInput>
    removeOutputs(files: readonly string[]): Promise<void>
  }
  /** Whether a connected tab could do a job. */
  readonly ability: (job: Job) => 'now' | 'busy' | 'never'
  /** Parts of the request that no tab offers although tabs are connected; waiting would be in vain. */
  readonly unoffered: (job: Job) => readonly string[]
  readonly limits: QueueLimits
  /** Whether the store decides at once, in this process, and only its writing takes time. */
  readonly isStoreHere: boolean
  /** How long a call waits while no connected tab could do its job; 0 refuses at once. */
  readonly noTabWaitMs: number
  readonly now: () => number
}

/** Jobs that nobody holds a connection for wait this long for a tab. */
const QUEUE_PATIENCE_MS = 24 * 60 * 60 * 1000

/** A retry without a key means a job at most this old. */
const TWIN_AGE_MS = 15 * 60 * 1000

/** How often watched jobs are read again although nothing was heard of them. */
const READ_AGAIN_MS = 5_000

/** The service, with what the relay does for it from time to time. */
export interface RunningJobService extends JobService {
  /** Does what time demands; call it about once a second. */
  tick(): Promise<void>
  /** Lets go of every watcher. Jobs go on. */
  close(): void
}

/** Makes the service that all dialects speak to. */
export function createJobService(parts: JobServiceParts): RunningJobService {
  const { store, bus, files, now } = parts
  const watches = createJobWatches({ store, bus })
  /** Calls that wait for an end; told when the relay stops. */
  const waiting = new Set<() => void>()
  let lastReadAt = now()

  const accept = async (submission: Submission, job: Job): Promise<JobState> => {
    const { owner, fingerprint, idempotencyKey, isRetry } = submission
    if (isRetry && idempotencyKey === null) {
      const twin = await store.findTwin(owner, fingerprint, job.createdAt - TWIN_AGE_MS)
      if (twin && twin.status !== 'failed') return twin
    }
    const putting = store.put(job, parts.limits)
    // Unless it is refused it waits in the store by now. A tab may be chosen while it is written, and hears of it when
    // both are on the disk.
    const isWaiting = parts.isStoreHere && idempotencyKey === null
    if (isWaiting) bus.announceWork()
    const put = await putting
    if (put.kind === 'created' && !isWaiting) bus.announceWork()
    if (put.kind === 'created' || put.kind === 'joined') return put.state
    if (put.kind === 'conflict')
      throw new AppError('idempotency_conflict', 'this idempotency key was used for another request')
    throw await queueFull(put)
  }

  const queueFull = async ({ waiting, scope }: Extract<PutResult, { kind: 'full' }>): Promise<AppError> => {
    const { jobs } = await store.list({ owner: null, statuses: ['finished'], offset: 0, limit: 8 })
    const retryAfterS = secondsUntilRoom(jobs)
    const whose = scope === 'owner' ? 'of this key' : 'of this relay'
    return new AppError('queue_full', `${waiting} jobs ${whose} wait already`, {
      n: waiting,
      scope,
      retryAfterS,
    })
  }

  const makeJob = async (submission: Submission): Promise<Job> => {
    const { request, attachments } = detachPictures(submission.request)
    const { owner, dialect, asked, saveName, webhook, fingerprint, idempotencyKey, priority } = submission
    const createdAt = now()
    const id = createTaskId(randomUUID())
    const inputs = attachments.length === 0 ? [] : await saveAll(attachments, files)
    const job = { id, owner, dialect, request, inputs, asked, saveName, webhook, fingerprint, idempotencyKey }
    const draft: Job = { ...job, priority, createdAt, startBefore: createdAt + QUEUE_PATIENCE_MS }
    const feature = parts.unoffered(draft).join(', ')
    if (feature !== '')
      throw new AppError('unsupported_feature', `no connected tab offers ${feature}`, { feature })
    if (submission.isAwaited !== true || parts.ability(draft) !== 'never') return draft
    if (parts.noTabWaitMs > 0) return { ...draft, startBefore: createdAt + parts.noTabWaitMs }
    const message = 'no connected tab can do this; open the page, or start the relay with --headless-tab'
    throw new AppError('no_engine_connected', message, { retryAfterS: 10 })
  }

  const tellChanged = (state: JobState) => {
    bus.publish(state.job.id, hasEnded(state) ? { type: 'changed', ended: true } : { type: 'changed' })
    if (state.status === 'queued') bus.announceWork()
  }

  return {
    submit: async (submission) => accept(submission, await makeJob(submission)),
    watch: watches.watch,
    untilEnded: (id, signal) =>
      new Promise((resolve, reject) => {
        let stop = () => {}
        const end = () => {
          signal?.removeEventListener('abort', giveUp)
          waiting.delete(leave)
        }
        const leave = () => {
          stop()
          end()
          reject(new AppError('shutting_down', 'the relay is stopping; what it has accepted is kept'))
        }
        const giveUp = () => {
          stop()
          end()
          reject(new Cancelled())
        }
        if (signal?.aborted) return giveUp()
        signal?.addEventListener('abort', giveUp)
        waiting.add(leave)
        watches
          .watch(id, ({ state }) => {
            if (!hasEnded(state)) return
            end()
            resolve(state)
          })
          .then(
            (stopWatching) => {
              stop = stopWatching
              if (signal?.aborted) stopWatching()
            },
            (error: unknown) => {
              end()
              reject(error instanceof Error ? error : new Error(String(error)))
            },
          )
      }),
    get: (id) => store.get(id),
    progress: async (id) => (await bus.progress(id)) ?? NO_PROGRESS,
    list: (query) => store.list(query),
    stop: async (id) => {
      const state = await store.requestStop(id, now())
      if (!state) return null
      if (state.status === 'running' && state.lease) bus.command(state.lease.relay, { type: 'stop', id })
      if (state.status === 'stopped') tellChanged(state)
      return state
    },
    skip: async (id) => {
      const state = await store.get(id)
      if (state?.status !== 'running' || !state.lease) return false
      bus.command(state.lease.relay, { type: 'skip', id })
      return true
    },
    current: async (owner) => {
      const { jobs } = await store.list({
        owner,
        statuses: ['running'],
        offset: 0,
        limit: 100,
        order: 'oldest',
      })
      // What a tab only holds ready does not run yet.
      return jobs.find(({ startedAt }) => startedAt !== null) ?? null
    },
    remove: async (ids) => {
      const removed = await store.remove(ids)
      await files.removeOutputs(removed.flatMap(({ pictures }) => pictures.map(({ file }) => file)))
      return removed.length
    },
    tick: async () => {
      for (const state of await store.sweep(now())) tellChanged(state)
      if (now() - lastReadAt < READ_AGAIN_MS) return
      lastReadAt = now()
      await watches.readAgain()
    },
    close: () => {
      watches.close()
      for (const leave of [...waiting]) leave()
      waiting.clear()
    },
  }
}

/** The same picture in two places is kept once and named twice. */
async function saveAll(
  attachments: readonly Attachment[],
  files: JobServiceParts['files'],
): Promise<readonly StoredInput[]> {
  return Promise.all(attachments.map(({ name, mime, bytes }) => files.saveInput(name, mime, bytes)))
}
