import { expect, test } from 'vitest'
import type { QueueControl } from '../../contract/queue.ts'
import { createQueueWishes } from './queue-wishes.ts'

function wishesOver() {
  const asked: string[] = []
  const told: unknown[] = []
  const queue: QueueControl = {
    arrange: async (ids) => void asked.push(`arrange ${ids.length}`),
    pause: async () => void asked.push('pause'),
    resume: async () => void asked.push('resume'),
  }
  const worker = { isThere: false }
  const wishes = createQueueWishes(
    (question) => (worker.isThere ? question(queue) : null),
    (event) => void told.push(event),
  )
  return { asked, told, worker, wishes }
}

test('a pause that comes while the worker wakes is asked for once it is awake', async () => {
  const { wishes, worker, asked, told } = wishesOver()
  expect(wishes.wake().isPaused).toBeNull()
  // It has been told by now, and says how it woke.
  wishes.hear({ type: 'queue', queue: { isPaused: false, restingSince: null } })
  await wishes.control.pause()
  expect(told).toEqual([{ type: 'queue', queue: { isPaused: true, restingSince: null } }])
  worker.isThere = true
  wishes.catchUp()
  expect(asked).toEqual(['pause'])
  wishes.catchUp()
  expect(asked).toEqual(['pause'])
})

test('what was decided before goes with the waking', async () => {
  const { wishes, worker, asked } = wishesOver()
  await wishes.control.pause()
  expect(wishes.wake()).toEqual({ isPaused: true, mayRest: true })
  worker.isThere = true
  wishes.catchUp()
  await wishes.control.resume()
  expect(asked).toEqual(['pause', 'resume'])
})
