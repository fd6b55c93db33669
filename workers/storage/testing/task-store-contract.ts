import { beforeEach, describe, expect, it } from 'vitest'
import { FRESH_QUEUE, MAX_ENDED_TASKS, type TaskStore } from '../ports.ts'
import { endedTask, samplePicture, sampleTask, taskId } from './sample-records.ts'

/**
 * What every TaskStore does.
 *
 * @param create an empty store each time
 */
export function taskStoreContract(create: () => Promise<TaskStore>): void {
  describe('a task store', () => {
    let store: TaskStore
    beforeEach(async () => void (store = await create()))

    const openIds = async () => (await store.open()).map((state) => state.task.id)

    it('gives back a task without its preview and otherwise exactly as it was saved', async () => {
      const state = sampleTask(1, { phase: 'running', pictures: [samplePicture(1)], percent: 40 })
      await store.save(state)
      expect(await store.get(taskId(1))).toEqual({ ...state, preview: null })
    })

    it('has no task that was never saved', async () => {
      expect(await store.get(taskId(1))).toBeNull()
    })

    it('lists open tasks in the order in which they were queued', async () => {
      for (const n of [3, 1, 2]) await store.save(sampleTask(n))
      expect(await openIds()).toEqual([taskId(1), taskId(2), taskId(3)])
    })

    it('lists open tasks as the queue was arranged, and those that came later behind them', async () => {
      for (const n of [1, 2, 3, 4]) await store.save(sampleTask(n))
      await store.saveQueue({ ...FRESH_QUEUE, order: [taskId(3), taskId(9), taskId(1)] })
      expect(await openIds()).toEqual([taskId(3), taskId(1), taskId(2), taskId(4)])
    })

    it('gives back how the queue was left, and something fresh before that', async () => {
      expect(await store.queue()).toEqual(FRESH_QUEUE)
      const left = { order: [taskId(2)], isPaused: true, workedAt: 1234 }
      await store.saveQueue(left)
      expect(await store.queue()).toEqual(left)
    })

    it('lists ended tasks of a time, newest first, and no open ones', async () => {
      await store.save(sampleTask(9))
      for (const n of [1, 3, 2, 4]) await store.save(endedTask(n))
      const at = async (n: number) => (await store.get(taskId(n)))!.endedAt!
      const ids = async (since: number, limit: number) =>
        (await store.ended(since, limit)).map(({ task }) => task.id)
      expect(await ids(await at(2), 10)).toEqual([taskId(4), taskId(3), taskId(2)])
      expect(await ids(0, 2)).toEqual([taskId(4), taskId(3)])
    })

    it('replaces the earlier state of a task', async () => {
      await store.save(sampleTask(1))
      await store.save(sampleTask(1, { phase: 'running', percent: 50 }))
      expect((await store.open()).map((state) => state.percent)).toEqual([50])
    })

    it('no longer lists a task that has ended, but still knows it', async () => {
      await store.save(sampleTask(1))
      await store.save(endedTask(1))
      expect(await openIds()).toEqual([])
      expect((await store.get(taskId(1)))!.phase).toBe('finished')
    })

    it('forgets a removed task', async () => {
      await store.save(sampleTask(1))
      await store.remove(taskId(1))
      await store.remove(taskId(2))
      expect(await openIds()).toEqual([])
      expect(await store.get(taskId(1))).toBeNull()
    })

    it('forgets the oldest ended tasks beyond the limit, and never an open one', async () => {
      await store.save(sampleTask(0))
      for (let n = 1; n <= MAX_ENDED_TASKS + 2; n++) await store.save(endedTask(n))
      const kept = await Promise.all([1, 2, 3, MAX_ENDED_TASKS + 2].map((n) => store.get(taskId(n))))
      expect(kept.map((state) => state !== null)).toEqual([false, false, true, true])
      expect(await openIds()).toEqual([taskId(0)])
    })
  })
}
