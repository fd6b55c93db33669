import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PictureLibrary } from '../../contract/picture-library.ts'
import { GenerationRequest } from '../../contract/request.ts'
import { createTaskId, type Task, type TaskEvent } from '../../contract/task.ts'
import { createGalleryStore } from '../state/gallery.ts'
import { createPictureFiles } from '../state/picture-files.ts'
import { createPreviewChannel } from '../state/preview-channel.ts'
import { createTasksStore } from '../state/tasks.ts'
import { createTaskFeed } from './task-feed.ts'

const taskId = createTaskId('00000000-0000-4000-8000-000000000001')
const task: Task = { id: taskId, origin: 'page', request: GenerationRequest.parse({}), createdAt: 0 }
const preview = { width: 1, height: 1, data: new Uint8ClampedArray(4) }

const step = (at: number, percent: number): TaskEvent => ({
  type: 'progress',
  taskId,
  percent,
  message: '',
  activity: { kind: 'step', image: 1, images: 1, step: at, steps: 30 },
  preview,
})

function setUp() {
  const parts = {
    tasks: createTasksStore(),
    gallery: createGalleryStore({
      pictures: () => Promise.reject(new Error('not asked')),
      pictureLibrary: { records: async () => [] },
    }),
    previews: createPreviewChannel(),
    files: createPictureFiles({ pictureFile: async () => null, pictureLibrary: {} as PictureLibrary }),
    onStepTime: vi.fn(),
    now: () => Date.now(),
  }
  const feed = createTaskFeed(parts)
  feed({ type: 'queued', taskId, at: 0, task })
  feed({ type: 'started', taskId, at: 0, attempt: 1 })
  const state = () => parts.tasks.getState().byId[taskId]!
  return { ...parts, feed, state }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('createTaskFeed', () => {
  it('updates the store at most ten times a second', () => {
    const { feed, tasks } = setUp()
    const update = vi.fn()
    tasks.subscribe(update)
    for (let at = 1; at <= 30; at++) {
      feed(step(at, at))
      vi.advanceTimersByTime(20)
    }
    expect(update.mock.calls.length).toBeGreaterThanOrEqual(5)
    expect(update.mock.calls.length).toBeLessThanOrEqual(7)
  })

  it('never drops the last update', () => {
    const { feed, state } = setUp()
    feed(step(1, 10))
    feed(step(2, 20))
    feed(step(3, 30))
    expect(state().percent).toBe(10)
    vi.advanceTimersByTime(100)
    expect(state().percent).toBe(30)
  })

  it('applies what it held before any other event', () => {
    const { feed, state } = setUp()
    feed(step(1, 10))
    feed(step(2, 20))
    feed({ type: 'stopped', taskId, at: 1 })
    expect(state()).toMatchObject({ phase: 'stopped', percent: 20 })
  })

  it('sends previews past the store', () => {
    const { feed, state, previews } = setUp()
    const seen = vi.fn()
    previews.subscribe(seen)
    feed(step(1, 10))
    expect(seen).toHaveBeenCalledWith({ taskId, image: preview })
    expect(state().preview).toBeNull()
  })

  it('clears the preview when the task ends', () => {
    const { feed, previews } = setUp()
    feed(step(1, 10))
    feed({ type: 'stopped', taskId, at: 1 })
    expect(previews.latest()).toBeNull()
  })

  it('times steps from the second one on', () => {
    const { feed, onStepTime } = setUp()
    feed(step(1, 10))
    vi.advanceTimersByTime(200)
    feed(step(3, 20))
    expect(onStepTime.mock.calls).toEqual([[taskId, 100]])
  })
})
