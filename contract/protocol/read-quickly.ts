import type { TaskTimings } from '../task.ts'
import type { Lease } from './identifiers.ts'
import type { TabMessage } from './messages.ts'
import type { WireTaskEvent } from './wire-event.ts'
import { createTaskId, type TaskId } from '../task.ts'

type Fields = Readonly<Record<string, unknown>>
type ProgressActivity = Extract<WireTaskEvent, { type: 'progress' }>['activity']

const TASK_ID = /^[0-9a-f]{32}$/u
const LEASE = /^[0-9a-f]{24}$/u

const isTaskId = (value: unknown): value is TaskId => typeof value === 'string' && TASK_ID.test(value)
const isLease = (value: unknown): value is Lease => typeof value === 'string' && LEASE.test(value)
const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value < Infinity
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/**
 * Reads the messages that tabs send many times a second, as the schema of all messages would. Anything that it does not
 * know or that is odd is null: then the schema decides, and says what is wrong.
 *
 * @param value parsed JSON
 */
export function readQuickly(value: object): TabMessage | null {
  const fields = value as Fields
  switch (fields['t']) {
    case 'event':
      return readEventMessage(fields)
    case 'accept':
      return readAccept(fields)
    case 'hb':
      return readHeartbeat(fields)
    default:
      return null
  }
}

function readEventMessage({ lease, seq, event }: Fields): TabMessage | null {
  if (!isLease(lease) || !isCount(seq) || !isFields(event)) return null
  const read = readEvent(event)
  return read && { t: 'event', lease, seq, event: read }
}

function readAccept({ taskId, lease, etaMs }: Fields): TabMessage | null {
  if (!isTaskId(taskId) || !isLease(lease)) return null
  if (etaMs !== null && !isAmount(etaMs)) return null
  return { t: 'accept', taskId: createTaskId(taskId), lease, etaMs }
}

const MAX_HELD = 32

function readHeartbeat({ jobs, queueMs, memoryBytes }: Fields): TabMessage | null {
  if (!Array.isArray(jobs) || jobs.length > MAX_HELD || !isAmount(queueMs)) return null
  const held: { taskId: TaskId; lease: Lease }[] = []
  for (const job of jobs as readonly unknown[]) {
    if (!isFields(job)) return null
    const { taskId, lease } = job
    if (!isTaskId(taskId) || !isLease(lease)) return null
    held.push({ taskId, lease })
  }
  if (memoryBytes === undefined) return { t: 'hb', jobs: held, queueMs }
  return isCount(memoryBytes) ? { t: 'hb', jobs: held, queueMs, memoryBytes } : null
}

function readEvent(event: Fields): WireTaskEvent | null {
  const { taskId } = event
  if (!isTaskId(taskId)) return null
  switch (event['type']) {
    case 'progress':
      return readProgress(event, taskId)
    case 'started': {
      const { at, attempt } = event
      return isAmount(at) && isCount(attempt) ? { type: 'started', taskId, at, attempt } : null
    }
    case 'finished': {
      const { at } = event
      const timings = isFields(event['timings']) ? readTimings(event['timings']) : null
      return isAmount(at) && timings ? { type: 'finished', taskId, at, timings } : null
    }
    default:
      return null
  }
}

function readProgress({ percent, message, activity, preview }: Fields, taskId: TaskId): WireTaskEvent | null {
  if (!isAmount(percent) || percent > 100 || typeof message !== 'string' || !isFields(activity)) return null
  if (preview !== null && preview !== undefined) return null
  const read = readActivity(activity)
  return read && { type: 'progress', taskId, percent, message, activity: read, preview: null }
}

function readActivity({ kind, image, images, step, steps }: Fields): ProgressActivity | null {
  switch (kind) {
    case 'starting':
    case 'prompt':
      return { kind }
    case 'step':
      return isCount(image) && isCount(images) && isCount(step) && isCount(steps)
        ? { kind, image, images, step, steps }
        : null
    case 'decode':
    case 'save':
      return isCount(image) && isCount(images) ? { kind, image, images } : null
    default:
      return null
  }
}

function readTimings({ loadMs, encodeMs, stepMs, decodeMs, totalMs }: Fields): TaskTimings | null {
  return isAmount(loadMs) && isAmount(encodeMs) && isAmount(stepMs) && isAmount(decodeMs) && isAmount(totalMs)
    ? { loadMs, encodeMs, stepMs, decodeMs, totalMs }
    : null
}
