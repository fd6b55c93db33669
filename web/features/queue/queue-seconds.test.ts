import { expect, it } from 'vitest'
import { GenerationRequest } from '../../../contract/request.ts'
import { createTaskId } from '../../../contract/task.ts'
import { queueSeconds } from './queue-seconds.ts'

const aTask = (steps: number, images: number, percent = 0) => ({
  task: {
    id: createTaskId('a'.repeat(32)),
    origin: 'page' as const,
    request: GenerationRequest.parse({ overwrite_step: steps }),
    createdAt: 0,
  },
  percent,
  images,
})

it('adds up all steps of all pictures, less what the running task has done', () => {
  const tasks = [aTask(10, 2, 75), aTask(20, 1), aTask(30, 4)]
  expect(queueSeconds(tasks, () => 500)).toBe((5 + 20 + 120) / 2)
})

it('says nothing when one of them cannot be told, or nothing is to be done', () => {
  const stepMs = ({ overwrite_step: steps }: GenerationRequest) => (steps === 20 ? null : 500)
  expect(queueSeconds([aTask(10, 1), aTask(20, 1)], stepMs)).toBeNull()
  expect(queueSeconds([], () => 500)).toBeNull()
})
