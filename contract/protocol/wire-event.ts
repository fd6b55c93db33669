import { z } from '../zod.ts'
import { ERRORS, type ErrorCode, type ErrorData } from '../errors.ts'
import type { TaskEvent } from '../task.ts'
import { TaskIdText } from './identifiers.ts'

/** Longer messages of errors are cut before they travel. */
export const MAX_ERROR_MESSAGE_LENGTH = 512

const Count = z.int().nonnegative()
const Milliseconds = z.number().nonnegative()

const WireError = z.object({
  // Object.keys loses the literal type. A code that only the sender knows counts as `internal`: its message says more.
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]).catch('internal'),
  message: z.string().max(MAX_ERROR_MESSAGE_LENGTH),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
})

// One that only the sender knows counts as `starting`: its message says more.
const Activity = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('starting') }),
    z.object({ kind: z.literal('download'), model: z.string(), loadedBytes: Count, totalBytes: Count }),
    z.object({ kind: z.literal('load'), model: z.string(), part: Count, parts: Count }),
    z.object({ kind: z.literal('prompt') }),
    z.object({ kind: z.literal('picture'), part: Count, parts: Count }),
    z.object({ kind: z.literal('step'), image: Count, images: Count, step: Count, steps: Count }),
    z.object({ kind: z.literal('decode'), image: Count, images: Count }),
    z.object({ kind: z.literal('save'), image: Count, images: Count }),
  ])
  .catch({ kind: 'starting' })

const Notice = z.object({
  code: z.enum([
    'size_rounded',
    'size_adapted',
    'styles_left_out',
    'setting_forced',
    'picture_not_saved',
    'loras_left_out',
    'lora_weight_limited',
    'lora_keys_left_out',
    'embeddings_left_out',
  ]),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
})

const Timings = z.object({
  loadMs: Milliseconds,
  encodeMs: Milliseconds,
  stepMs: Milliseconds,
  decodeMs: Milliseconds,
  totalMs: Milliseconds,
})

const eventOf = <T extends string, Shape extends z.ZodRawShape>(type: T, shape: Shape) =>
  z.object({ type: z.literal(type), taskId: TaskIdText, ...shape })

/**
 * The task events that travel as text, ready for `applyTaskEvent` on the other side. `queued` is the relay's own;
 * `picture` travels as a `result` message and frames, previews as frames alone. Errors and
 * activities aside, a new kind of anything is a new protocol version.
 */
export const WireTaskEvent = z.discriminatedUnion('type', [
  eventOf('started', { at: Milliseconds, attempt: Count }),
  eventOf('planned', {
    images: Count,
    seeds: z.array(z.string().regex(/^\d{1,19}$/u)),
    notices: z.array(Notice),
  }),
  eventOf('progress', {
    percent: z.number().min(0).max(100),
    message: z.string(),
    activity: Activity,
    preview: z.null().default(null),
  }),
  eventOf('skipped', { index: Count }),
  eventOf('requeued', { reason: WireError }),
  eventOf('finished', { at: Milliseconds, timings: Timings }),
  eventOf('stopped', { at: Milliseconds }),
  eventOf('failed', { at: Milliseconds, error: WireError }),
])
export type WireTaskEvent = z.infer<typeof WireTaskEvent>

/**
 * Makes an event of the engine fit to travel as text.
 *
 * @returns the event without its preview and with its error's message cut; null when it does not travel as text
 */
export function toWireEvent(event: TaskEvent): WireTaskEvent | null {
  switch (event.type) {
    case 'queued':
    case 'picture':
      return null
    case 'progress':
      return { ...event, preview: null }
    case 'planned':
      return {
        ...event,
        seeds: [...event.seeds],
        notices: event.notices.map(({ code, detail }) => ({ code, detail: { ...detail } })),
      }
    case 'requeued':
      return { ...event, reason: toWireError(event.reason) }
    case 'failed':
      return { ...event, error: toWireError(event.error) }
    case 'started':
    case 'skipped':
    case 'finished':
    case 'stopped':
      return event
    default:
      return event satisfies never
  }
}

function toWireError({ code, message, detail }: ErrorData): z.infer<typeof WireError> {
  const copied = Object.entries(detail).map(
    ([key, value]) => [key, typeof value === 'object' ? [...value] : value] as const,
  )
  return { code, message: message.slice(0, MAX_ERROR_MESSAGE_LENGTH), detail: Object.fromEntries(copied) }
}
