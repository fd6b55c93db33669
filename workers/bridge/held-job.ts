import type { RememberedJob } from '../../contract/bridge.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import type { Lease } from '../../contract/protocol/identifiers.ts'
import type { RelayMessage, TabMessage } from '../../contract/protocol/messages.ts'
import { toWireEvent, type WireTaskEvent } from '../../contract/protocol/wire-event.ts'
import { createTaskId, type TaskEvent, type TaskId } from '../../contract/task.ts'
import type { InputCollector } from './inputs.ts'
import { createUploadLine, type UploadLimits, type UploadLine } from './upload.ts'

export type JobMessage = Extract<RelayMessage, { t: 'job' }>
type EventMessage = Extract<TabMessage, { t: 'event' }>

/** A job that this tab holds under a lease, until its pictures are stored or it is given back. */
export interface HeldJob {
  readonly taskId: TaskId
  readonly lease: Lease
  /** The engine's name for this attempt. */
  readonly localId: TaskId
  /** The pictures it waits for; null once the engine has the task. */
  inputs: { readonly message: JobMessage; readonly collector: InputCollector } | null
  wantsPreviews: boolean
  hasStarted: boolean
  seq: number
  /** Everything but progress that was told, with its numbers: told again after a lost connection. */
  readonly facts: EventMessage[]
  readonly uploads: UploadLine
  /** Pictures whose bytes are being read or hashed. */
  pending: number
  /** How it ended; told once all pictures are sent. */
  end: EventMessage | null
  /** When the end was told over this connection; null if it was not. */
  endToldAt: number | null
  /** It goes back to the relay as soon as there is a connection. */
  isReturned: boolean
}

/** A job that was just handed over. */
export function holdJob(
  message: JobMessage,
  localId: TaskId,
  parts: { readonly collector: InputCollector; readonly limits: UploadLimits },
): HeldJob {
  const { taskId, lease, previews } = message
  return {
    ...emptyJob({ taskId, lease, localId }, parts.limits),
    inputs: { message, collector: parts.collector },
    wantsPreviews: previews,
  }
}

/** After a reload, numbers go on far enough behind those that may have been used since. */
const SEQ_GAP = 1000

/** A job that was held before the page was reloaded. Its pictures' bytes are added later. */
export function recallJob(remembered: RememberedJob, limits: UploadLimits): HeldJob {
  const job = emptyJob(remembered, limits)
  const seq = remembered.seq + SEQ_GAP
  const { end, lease, hasStarted } = remembered
  return {
    ...job,
    hasStarted,
    wantsPreviews: true,
    seq: end ? seq + 1 : seq,
    end: end && { t: 'event', lease, seq, event: end },
  }
}

function emptyJob(
  { taskId, lease, localId }: Pick<HeldJob, 'taskId' | 'lease' | 'localId'>,
  limits: UploadLimits,
): HeldJob {
  return {
    taskId,
    lease,
    localId,
    inputs: null,
    wantsPreviews: false,
    hasStarted: false,
    seq: 0,
    facts: [],
    uploads: createUploadLine({ taskId, lease }, limits),
    pending: 0,
    end: null,
    endToldAt: null,
    isReturned: false,
  }
}

/** What must be known of it after a reload. */
export function rememberJob(job: HeldJob): RememberedJob {
  const { taskId, lease, localId, seq, hasStarted, uploads, end } = job
  return {
    taskId,
    lease,
    localId,
    seq,
    hasStarted,
    pictures: uploads.uploads().map(({ picture, acked }) => ({ picture, acked })),
    end: end?.event ?? null,
  }
}

/**
 * The message that carries an event of the engine under the job's own name. Facts and ends are kept with the job.
 *
 * @returns null for events that travel in another way, and for ends, which wait for the pictures
 */
export function noteEvent(job: HeldJob, event: TaskEvent): EventMessage | null {
  const wire = toWireEvent({ ...event, taskId: job.taskId })
  if (!wire) return null
  const message = { t: 'event', lease: job.lease, seq: job.seq++, event: wire } as const
  if (isEnd(wire)) {
    job.end = message
    return null
  }
  if (wire.type === 'started') job.hasStarted = true
  if (wire.type !== 'progress') job.facts.push(message)
  return message
}

const isEnd = ({ type }: WireTaskEvent) => type === 'finished' || type === 'stopped' || type === 'failed'

/** Ends a job in the engine's place. */
export function failJob(job: HeldJob, code: ErrorCode, message: string, at: number): void {
  noteEvent(job, { type: 'failed', taskId: job.taskId, at, error: { code, message, detail: {} } })
}

/** What the job is doing, in the words of `hello`. */
export function heldState(job: HeldJob): 'accepted' | 'running' | 'sending' {
  if (job.end) return 'sending'
  return job.hasStarted ? 'running' : 'accepted'
}

/**
 * A name for the engine. An engine runs an id once, so a job that comes again gets another one, made of its lease.
 *
 * @param used names that this tab's tasks have had
 */
export function localIdFor(message: JobMessage, used: ReadonlySet<TaskId>): TaskId {
  if (!used.has(message.taskId)) return message.taskId
  return createTaskId(message.lease + (message.attempt >>> 0).toString(16).padStart(8, '0'))
}
