import { expect, it } from 'vitest'
import type { TaskEvent } from '../../contract/task.ts'
import { aTask } from '../testing/a-picture.ts'
import { createTaskBook } from './task-book.ts'

const [a, b, c] = [aTask('a'), aTask('b'), aTask('c')] as const
const queued = ({ task }: typeof a): TaskEvent => ({ type: 'queued', taskId: task.id, at: 0, task })
const started = ({ task }: typeof a): TaskEvent => ({ type: 'started', taskId: task.id, at: 0, attempt: 1 })
const stopped = ({ task }: typeof a): TaskEvent => ({ type: 'stopped', taskId: task.id, at: 0 })
const failed = ({ task }: typeof a): TaskEvent => ({
  type: 'failed',
  taskId: task.id,
  at: 0,
  error: { code: 'engine_crashed', message: '', detail: {} },
})

function setUp() {
  const told: string[] = []
  const book = createTaskBook(({ type, taskId }) => told.push(`${type} ${taskId[0]}`))
  return { book, told }
}

it('tells once that a task is queued, and once that it ended', () => {
  const { book, told } = setUp()
  expect(book.submit(a.task)).toBe(true)
  expect(book.submit(a.task)).toBe(false)
  book.hear(queued(a))
  book.stop(a.task.id)
  for (const event of [queued(a), started(a), stopped(a)]) book.hear(event)
  expect(book.submit(a.task)).toBe(false)
  expect(told).toEqual(['queued a', 'stopped a'])
})

it('ends the running task and those that were to stop when the worker is gone', () => {
  const { book, told } = setUp()
  for (const { task } of [a, b, c]) book.submit(task)
  book.hear(started(a))
  expect(book.askToStop(b.task.id)).toBe(true)
  book.workerGone((id) => failed(id === a.task.id ? a : c))
  expect(told.slice(3)).toEqual(['started a', 'failed a', 'stopped b'])
  expect(book.openBut([])).toEqual([c.task])
  expect(book.endedAmong([a, b, c])).toEqual([a.task.id, b.task.id])
})

it('has nothing to stop of a task it does not know', () => {
  const { book, told } = setUp()
  expect(book.askToStop(a.task.id)).toBe(false)
  book.stop(a.task.id)
  expect(told).toEqual([])
})

it('adopts what had not ended here, and keeps what it knows better', () => {
  const { book } = setUp()
  for (const { task } of [a, b]) book.submit(task)
  book.stop(a.task.id)
  expect(book.adopt([a, b, c])).toEqual([b, c])
  expect(book.openBut([c])).toEqual([b.task])
})

it('gives up what the database has and keeps what no worker got', () => {
  const { book } = setUp()
  for (const { task } of [a, b]) book.submit(task)
  book.hear(queued(b))
  book.adopt([c])
  expect(book.giveUpStored()).toEqual([b.task.id, c.task.id])
  expect(book.openBut([])).toEqual([a.task])
})
