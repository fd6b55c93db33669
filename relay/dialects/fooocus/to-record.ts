import { outputUrl } from '../../http/base-url.ts'
import { WholeNumber } from '../../http/json.ts'
import { hasEnded, type Json, type JobProgress, type JobState, type JsonObject } from '../../jobs/job.ts'
import type { Compat } from './compat.ts'

/** A task as FooocusAPI's clients see it, for `toJson`: it keeps the digits of seeds. */
export type TaskRecord = Readonly<Record<string, unknown>>

/** How a record is to look. */
export interface RecordOptions {
  readonly compat: Compat
  /** Start of the addresses in it; without it those under which its client knew us when it asked. */
  readonly baseUrl?: string
}

/**
 * The record of a task in whatever phase it is: what a synchronous call answers, `/tasks` lists and webhooks carry.
 *
 * @param progress of a running task; otherwise null
 */
export function toRecord(
  state: JobState,
  progress: JobProgress | null,
  { compat, baseUrl = baseUrlIn(state) }: RecordOptions,
): TaskRecord {
  const { job } = state
  const isRunning = isAtWork(state)
  const whole = hasEnded(state)
  const webhook = job.webhook?.url ?? ''
  return {
    id: isRunning ? -1 : state.number,
    task_id: job.id,
    req_params: toReqParams(job.asked, baseUrl, compat),
    in_queue_mills: job.createdAt,
    start_mills: state.startedAt,
    finish_mills: isRunning ? -1 : state.endedAt,
    task_status: isAtWork(state) || whole ? statusOf(state, compat) : null,
    progress: whole ? 100 : isRunning ? percentOf(progress) : null,
    ...(isRunning && { preview: previewOf(progress) }),
    webhook_url: isRunning && compat.runningWebhook === 'empty' ? '' : webhook,
    result: whole ? resultUrls(state, baseUrl) : isRunning ? [] : null,
    image_seed_str: job.request.image_seed,
    seeds: whole ? state.pictures.map(({ seed }) => seed) : state.seeds,
    files: state.pictures.map(({ file }) => file),
    ...(state.notices.length > 0 && { notices: state.notices }),
    ...(state.error && { error_message: state.error.message, error_code: state.error.code }),
  }
}

/** What an asynchronous call is answered: only the id means anything. */
export function toPlaceholder({ job }: JobState): TaskRecord {
  return {
    id: -1,
    task_id: job.id,
    req_params: {},
    in_queue_mills: -1,
    start_mills: -1,
    finish_mills: -1,
    task_status: 'pending',
    progress: -1,
    preview: '',
    webhook_url: '',
    result: [],
  }
}

/** Whether a tab works on it. One that a tab only holds ready waits, as far as its client can tell. */
export function isAtWork({ status, startedAt }: Pick<JobState, 'status' | 'startedAt'>): boolean {
  return status === 'running' && startedAt !== null
}

/** Addresses of a task's pictures, in their order. */
export function resultUrls({ pictures }: JobState, baseUrl: string): string[] {
  return [...pictures].sort((a, b) => a.index - b.index).map(({ file }) => outputUrl(baseUrl, file))
}

/** Fooocus' whole percents. */
export function percentOf(progress: JobProgress | null): number {
  return Math.trunc(progress?.percent ?? 0)
}

/** FooocusAPI's word for a task's state; null while it waits. */
export function statusOf(
  { status }: Pick<JobState, 'status'>,
  { failedStatus }: Pick<Compat, 'failedStatus'>,
): string | null {
  switch (status) {
    case 'queued':
      return null
    case 'running':
    case 'finished':
      return status
    case 'stopped':
      return 'stop'
    case 'failed':
      return failedStatus
    default:
      return status satisfies never
  }
}

/** The preview without the head of a data URL; empty before the first word. */
function previewOf(progress: JobProgress | null): string | null {
  if (progress?.preview) return Buffer.from(progress.preview.bytes).toString('base64')
  return progress === null || progress.message === '' ? '' : null
}

/** The address under which its client knew us; jobs of other dialects have none. */
function baseUrlIn({ job }: JobState): string {
  const base = job.asked['base_url']
  return typeof base === 'string' ? base : ''
}

function toReqParams(asked: JsonObject, baseUrl: string, compat: Compat): Readonly<Record<string, unknown>> {
  const { req_params: fields } = asked
  // Other dialects keep their own words; those are what was asked.
  if (!isObject(fields)) return asked
  const { image_seed: seed, loras } = fields
  return {
    ...(replaceInputs(fields, baseUrl) as JsonObject),
    ...(typeof seed === 'string' && { image_seed: new WholeNumber(seed) }),
    ...(compat.recordedLoras === 'flat' && Array.isArray(loras) && { loras: flatLoras(loras) }),
  }
}

function flatLoras(loras: readonly Json[]): Json[] {
  return loras.flatMap((lora) =>
    isObject(lora) ? [lora['enabled'] ?? true, lora['model_name'] ?? 'None', lora['weight'] ?? 1] : [],
  )
}

/** Pictures stand as `{"input": file}`. What holds none is not copied. */
function replaceInputs(value: Json, baseUrl: string): Json {
  if (typeof value !== 'object' || value === null || !holdsInput(value)) return value
  if (Array.isArray(value)) return value.map((one: Json) => replaceInputs(one, baseUrl))
  if (!isObject(value)) return value
  if (typeof value['input'] === 'string') return `${baseUrl}/inputs/${value['input']}`
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaceInputs(one, baseUrl)]))
}

function holdsInput(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(holdsInput)
  const fields = value as JsonObject
  if (typeof fields['input'] === 'string') return true
  for (const key in fields) if (holdsInput(fields[key]!)) return true
  return false
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
