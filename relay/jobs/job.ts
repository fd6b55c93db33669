import type { ErrorCode, ErrorData } from '../../contract/errors.ts'
import type { PictureMime } from '../../contract/image.ts'
import type { PictureParameters } from '../../contract/metadata/parameters.ts'
import type { Lease } from '../../contract/protocol/identifiers.ts'
import type { JobRequest } from '../../contract/protocol/job-request.ts'
import type { Notice, TaskId, TaskTimings } from '../../contract/task.ts'

/** What survives JSON unchanged. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A JSON object. */
export type JsonObject = Readonly<Record<string, Json>>

/** The language in which a client spoke; it is answered in the same. */
export type Dialect = 'fooocus' | 'fooocus_v1' | 'openai' | 'a1111'

/** A picture that came with a request, kept as a file. */
export interface StoredInput {
  /** Its place in the request, such as `inpaint.inpaint_input_image`. */
  readonly name: string
  readonly mime: string
  readonly bytes: number
  readonly sha256: string
  /** File name in the inputs folder: the hash and an extension. */
  readonly file: string
}

/** A finished picture, kept as a file. */
export interface StoredPicture {
  /** Which image of its job, from 0. A repeated attempt replaces the picture of the same index. */
  readonly index: number
  /** Below the outputs folder, with forward slashes: `2026-01-31/2026-01-31_12-30-00_1234.png`. */
  readonly file: string
  readonly mime: PictureMime
  readonly bytes: number
  readonly sha256: string
  readonly width: number
  readonly height: number
  /** Decimal text, 0 to 2^63 − 1. */
  readonly seed: string
  readonly parameters: PictureParameters | null
}

/** Whom to tell at the end. */
export interface JobWebhook {
  readonly url: string
  /** FooocusAPI's own form: a JSON text inside a JSON text. */
  readonly legacyEncoding: boolean
}

/** Everything that stands when a job is accepted. Plain JSON, never changed. */
export interface Job {
  readonly id: TaskId
  /** Id of the API key that owns it; empty where the relay asks for none. Nobody else sees the job. */
  readonly owner: string
  readonly dialect: Dialect
  /** What is asked of an engine; pictures are references to `inputs`. */
  readonly request: JobRequest
  readonly inputs: readonly StoredInput[]
  /** The dialect's own words, for its answers: FooocusAPI's `req_params`, OpenAI's `size` and `quality`. */
  readonly asked: JsonObject
  /** Name for the output files, as the client wrote it; null for the usual ones. */
  readonly saveName: string | null
  readonly webhook: JobWebhook | null
  /** Hash of the client's body: what tells a retry without a key from a new request. */
  readonly fingerprint: string
  /** A repeated request with the same key and the same fingerprint is this job again. Keys belong to an owner. */
  readonly idempotencyKey: string | null
  /** Higher goes first; 0 unless the key's scope says otherwise. */
  readonly priority: number
  /** Milliseconds since 1970, by the relay's clock, like all times here. */
  readonly createdAt: number
  /** A job that waits longer than this fails with `no_engine_connected`. */
  readonly startBefore: number
}

/** One attempt at a job, lent to one tab. */
export interface JobLease {
  readonly token: Lease
  /** The relay that holds the tab's socket. */
  readonly relay: string
  /** The tab's `instance`. */
  readonly tab: string
  /** The lease is over then, unless it was extended. */
  readonly until: number
}

/** The life of a job. The last three are final. */
export type JobStatus = 'queued' | 'running' | 'finished' | 'stopped' | 'failed'

/** Why an attempt came to nothing. */
export interface JobFault {
  readonly tab: string
  readonly code: ErrorCode
  readonly at: number
}

/** All there is to know of a job that is worth keeping. Plain JSON. */
export interface JobState {
  readonly job: Job
  /** Counts up from 1 in each store. */
  readonly number: number
  readonly status: JobStatus
  /** How often it was handed to a tab. */
  readonly attempt: number
  readonly lease: JobLease | null
  /** Someone asked to stop it; a running job ends as `stopped` even if its tab dies first. */
  readonly stopRequested: boolean
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly images: number
  readonly seeds: readonly string[]
  readonly notices: readonly Notice[]
  /** By index. */
  readonly pictures: readonly StoredPicture[]
  /** Indices of skipped images. */
  readonly skipped: readonly number[]
  readonly timings: TaskTimings | null
  readonly error: ErrorData | null
  readonly faults: readonly JobFault[]
}

/** True once nothing more can happen to the job. */
export function hasEnded({ status }: { readonly status: JobStatus }): boolean {
  return status === 'finished' || status === 'stopped' || status === 'failed'
}

/** What is going on right now; worth showing, not worth keeping. */
export interface JobProgress {
  /** 0…100 in Fooocus' arithmetic. */
  readonly percent: number
  /** Fooocus' exact wording; empty before the first word. */
  readonly message: string
  readonly step: {
    readonly image: number
    readonly images: number
    readonly step: number
    readonly steps: number
  } | null
  readonly preview: JobPreview | null
}

/** A step preview as a picture file of at most 64 kB. */
export interface JobPreview {
  readonly mime: PictureMime
  readonly bytes: Uint8Array
  /** Which image of the job it shows. */
  readonly image: number
}

/** A job before its first word. */
export const NO_PROGRESS: JobProgress = { percent: 0, message: '', step: null, preview: null }
