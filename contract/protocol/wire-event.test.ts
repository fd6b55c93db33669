import { expect, expectTypeOf, it } from 'vitest'
import { applyTaskEvent } from '../apply-task-event.ts'
import type { ErrorCode } from '../errors.ts'
import { parseRequest } from '../parse-request.ts'
import { createTaskId, type Activity, type Notice, type TaskEvent, type TaskTimings } from '../task.ts'
import { MAX_ERROR_MESSAGE_LENGTH, toWireEvent, WireTaskEvent } from './wire-event.ts'

const taskId = createTaskId('a'.repeat(32))
const preview = { width: 1, height: 1, data: new Uint8ClampedArray(4) }
const PROGRESS: TaskEvent = {
  taskId,
  type: 'progress',
  percent: 30,
  message: 'Sampling step 1/30',
  activity: { kind: 'step', image: 1, images: 1, step: 1, steps: 30 },
  preview,
}

it('knows every activity, notice, timing and event that an engine may send', () => {
  type Wire<T extends WireTaskEvent['type']> = Extract<WireTaskEvent, { type: T }>
  expectTypeOf<WireTaskEvent>().toExtend<TaskEvent>()
  expectTypeOf<WireTaskEvent['type']>().toEqualTypeOf<Exclude<TaskEvent['type'], 'queued' | 'picture'>>()
  expectTypeOf<Wire<'progress'>['activity']['kind']>().toEqualTypeOf<Activity['kind']>()
  expectTypeOf<Wire<'planned'>['notices'][number]['code']>().toEqualTypeOf<Notice['code']>()
  expectTypeOf<keyof Wire<'finished'>['timings']>().toEqualTypeOf<keyof TaskTimings>()
  expectTypeOf<Wire<'failed'>['error']['code']>().toEqualTypeOf<ErrorCode>()
})

it('keeps pixels out of text', () => {
  expect(toWireEvent(PROGRESS)).toEqual({ ...PROGRESS, preview: null })
})

it('leaves out the two events that travel in another way', () => {
  const task = { id: taskId, origin: 'relay', request: parseRequest({}), createdAt: 1 } as const
  expect(toWireEvent({ taskId, type: 'queued', at: 1, task })).toBeNull()
})

it('cuts a long error message and keeps its code and detail', () => {
  const error = { code: 'internal', message: 'x'.repeat(2000), detail: { issues: ['a'], step: 3 } } as const
  const sent = toWireEvent({ taskId, type: 'failed', at: 1, error })
  expect(sent).toMatchObject({ error: { code: 'internal', detail: { issues: ['a'], step: 3 } } })
  expect(WireTaskEvent.parse(sent)).toEqual(sent)
  expect(sent?.type === 'failed' && sent.error.message).toHaveLength(MAX_ERROR_MESSAGE_LENGTH)
})

it.each<TaskEvent>([
  { taskId, type: 'started', at: 1, attempt: 1 },
  {
    taskId,
    type: 'planned',
    images: 1,
    seeds: ['7'],
    notices: [{ code: 'size_rounded', detail: { width: 8 } }],
  },
  { taskId, type: 'skipped', index: 0 },
  { taskId, type: 'requeued', reason: { code: 'device_lost', message: 'gone', detail: {} } },
  { taskId, type: 'stopped', at: 1 },
])('sends $type as it is', (event) => {
  const sent = toWireEvent(event)
  expect(sent).toEqual(event)
  expect(WireTaskEvent.parse(JSON.parse(JSON.stringify(sent)))).toEqual(event)
})

it('takes an activity that only the sender knows for a start', () => {
  const said = {
    type: 'progress',
    taskId,
    percent: 7,
    message: 'Dreaming ...',
    activity: { kind: 'dream' },
    preview: null,
  }
  expect(WireTaskEvent.parse(said)).toMatchObject({ message: 'Dreaming ...', activity: { kind: 'starting' } })
})

it('takes an error code that only the sender knows for an internal one', () => {
  const error = { code: 'cosmic_ray', message: 'a bit flipped', detail: {} }
  const event = WireTaskEvent.parse({ taskId, type: 'failed', at: 1, error })
  expect(event).toMatchObject({ error: { code: 'internal', message: 'a bit flipped' } })
})

it('gives events to the one reducer without translation', () => {
  const task = { id: taskId, origin: 'relay', request: parseRequest({}), createdAt: 1 } as const
  const queued = applyTaskEvent(undefined, { taskId, type: 'queued', at: 1, task })
  const event = WireTaskEvent.parse({ taskId, type: 'started', at: 2, attempt: 1 })
  expect(applyTaskEvent(queued, event)).toMatchObject({ phase: 'running', startedAt: 2 })
})
