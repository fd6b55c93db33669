import { isEnded, type TaskEvent, type TaskState } from './task.ts'

/**
 * The one meaning of task events, in the page, the store and the relay alike.
 *
 * @param state the task so far; undefined before its `queued` event
 * @param event the next event of the same task
 * @returns the state after it; events of unknown or ended tasks change nothing
 */
export function applyTaskEvent(state: TaskState | undefined, event: TaskEvent): TaskState | undefined {
  if (event.type === 'queued') return state ?? initialState(event)
  if (!state || isEnded(state)) return state
  switch (event.type) {
    case 'started':
      return { ...state, phase: 'running', startedAt: state.startedAt ?? event.at, attempt: event.attempt }
    case 'planned':
      return { ...state, images: event.images, seeds: event.seeds, notices: event.notices }
    case 'progress':
      return {
        ...state,
        percent: Math.max(state.percent, event.percent),
        message: event.message,
        activity: event.activity,
        preview: event.preview ?? state.preview,
      }
    case 'picture':
      return { ...state, pictures: withPicture(state, event.picture), preview: null }
    case 'skipped':
      return { ...state, skipped: [...state.skipped, event.index], preview: null }
    case 'requeued':
      return {
        ...state,
        phase: 'queued',
        percent: 0,
        message: '',
        activity: null,
        preview: null,
        skipped: [],
      }
    case 'finished':
      return { ...ended(state, event.at), phase: 'finished', percent: 100, timings: event.timings }
    case 'stopped':
      return { ...ended(state, event.at), phase: 'stopped' }
    case 'failed':
      return { ...ended(state, event.at), phase: 'failed', error: event.error }
    default:
      return event satisfies never
  }
}

function initialState(event: Extract<TaskEvent, { type: 'queued' }>): TaskState {
  return {
    task: event.task,
    phase: 'queued',
    percent: 0,
    message: '',
    activity: null,
    preview: null,
    images: event.task.request.image_number,
    seeds: [],
    pictures: [],
    skipped: [],
    notices: [],
    error: null,
    attempt: 0,
    queuedAt: event.at,
    startedAt: null,
    endedAt: null,
    timings: null,
  }
}

/** A second attempt makes the same picture again: it replaces the first one instead of standing beside it. */
function withPicture(state: TaskState, picture: TaskState['pictures'][number]) {
  return [...state.pictures.filter((one) => one.index !== picture.index), picture]
}

function ended(state: TaskState, at: number): TaskState {
  return { ...state, endedAt: at, activity: null, preview: null }
}
