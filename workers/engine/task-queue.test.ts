import { expect, test } from 'vitest'
import { createTaskId, type TaskId } from '../../contract/task.ts'
import { createTaskQueue, type Interrupts } from './task-queue.ts'

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((letter) => createTaskId(letter.repeat(32))) as [
  TaskId,
  TaskId,
  TaskId,
  TaskId,
]
const turn = () => new Promise((resolve) => setTimeout(resolve))

/** A queue whose jobs end when told. */
function manualQueue() {
  const running: { id: TaskId; interrupts: Interrupts; end: () => void }[] = []
  const queue = createTaskQueue(
    (id, interrupts) => new Promise((end) => running.push({ id, interrupts, end })),
  )
  return { queue, running, ids: () => running.map((job) => job.id) }
}

test('nothing runs before the start, then one at a time in order', async () => {
  const { queue, running, ids } = manualQueue()
  queue.add(a)
  queue.add(b)
  expect(ids()).toEqual([])
  queue.start()
  await turn()
  expect(ids()).toEqual([a])
  running[0]!.end()
  await turn()
  expect(ids()).toEqual([a, b])
})

test('a task that goes again goes first', async () => {
  const { queue, running, ids } = manualQueue()
  queue.start()
  for (const id of [a, b]) queue.add(id)
  await turn()
  queue.add(a, 'front')
  running[0]!.end()
  await turn()
  expect(ids()).toEqual([a, a])
})

test('cancelling says what it met', async () => {
  const { queue, running, ids } = manualQueue()
  queue.start()
  queue.add(a)
  queue.add(b)
  await turn()
  expect(queue.cancel(b)).toBe('was waiting')
  expect(queue.cancel(a)).toBe('is running')
  expect(queue.cancel(c)).toBe('unknown')
  expect(running[0]!.interrupts.stop.aborted).toBe(true)
  running[0]!.end()
  await turn()
  expect(ids()).toEqual([a])
})

test('a skip reaches the current image only', async () => {
  const { queue, running } = manualQueue()
  queue.start()
  queue.add(a)
  await turn()
  const { interrupts } = running[0]!
  const first = interrupts.skip()
  queue.skip(a)
  interrupts.nextImage()
  expect([first.aborted, interrupts.skip().aborted]).toEqual([true, false])
  queue.skip(b)
  expect(interrupts.skip().aborted).toBe(false)
})

test('a job that must be alone waits for the running task and holds back the next', async () => {
  const { queue, running, ids } = manualQueue()
  queue.start()
  for (const id of [a, b]) queue.add(id)
  await turn()
  let end = () => {}
  const job = new Promise<void>((resolve) => (end = resolve))
  let began = false
  const done = queue.alone(() => {
    began = true
    return job
  })
  expect(began).toBe(false)
  running[0]!.end()
  await turn()
  expect([began, ids()]).toEqual([true, [a]])
  end()
  await done
  await turn()
  expect(ids()).toEqual([a, b])
})

test('a job that fails tells its caller and the queue goes on', async () => {
  const { queue, ids } = manualQueue()
  queue.start()
  await expect(queue.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  queue.add(a)
  await turn()
  expect(ids()).toEqual([a])
})

test('waiting tasks run as they were arranged, and those not named behind them', async () => {
  const { queue, running, ids } = manualQueue()
  queue.start()
  for (const id of [a, b, c, d]) queue.add(id)
  await turn()
  queue.arrange([d, a, c, d])
  expect(queue.order()).toEqual([a, d, c, b])
  for (const at of [0, 1, 2]) {
    running[at]!.end()
    await turn()
  }
  expect(ids()).toEqual([a, d, c, b])
})

test('a pause lets the running task end and begins no other until it is over', async () => {
  const { queue, running, ids } = manualQueue()
  queue.start()
  for (const id of [a, b]) queue.add(id)
  await turn()
  queue.pause()
  running[0]!.end()
  await turn()
  expect([ids(), queue.order()]).toEqual([[a], [b]])
  queue.resume()
  await turn()
  expect(ids()).toEqual([a, b])
})

test('held tasks are passed over until they are released', async () => {
  const { queue, running, ids } = manualQueue()
  for (const id of [a, b]) queue.add(id)
  queue.hold([a, b])
  queue.start()
  queue.add(c)
  await turn()
  expect([ids(), queue.isHolding()]).toEqual([[c], true])
  queue.cancel(a)
  running[0]!.end()
  queue.release()
  await turn()
  expect([ids(), queue.isHolding()]).toEqual([[c, b], false])
})
