import { z } from '../zod.ts'
import { Capabilities, HeldJob, UploadedPart } from './capabilities.ts'
import { CLOSE_NAMES } from './close-codes.ts'
import { LeaseText, Sha256Text, TaskIdText } from './identifiers.ts'
import { AttachmentName, JobRequest, attachmentNames } from './job-request.ts'
import { WireTaskEvent } from './wire-event.ts'
import { WirePicture } from './wire-picture.ts'
import { MAX_INPUT_IMAGE_BYTES } from '../request-parts.ts'

/** This side's version of everything in this folder. Fields may be added without a new one: strangers are dropped. */
export const PROTOCOL_VERSION = 1

/** The WebSocket subprotocol. The ticket is offered as a second one, since browsers cannot send headers. */
export const SUBPROTOCOL = 'fooocus-relay.v1'

/** Why a tab hands a job back before it started. */
export const REJECT_REASONS = ['busy', 'model_missing', 'unsupported', 'out_of_memory', 'bad_input'] as const

const ShortText = z.string().max(512)
const Token = z.string().min(1).max(256)
const Milliseconds = z.number().nonnegative()
const messageOf = <T extends string, Shape extends z.ZodRawShape>(t: T, shape: Shape) =>
  z.object({ t: z.literal(t), ...shape })

/** Said before closing, by the side that closes when `fatal`. */
const Trouble = messageOf('error', { code: z.enum(CLOSE_NAMES), message: ShortText, fatal: z.boolean() })

/**
 * Everything a tab says. A job is one attempt at a task, lent to one tab under a lease; words that carry
 * another lease than the current one count for nothing.
 */
export const TabMessage = z.discriminatedUnion('t', [
  /** The first message. A tab that was here before shows its token and what it still holds. */
  messageOf('hello', {
    v: z.int().positive(),
    app: ShortText,
    /** Stays the same while the tab lives. */
    instance: z.uuid(),
    resumeToken: Token.optional(),
    slots: z.int().min(1).max(16),
    capabilities: Capabilities,
    jobs: z
      .array(
        HeldJob.extend({
          state: z.enum(['accepted', 'running', 'sending']),
          acked: z.array(UploadedPart).max(32),
        }),
      )
      .max(32),
  }),
  messageOf('accept', { taskId: TaskIdText, lease: LeaseText, etaMs: Milliseconds.nullable() }),
  messageOf('reject', {
    taskId: TaskIdText,
    lease: LeaseText,
    reason: z.enum(REJECT_REASONS),
    /** Whether the same tab may be asked again. */
    retry: z.boolean(),
  }),
  /** What happens to a task. Extends the lease; `seq` counts up from 0 within it. */
  messageOf('event', { lease: LeaseText, seq: z.int().nonnegative(), event: WireTaskEvent }),
  /** Announces a finished picture; its bytes follow as `result` frames. */
  messageOf('result', { taskId: TaskIdText, lease: LeaseText, picture: WirePicture }),
  /** Sent every `heartbeatMs`; extends the leases it lists. */
  messageOf('hb', {
    jobs: z.array(HeldJob).max(32),
    /** How long a new job would wait here. */
    queueMs: Milliseconds,
    memoryBytes: z.int().nonnegative().optional(),
  }),
  /** The tab takes no more; what it holds it will finish unless it is `closing`. */
  messageOf('drain', { reason: z.enum(['closing', 'freezing', 'switched_off']) }),
  Trouble,
])
export type TabMessage = z.infer<typeof TabMessage>

const Job = messageOf('job', {
  taskId: TaskIdText,
  lease: LeaseText,
  attempt: z.int().positive(),
  /** When the task was submitted, by the relay's clock. */
  createdAt: Milliseconds,
  /** The job must have ended by then, by the relay's clock. */
  deadline: Milliseconds,
  /** The lease ends this long after the last word about the job. */
  ttlMs: Milliseconds,
  request: JobRequest,
  /** The pictures that follow as `input` frames; a frame's `image` is the place in this list. */
  inputs: z
    .array(
      z.object({
        name: AttachmentName,
        mime: z.string().max(100),
        bytes: z.int().positive().max(MAX_INPUT_IMAGE_BYTES),
        sha256: Sha256Text,
      }),
    )
    .max(16),
  /** Whether anyone is watching, so that previews are worth sending. */
  previews: z.boolean(),
}).refine(
  ({ request, inputs }) => attachmentNames(request).every((name) => inputs.some((one) => one.name === name)),
  { error: 'must announce every attachment of the request', path: ['inputs'] },
)

/** Everything a relay says. */
export const RelayMessage = z.discriminatedUnion('t', [
  /** The answer to `hello`. */
  messageOf('welcome', {
    session: Token,
    resumeToken: Token,
    relay: Token,
    serverTime: Milliseconds,
    heartbeatMs: z.int().positive(),
    limits: z.object({
      frameBytes: z.int().positive(),
      chunkBytes: z.int().positive(),
      /** How far a tab may send ahead of its credit, for each job. */
      windowBytes: z.int().positive(),
      previewsPerSecond: z.number().nonnegative(),
      previewSide: z.int().nonnegative(),
    }),
    /** Jobs to go on with; uploads continue at the place given. */
    keep: z.array(HeldJob.extend({ acked: z.array(UploadedPart).max(32) })).max(32),
    /** Jobs that others have by now. */
    drop: z.array(HeldJob).max(32),
  }),
  Job,
  /** Room for this many more bytes of results. */
  messageOf('credit', { taskId: TaskIdText, bytes: z.int().positive() }),
  /** The first `upto` bytes of a picture are safe; after a lost connection it goes on there. */
  messageOf('ack', { taskId: TaskIdText, ...UploadedPart.shape }),
  /** All of the task's pictures are stored for good; the tab may forget them. */
  messageOf('stored', { taskId: TaskIdText }),
  /** Answered by the events `stopped` or `skipped`. */
  messageOf('cancel', { taskId: TaskIdText, mode: z.enum(['stop', 'skip']) }),
  /** The relay is about to go; connect again after `retryMs`. */
  messageOf('drain', { retryMs: Milliseconds }),
  Trouble,
])
export type RelayMessage = z.infer<typeof RelayMessage>
