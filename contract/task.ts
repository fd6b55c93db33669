import type { ErrorData } from './errors.ts'
import type { EncodedImage, PixelImage } from './image.ts'
import type { PictureRecord } from './picture.ts'
import type { GenerationRequest } from './request.ts'
import type { TaskId, TaskOrigin } from './task-id.ts'

export { createTaskId, type TaskId, type TaskOrigin } from './task-id.ts'

/** One submitted request. Never changed after submission. */
export interface Task {
  readonly id: TaskId
  readonly origin: TaskOrigin
  readonly request: GenerationRequest
  /** Milliseconds since 1970, by the submitter's clock. */
  readonly createdAt: number
}

/** What the engine is doing, as data: the page's words come from this, FooocusAPI's from `message`. */
export type Activity =
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'download'
      readonly model: string
      readonly loadedBytes: number
      readonly totalBytes: number
    }
  | { readonly kind: 'load'; readonly model: string; readonly part: number; readonly parts: number }
  | { readonly kind: 'prompt' }
  /** A picture that was handed in is read, enlarged piece by piece, or encoded. */
  | { readonly kind: 'picture'; readonly part: number; readonly parts: number }
  | {
      readonly kind: 'step'
      readonly image: number
      readonly images: number
      readonly step: number
      readonly steps: number
    }
  | { readonly kind: 'decode'; readonly image: number; readonly images: number }
  | { readonly kind: 'save'; readonly image: number; readonly images: number }

/** Something the planner, or loading, changed or left out, and says so. */
export interface Notice {
  readonly code:
    | 'size_rounded'
    | 'size_adapted'
    | 'styles_left_out'
    | 'setting_forced'
    | 'picture_not_saved'
    /** `loras`: their names; `reason`: `unknown`, `limit` (of slots) or `mode` (the mode has it anyway). */
    | 'loras_left_out'
    /** `loras`: names of those whose weight was beyond the limit `to`. */
    | 'lora_weight_limited'
    /** `lora`, and of its keys that fit nowhere in the model `count` and, as far as there is room, `keys`. */
    | 'lora_keys_left_out'
    /** `embeddings`: their names; `reason`: `unknown`, or `model` (its text encoder takes none). */
    | 'embeddings_left_out'
  readonly detail: Readonly<Record<string, string | number>>
}

/** Where the time went, in milliseconds. */
export interface TaskTimings {
  readonly loadMs: number
  readonly encodeMs: number
  /** Mean over all steps of the task. */
  readonly stepMs: number
  readonly decodeMs: number
  readonly totalMs: number
}

/** All that an engine ever says. Exactly one of `finished`, `stopped`, `failed` ends every task. */
export type TaskEvent = { readonly taskId: TaskId } & (
  | { readonly type: 'queued'; readonly at: number; readonly task: Task }
  | { readonly type: 'started'; readonly at: number; readonly attempt: number }
  | {
      readonly type: 'planned'
      readonly images: number
      readonly seeds: readonly string[]
      readonly notices: readonly Notice[]
    }
  | {
      readonly type: 'progress'
      /** 0…100 in Fooocus' arithmetic; never falls within an attempt. */
      readonly percent: number
      /** Fooocus' exact wording. */
      readonly message: string
      readonly activity: Activity
      readonly preview: PixelImage | null
    }
  | { readonly type: 'picture'; readonly picture: PictureRecord; readonly file: EncodedImage }
  | { readonly type: 'skipped'; readonly index: number }
  | { readonly type: 'requeued'; readonly reason: ErrorData }
  | { readonly type: 'finished'; readonly at: number; readonly timings: TaskTimings }
  | { readonly type: 'stopped'; readonly at: number }
  | { readonly type: 'failed'; readonly at: number; readonly error: ErrorData }
)

/** The life of a task. The last three are final. */
export type TaskPhase = 'queued' | 'running' | 'finished' | 'stopped' | 'failed'

/** All there is to know about a task: what the page shows, the store keeps and the relay answers from. */
export interface TaskState {
  readonly task: Task
  readonly phase: TaskPhase
  readonly percent: number
  readonly message: string
  readonly activity: Activity | null
  readonly preview: PixelImage | null
  readonly images: number
  readonly seeds: readonly string[]
  readonly pictures: readonly PictureRecord[]
  /** Indices of skipped images, from 0. */
  readonly skipped: readonly number[]
  readonly notices: readonly Notice[]
  readonly error: ErrorData | null
  readonly attempt: number
  readonly queuedAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly timings: TaskTimings | null
}

/** True once nothing more can happen to the task. */
export function isEnded(state: { readonly phase: TaskPhase }): boolean {
  return state.phase === 'finished' || state.phase === 'stopped' || state.phase === 'failed'
}
