import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyTaskEvent } from './apply-task-event.ts'
import { SAMPLE_PARAMETERS } from './metadata/testing/sample-parameters.ts'
import { parseRequest } from './parse-request.ts'
import { pictureId, type PictureRecord } from './picture.ts'
import { createTaskId, isEnded, type Task, type TaskEvent, type TaskState } from './task.ts'

const taskId = createTaskId('a'.repeat(32))
const request = parseRequest({ image_number: 2 })
const task: Task = { id: taskId, origin: 'page', request, createdAt: 1 }
const preview = { width: 1, height: 1, data: new Uint8ClampedArray(4) }
const error = { code: 'device_lost', message: 'gone', detail: {} } as const
const timings = { loadMs: 1, encodeMs: 2, stepMs: 3, decodeMs: 4, totalMs: 5 }
const notices = [{ code: 'size_rounded', detail: { width: 128 } }] as const

const pictureOf = (index: number, createdAt = 5): PictureRecord => ({
  id: pictureId(taskId, index),
  taskId,
  origin: 'page',
  index,
  createdAt,
  mime: 'image/png',
  bytes: 3,
  width: 8,
  height: 8,
  seed: '7',
  request,
  parameters: SAMPLE_PARAMETERS,
  saved: true,
  isFavourite: false,
})

const QUEUED: TaskEvent = { taskId, type: 'queued', at: 10, task }
const STARTED: TaskEvent = { taskId, type: 'started', at: 20, attempt: 1 }
const PLANNED: TaskEvent = { taskId, type: 'planned', images: 3, seeds: ['7', '8', '9'], notices }
const SKIPPED: TaskEvent = { taskId, type: 'skipped', index: 1 }
const REQUEUED: TaskEvent = { taskId, type: 'requeued', reason: error }
const FINISHED: TaskEvent = { taskId, type: 'finished', at: 30, timings }
const STOPPED: TaskEvent = { taskId, type: 'stopped', at: 30 }
const FAILED: TaskEvent = { taskId, type: 'failed', at: 30, error }
const ENDS = [FINISHED, STOPPED, FAILED]

const progress = (percent: number, image: typeof preview | null = null): TaskEvent => ({
  taskId,
  type: 'progress',
  percent,
  message: `at ${percent}`,
  activity: { kind: 'prompt' },
  preview: image,
})
const picture = (index: number, createdAt?: number): TaskEvent => ({
  taskId,
  type: 'picture',
  picture: pictureOf(index, createdAt),
  file: { mime: 'image/png', bytes: Uint8Array.of(1, 2, 3) },
})

const after = (...events: readonly TaskEvent[]): TaskState => {
  const state = events.reduce<TaskState | undefined>(applyTaskEvent, undefined)
  if (!state) throw new Error('the task is unknown')
  return state
}

describe('one event', () => {
  it('queued begins a task', () => {
    expect(after(QUEUED)).toEqual({
      task,
      phase: 'queued',
      percent: 0,
      message: '',
      activity: null,
      preview: null,
      images: 2,
      seeds: [],
      pictures: [],
      skipped: [],
      notices: [],
      error: null,
      attempt: 0,
      queuedAt: 10,
      startedAt: null,
      endedAt: null,
      timings: null,
    })
  })

  it('queued for a second time changes nothing', () => {
    const state = after(QUEUED, STARTED)
    expect(applyTaskEvent(state, { ...QUEUED, at: 99 })).toBe(state)
  })

  it.each([STARTED, PLANNED, SKIPPED, REQUEUED, ...ENDS])(
    '$type of an unknown task changes nothing',
    (event) => {
      expect(applyTaskEvent(undefined, event)).toBeUndefined()
    },
  )

  it('started makes it run, with its attempt and its time', () => {
    expect(after(QUEUED, STARTED)).toMatchObject({ phase: 'running', attempt: 1, startedAt: 20 })
  })

  it('started again keeps the time of the first start', () => {
    const second: TaskEvent = { taskId, type: 'started', at: 50, attempt: 2 }
    expect(after(QUEUED, STARTED, REQUEUED, second)).toMatchObject({ attempt: 2, startedAt: 20 })
  })

  it('planned brings the number of images, their seeds and notices', () => {
    expect(after(QUEUED, PLANNED)).toMatchObject({ images: 3, seeds: ['7', '8', '9'], notices })
  })

  it('progress brings percent, words, activity and preview', () => {
    expect(after(QUEUED, STARTED, progress(40, preview))).toMatchObject({
      percent: 40,
      message: 'at 40',
      activity: { kind: 'prompt' },
      preview,
    })
  })

  it('progress without a preview keeps the last one', () => {
    expect(after(QUEUED, STARTED, progress(40, preview), progress(50)).preview).toBe(preview)
  })

  it('progress never falls', () => {
    expect(after(QUEUED, STARTED, progress(40), progress(30))).toMatchObject({
      percent: 40,
      message: 'at 30',
    })
  })

  it('picture adds one, and its preview has had its time', () => {
    const state = after(QUEUED, STARTED, progress(40, preview), picture(0), picture(1))
    expect(state.pictures.map(({ index }) => index)).toEqual([0, 1])
    expect(state.preview).toBeNull()
  })

  it('picture of the same index replaces the earlier one', () => {
    const state = after(QUEUED, STARTED, picture(0, 5), picture(1), REQUEUED, STARTED, picture(0, 9))
    expect(state.pictures).toHaveLength(2)
    expect(state.pictures.find(({ index }) => index === 0)?.createdAt).toBe(9)
  })

  it('skipped remembers the index and drops the preview', () => {
    const state = after(QUEUED, STARTED, progress(40, preview), SKIPPED)
    expect(state).toMatchObject({ skipped: [1], preview: null })
  })

  it('requeued starts over and keeps the pictures that are done', () => {
    const state = after(QUEUED, PLANNED, STARTED, progress(40, preview), picture(0), SKIPPED, REQUEUED)
    expect(state).toMatchObject({
      phase: 'queued',
      percent: 0,
      message: '',
      activity: null,
      preview: null,
      skipped: [],
      error: null,
    })
    expect(state.pictures).toHaveLength(1)
    expect(applyTaskEvent(state, progress(5))?.percent).toBe(5)
  })

  it('finished ends it at 100 % with its timings', () => {
    expect(after(QUEUED, STARTED, progress(40, preview), FINISHED)).toMatchObject({
      phase: 'finished',
      percent: 100,
      endedAt: 30,
      timings,
      activity: null,
      preview: null,
    })
  })

  it('stopped ends it where it is and keeps its pictures', () => {
    const state = after(QUEUED, STARTED, progress(40, preview), picture(0), STOPPED)
    expect(state).toMatchObject({ phase: 'stopped', percent: 40, endedAt: 30, activity: null, error: null })
    expect(state.pictures).toHaveLength(1)
  })

  it('failed ends it with the error', () => {
    expect(after(QUEUED, FAILED)).toMatchObject({ phase: 'failed', error, endedAt: 30, timings: null })
  })
})

const anyEvent = fc.oneof(
  fc.constantFrom(QUEUED, STARTED, PLANNED, SKIPPED, REQUEUED, ...ENDS),
  fc.nat(100).map((percent) => progress(percent)),
  fc.tuple(fc.nat(3), fc.nat(9)).map(([index, at]) => picture(index, at)),
)
const anyStory = fc.array(anyEvent, { maxLength: 30 }).map((events) => [QUEUED, ...events])

/** The states after each event of a story. */
const statesOf = (story: readonly TaskEvent[]) => story.map((_, at) => after(...story.slice(0, at + 1)))

describe('any sequence of events', () => {
  it('ends a task at most once, and an ended task never changes again', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const states = statesOf(story)
        const end = states.findIndex(isEnded)
        if (end >= 0) expect(applyTaskEvents(states[end]!, story.slice(end + 1))).toBe(states[end])
        expect(
          states.filter((state, at) => isEnded(state) && !isEnded(states[at - 1] ?? state)),
        ).toHaveLength(end > 0 ? 1 : 0)
      }),
    )
  })

  it('never lets percent fall but by starting over', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const states = statesOf(story)
        states.slice(1).forEach((state, at) => {
          const isFall = state.percent < states[at]!.percent
          expect(isFall && story[at + 1]!.type !== 'requeued').toBe(false)
        })
      }),
    )
  })

  it('holds one picture of each index', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const indices = after(...story).pictures.map(({ index }) => index)
        expect(new Set(indices).size).toBe(indices.length)
      }),
    )
  })

  it('never modifies the state that it is given', () => {
    fc.assert(
      fc.property(anyStory, anyEvent, (story, event) => {
        const state = after(...story)
        const before = structuredClone(state)
        applyTaskEvent(state, event)
        expect(state).toEqual(before)
      }),
      { numRuns: 30 },
    )
  })
})

function applyTaskEvents(state: TaskState, events: readonly TaskEvent[]): TaskState | undefined {
  return events.reduce<TaskState | undefined>(applyTaskEvent, state)
}
