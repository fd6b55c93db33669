import type { RememberedJob } from '../../contract/bridge.ts'
import type { Engine } from '../../contract/engine.ts'
import { AppError, toErrorData } from '../../contract/errors.ts'
import { pictureId, type PictureRecord } from '../../contract/picture.ts'
import type { Frame } from '../../contract/protocol/frame.ts'
import { toHex } from '../../contract/protocol/identifiers.ts'
import { attachPictures } from '../../contract/protocol/job-request.ts'
import type { RelayMessage, TabMessage } from '../../contract/protocol/messages.ts'
import type { WirePicture } from '../../contract/protocol/wire-picture.ts'
import type { Studio } from '../../contract/studio.ts'
import type { TaskEvent, TaskId, TaskState } from '../../contract/task.ts'
import {
  failJob,
  heldState,
  holdJob,
  localIdFor,
  noteEvent,
  recallJob,
  rememberJob,
  type HeldJob,
  type JobMessage,
} from './held-job.ts'
import { collectInputs, type Digest } from './inputs.ts'
import type { Link, Welcome } from './link.ts'
import type { PreviewSender } from './previews.ts'

/** One job runs, one waits with its pictures here, so that nothing stands still in between. */
export const SLOTS = 2

/** Ended jobs are forgotten after so long, even if the relay never says that all is stored. */
const FORGET_SAFE_MS = 15_000
const FORGET_MS = 600_000

/** What the engine's worker offers here. */
export type BridgeEngine = Pick<Engine, 'submit' | 'cancel' | 'skip'> & {
  readonly studio: Pick<Studio, 'pictureFile'>
}

/** What a keeper works with. */
export interface KeeperParts {
  readonly link: Pick<Link, 'send' | 'sendFrame' | 'isUp'>
  readonly previews: PreviewSender
  readonly digest: Digest
  readonly now: () => number
  /** Ids of models that an engine here can run. */
  readonly models: () => readonly string[]
  /** How long a new job would wait, in milliseconds; null when unknown. */
  readonly queueMs: () => number | null
  /** What is held, or what must be remembered of it, has changed. */
  readonly onChange: () => void
  /** A job was finished and stored. */
  readonly onServed: () => void
}

/** Holds this tab's jobs: between a relay that comes and goes and an engine that comes and goes. */
export interface JobKeeper {
  /** Takes up what was held before a reload. */
  recall(jobs: readonly RememberedJob[]): void
  /** An engine is there, with these open tasks. Resolves when everything that can be told about the jobs is known. */
  attach(engine: BridgeEngine, open: readonly TaskState[]): Promise<void>
  /** The engine is gone: its running job fails, the others go back. */
  detach(): void
  hear(event: TaskEvent): void
  welcome(welcome: Welcome): void
  hearRelay(message: RelayMessage): void
  hearFrame(frame: Frame): void
  /** Whether new jobs are taken. */
  setOpen(isOpen: boolean): void
  /** For `hello`. */
  held(): Extract<TabMessage, { t: 'hello' }>['jobs']
  /** For heartbeats; also lets go of what nobody will ask for any more. */
  beat(): { taskId: TaskId; lease: HeldJob['lease'] }[]
  remembered(): RememberedJob[]
  count(): number
  /** Lets go of everything that is held. */
  abandonAll(): void
}

/** @param used names of tasks that this tab's page knows; grows */
export function createJobKeeper(parts: KeeperParts, used: Set<TaskId>): JobKeeper {
  const { link, previews } = parts
  const jobs = new Map<TaskId, HeldJob>()
  let engine: BridgeEngine | null = null
  let isOpen = false
  let limits: Welcome['limits'] = {
    frameBytes: 1 << 20,
    chunkBytes: 1 << 18,
    windowBytes: 1 << 20,
    previewsPerSecond: 0,
    previewSide: 0,
  }

  const byLocalId = (id: TaskId) => [...jobs.values()].find(({ localId }) => localId === id)
  const isHeld = (job: HeldJob) => jobs.get(job.taskId) === job
  const nameOf = ({ taskId, lease }: HeldJob) => ({ taskId, lease })

  const forget = (job: HeldJob) => {
    if (!isHeld(job)) return
    jobs.delete(job.taskId)
    parts.onChange()
  }
  const abandon = (job: HeldJob) => {
    // First forgotten, then stopped: what the engine says of it is nobody's business any more.
    forget(job)
    if (!job.end && !job.inputs) void engine?.cancel(job.localId)
  }
  type Refusal = Extract<TabMessage, { t: 'reject' }>
  const reject = (
    { taskId, lease }: Pick<HeldJob, 'taskId' | 'lease'>,
    reason: Refusal['reason'],
    retry: boolean,
  ) => link.send({ t: 'reject', taskId, lease, reason, retry })
  const giveBack = (job: HeldJob) => {
    job.isReturned = true
    if (reject(job, 'busy', true)) forget(job)
  }

  /** Sends what can be sent of a job: pictures under their credit, then its end. */
  const advance = (job: HeldJob) => {
    if (!link.isUp() || !isHeld(job)) return
    if (job.isReturned) return giveBack(job)
    job.uploads.pump({ announce: (picture) => announce(job, picture), send: link.sendFrame })
    if (!job.end || job.pending > 0 || !job.uploads.isAllSent() || job.endToldAt !== null) return
    link.send(job.end)
    job.endToldAt = parts.now()
    // Nothing is stored of a failure that another attempt may mend, so nothing more will be said about it.
    if (job.end.event.type === 'failed') return forget(job)
    parts.onChange()
  }
  const announce = (job: HeldJob, picture: WirePicture) => {
    const message = { t: 'result', ...nameOf(job), picture } as const
    // The longest prompts make a message too long; then the picture goes without its parameters.
    if (!link.send(message)) link.send({ ...message, picture: { ...picture, parameters: null } })
  }

  /** Adds a picture's bytes to what is to be sent. */
  const addPicture = async (job: HeldJob, read: () => Promise<AddedPicture | null>) => {
    job.pending++
    const added = await read().catch(() => null)
    job.pending--
    if (!isHeld(job)) return
    if (added) job.uploads.add(added.picture, added.bytes, added.acked)
    else failJob(job, 'engine_crashed', 'a finished picture could not be read again', parts.now())
    parts.onChange()
    advance(job)
  }
  const hashed = async (record: PictureRecord, bytes: Uint8Array<ArrayBuffer>): Promise<AddedPicture> => ({
    picture: wirePicture(record, bytes.byteLength, toHex(new Uint8Array(await parts.digest(bytes)))),
    bytes,
    acked: 0,
  })
  const readFile = async (job: HeldJob, index: number) => {
    const file = await engine?.studio.pictureFile(pictureId(job.localId, index))
    return file ? new Uint8Array(await file.arrayBuffer()) : null
  }

  const takeJob = (message: JobMessage) => {
    const before = jobs.get(message.taskId)
    if (before?.lease === message.lease) {
      before.wantsPreviews = message.previews
      return
    }
    // The relay has given up the attempt that this tab still holds.
    if (before) abandon(before)
    const working = [...jobs.values()].filter(({ end }) => !end).length
    if (!isOpen || !engine || working >= SLOTS) return void reject(message, 'busy', true)
    if (!parts.models().includes(message.request.base_model_name))
      return void reject(message, 'model_missing', false)
    const localId = localIdFor(message, used)
    used.add(localId)
    const collector = collectInputs(message.inputs, parts.digest)
    const job = holdJob(message, localId, { collector, limits })
    jobs.set(job.taskId, job)
    link.send({ t: 'accept', ...nameOf(job), etaMs: parts.queueMs() })
    parts.onChange()
    if (collector.isComplete()) void submit(job)
  }

  const submit = async (job: HeldJob) => {
    const { message, collector } = job.inputs!
    const pictures = await collector.check()
    if (!isHeld(job) || job.isReturned) return
    if (!pictures) return refuseInputs(job)
    if (!engine) return giveBack(job)
    job.inputs = null
    try {
      const request = attachPictures(message.request, pictures)
      await engine.submit({ id: job.localId, origin: 'relay', request, createdAt: parts.now() })
    } catch (error) {
      const { code, message: text } = toErrorData(
        error instanceof AppError ? error : new AppError('engine_crashed', String(error)),
      )
      failJob(job, code, text, parts.now())
      advance(job)
    }
  }
  const refuseInputs = (job: HeldJob) => {
    reject(job, 'bad_input', true)
    forget(job)
  }

  const cancel = (job: HeldJob, mode: 'stop' | 'skip') => {
    if (mode === 'skip') return void engine?.skip(job.localId)
    if (!job.inputs) return void engine?.cancel(job.localId)
    job.inputs = null
    noteEvent(job, { type: 'stopped', taskId: job.taskId, at: parts.now() })
    parts.onChange()
    advance(job)
  }

  const stored = (job: HeldJob) => {
    if (job.end?.event.type === 'finished') parts.onServed()
    abandon(job)
  }

  /** What an engine that has just come says about a job. */
  const meet = async (job: HeldJob, state: TaskState | undefined) => {
    if (job.end || job.isReturned) return
    if (!state) {
      // The task ended, or never reached the engine, in the moment in which the page went.
      if (job.hasStarted) failJob(job, 'engine_crashed', 'the engine has lost the task', parts.now())
      else job.isReturned = true
      return
    }
    job.hasStarted ||= state.phase === 'running'
    const known = new Set(job.uploads.uploads().map(({ picture }) => picture.index))
    const missing = state.pictures.filter(({ index, saved }) => saved && !known.has(index))
    await Promise.all(
      missing.map((record) =>
        addPicture(job, async () => {
          const bytes = await readFile(job, record.index)
          return bytes && hashed(record, bytes)
        }),
      ),
    )
  }

  const recalled = new Map<TaskId, RememberedJob['pictures']>()
  /** Reads the files of pictures that were not all sent before the reload. */
  const readUnsent = async (job: HeldJob) => {
    const pictures = recalled.get(job.taskId) ?? []
    recalled.delete(job.taskId)
    await Promise.all(
      pictures.map(({ picture, acked }) =>
        addPicture(job, async () => {
          const bytes = await readFile(job, picture.index)
          return bytes?.byteLength === picture.bytes ? { picture, bytes, acked } : null
        }),
      ),
    )
  }

  return {
    recall: (remembered) => {
      for (const one of remembered) {
        jobs.set(one.taskId, recallJob(one, limits))
        recalled.set(one.taskId, one.pictures)
        used.add(one.localId)
      }
    },
    attach: async (next, open) => {
      engine = next
      for (const { task } of open) {
        used.add(task.id)
        // Nobody waits for it any more: its job has gone to another tab, or is given back.
        if (task.origin === 'relay' && !byLocalId(task.id)) void engine.cancel(task.id)
      }
      await Promise.all(
        [...jobs.values()].map(async (job) => {
          await readUnsent(job)
          await meet(
            job,
            open.find(({ task }) => task.id === job.localId),
          )
          advance(job)
        }),
      )
      parts.onChange()
    },
    detach: () => {
      engine = null
      previews.clear()
      for (const job of [...jobs.values()].filter(({ end }) => !end)) {
        if (job.hasStarted) {
          failJob(job, 'engine_crashed', 'the engine ended while this task ran', parts.now())
          advance(job)
        } else giveBack(job)
      }
      parts.onChange()
    },
    hear: (event) => {
      const job = byLocalId(event.taskId)
      if (!job || job.end) return
      if (event.type === 'progress' && event.preview && job.wantsPreviews && link.isUp()) {
        const image = event.activity.kind === 'step' ? event.activity.image - 1 : 0
        previews.show({ ...nameOf(job), image, pixels: event.preview })
      }
      if (event.type !== 'progress') previews.clear()
      if (event.type === 'picture') void addPicture(job, () => hashed(event.picture, event.file.bytes))
      const message = noteEvent(job, event)
      if (message) link.send(message)
      else advance(job)
      if (event.type !== 'progress') parts.onChange()
    },
    welcome: (welcome) => {
      limits = welcome.limits
      previews.setLimits(limits)
      previews.clear()
      for (const job of [...jobs.values()]) {
        const kept = welcome.keep.find(({ taskId, lease }) => taskId === job.taskId && lease === job.lease)
        if (!kept) {
          abandon(job)
          continue
        }
        job.endToldAt = null
        job.uploads.restart(limits, kept.acked)
        if (!job.isReturned) for (const fact of job.facts) link.send(fact)
        advance(job)
      }
    },
    hearRelay: (message) => {
      if (message.t === 'job') return takeJob(message)
      if (!('taskId' in message)) return
      const job = jobs.get(message.taskId)
      if (!job) return
      if (message.t === 'credit') {
        job.uploads.credit(message.bytes)
        advance(job)
      }
      if (message.t === 'ack') {
        job.uploads.ack(message.image, message.upto)
        parts.onChange()
      }
      if (message.t === 'cancel') cancel(job, message.mode)
      if (message.t === 'stored') stored(job)
    },
    hearFrame: (frame) => {
      const job = jobs.get(frame.taskId)
      if (frame.type !== 'input' || !job?.inputs || job.lease !== frame.lease) return
      const step = job.inputs.collector.take(frame)
      if (step.kind === 'complete') void submit(job)
      if (step.kind === 'wrong') refuseInputs(job)
    },
    setOpen: (open) => {
      isOpen = open
    },
    held: () =>
      [...jobs.values()].map((job) => ({
        ...nameOf(job),
        state: heldState(job),
        acked: job.uploads.uploads().map(({ picture, acked }) => ({ image: picture.index, upto: acked })),
      })),
    beat: () => {
      const now = parts.now()
      for (const job of [...jobs.values()]) {
        if (job.endToldAt === null) continue
        const isSafe = job.uploads.uploads().every(({ acked, bytes }) => acked >= bytes.byteLength)
        if (now - job.endToldAt > (isSafe ? FORGET_SAFE_MS : FORGET_MS)) stored(job)
      }
      return [...jobs.values()].map(nameOf)
    },
    remembered: () => [...jobs.values()].filter(({ isReturned }) => !isReturned).map(rememberJob),
    count: () => jobs.size,
    abandonAll: () => [...jobs.values()].forEach(abandon),
  }
}

/** A picture with its bytes and how many of them are safe. */
interface AddedPicture {
  readonly picture: WirePicture
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly acked: number
}

function wirePicture(record: PictureRecord, bytes: number, sha256: string): WirePicture {
  const { index, createdAt, mime, width, height, seed, parameters } = record
  // JSON gives the copy that a message is anyway, and with it the mutable lists that its type has.
  const copied = JSON.parse(JSON.stringify(parameters)) as WirePicture['parameters']
  return { index, createdAt, mime, bytes, sha256, width, height, seed, parameters: copied }
}
