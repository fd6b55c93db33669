import type { ErrorCode } from '../../../contract/errors.ts'
import type { Capabilities } from '../../../contract/protocol/capabilities.ts'
import type { RejectReason } from '../../tabs/attempt-errors.ts'
import type { RelayMessage } from '../../../contract/protocol/messages.ts'

/** A job as the relay sends it. */
export type JobMessage = Extract<RelayMessage, { t: 'job' }>

/** What goes wrong with a job. `afterSteps` counts steps of the whole job; 0 is before the first. */
export type Fault =
  /** The connection breaks and the tab never comes back. */
  | { readonly kind: 'die'; readonly afterSteps: number }
  /** The tab says nothing of the job, though its heartbeats go on. */
  | { readonly kind: 'ignore' }
  /** From there on the job stands still, and heartbeats do not name it. */
  | { readonly kind: 'hang'; readonly afterSteps: number }
  | { readonly kind: 'reject'; readonly reason: RejectReason; readonly retry: boolean }
  | { readonly kind: 'fail'; readonly code: ErrorCode; readonly afterSteps: number }
  /** Every word carries another lease. */
  | { readonly kind: 'wrong_lease' }
  /** Besides its own, it speaks about a job that is not its own. */
  | { readonly kind: 'foreign_job'; readonly taskId: string }
  /** Pictures: ten times the bytes announced; other bytes; a page instead of a picture; all of it without credit. */
  | { readonly kind: 'too_many_bytes' }
  | { readonly kind: 'wrong_bytes' }
  | { readonly kind: 'not_a_picture' }
  | { readonly kind: 'overrun' }
  /** Binary messages that are no frames; one of two mebibytes. */
  | { readonly kind: 'garbage_frames' }
  | { readonly kind: 'oversize_frame' }
  /** A stop changes nothing. */
  | { readonly kind: 'deaf' }

/** How a made-up tab behaves. */
export interface FakeTabOptions {
  /** Address of the relay: `http://127.0.0.1:7866`. */
  readonly url: string
  /** The page it claims to be; the relay's own unless said otherwise. */
  readonly origin?: string
  /** Pairing token; none on a relay that serves the page itself. */
  readonly token?: string
  /** A ticket that was got elsewhere. */
  readonly ticket?: string
  readonly instance?: string
  readonly slots?: number
  /** Models it offers; the built-in one unless said otherwise. */
  readonly models?: readonly string[]
  readonly capabilities?: Partial<Capabilities>
  /** Milliseconds between heartbeats; as the relay says unless said otherwise, 0 for none. */
  readonly heartbeatMs?: number
  /** Milliseconds; 0 and 0 unless said otherwise. */
  readonly stepMs?: number
  readonly loadMs?: number
  /** Steps of an image in place of those asked for. */
  readonly steps?: number
  /** Ends each job at once with one message and no picture, and keeps no record: for measuring the relay alone. */
  readonly noop?: boolean
  /** So many random bytes inside each PNG, so that it has some size. */
  readonly paddingBytes?: number
  readonly fault?: (job: JobMessage) => Fault | null
}

/** What a made-up tab can do unless told otherwise: everything, with the built-in model. */
export const FAKE_CAPABILITIES: Capabilities = {
  models: ['sticker'],
  loaded: null,
  kinds: ['text_to_image', 'upscale_or_vary', 'inpaint', 'image_prompt', 'enhance'],
  formats: ['png', 'jpeg', 'webp'],
  maxPixels: 2048 * 2048,
  maxSteps: 200,
  device: { backend: 'wasm', adapter: null, f16: false, maxBufferBytes: 0, threads: 2 },
  secondsPerMegapixelStep: null,
}
