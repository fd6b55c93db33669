import type { GenerationRequest } from './request.ts'
import { isEnded, type TaskState } from './task.ts'

const PARTS = ['upscale_or_vary', 'inpaint', 'image_prompt', 'enhance'] as const

/**
 * A request whose pictures are empty files: all that can be said of it, at a size that can be kept and copied a
 * hundred times.
 *
 * @returns the same object for a request without pictures
 */
export function withoutInputPictures(request: GenerationRequest): GenerationRequest {
  const named = PARTS.filter((part) => request[part] !== undefined)
  if (named.length === 0) return request
  const emptied = named.map((part) => [part, withEmptyBytes(request[part])] as const)
  // Of the same shape as before: only bytes are fewer.
  return { ...request, ...(Object.fromEntries(emptied) as Partial<GenerationRequest>) }
}

/**
 * A task as it is kept once it has ended, without the pictures that were handed in for it. A failed task of the page keeps
 * them: it can be run again.
 *
 * @returns the same object for a task that is open, or had none
 */
export function settledTask(state: TaskState): TaskState {
  if (!isEnded(state) || (state.phase === 'failed' && state.task.origin === 'page')) return state
  const request = withoutInputPictures(state.task.request)
  return request === state.task.request ? state : { ...state, task: { ...state.task, request } }
}

function withEmptyBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return new Uint8Array(0)
  if (Array.isArray(value)) return value.map(withEmptyBytes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withEmptyBytes(inner)]))
}
