import { expect, it } from 'vitest'
import { GenerationRequest } from '../../../contract/request.ts'
import { createTaskId, type TaskState } from '../../../contract/task.ts'
import { endedSince } from './ended-tasks.ts'

const aTask = (letter: string, change: Partial<TaskState>): TaskState => ({
  task: {
    id: createTaskId(letter.repeat(32)),
    origin: 'page',
    request: GenerationRequest.parse({ prompt: letter }),
    createdAt: 0,
  },
  phase: 'finished',
  percent: 100,
  message: '',
  activity: null,
  preview: null,
  images: 1,
  seeds: [],
  pictures: [],
  skipped: [],
  notices: [],
  error: null,
  attempt: 1,
  queuedAt: 0,
  startedAt: 1,
  endedAt: 100,
  timings: null,
  ...change,
})

it('has every task of the day once, newest first, and none that was removed before it began', () => {
  const a = aTask('a', { endedAt: 100 })
  const b = aTask('b', { endedAt: 300, phase: 'stopped' })
  const here = [
    b,
    aTask('c', { phase: 'running', endedAt: null }),
    aTask('d', { phase: 'stopped', startedAt: null }),
    aTask('e', { endedAt: 50 }),
  ]
  expect(endedSince(100, here, [aTask('b', { endedAt: 200 }), a])).toEqual([b, a])
})
