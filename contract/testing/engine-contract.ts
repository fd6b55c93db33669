import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Engine } from '../engine.ts'
import { parseRequest } from '../parse-request.ts'
import type { GenerationRequestInput } from '../request.ts'
import { runTask } from '../run-task.ts'
import { createTaskId, isEnded, type Task, type TaskEvent, type TaskId, type TaskState } from '../task.ts'

/** An engine under test. Its model calls take at least a millisecond each, so that there is time to interrupt. */
export interface EngineUnderTest {
  readonly engine: Engine
  readonly close: () => Promise<void>
}

/** A task with few steps. */
export function testTask(request: GenerationRequestInput = {}): Task {
  const id = createTaskId(crypto.randomUUID())
  const wanted = { prompt: 'a red apple', image_seed: 7, overwrite_step: 5, style_selections: [], ...request }
  return {
    id,
    origin: 'page',
    request: parseRequest({ aspect_ratios_selection: '128*128', ...wanted }),
    createdAt: 1,
  }
}

const ENDS = new Set(['finished', 'stopped', 'failed'])

/** The behaviour that every Engine shows, wherever it runs. */
export function engineContract(name: string, open: () => Promise<EngineUnderTest>): void {
  describe(`${name} as an Engine`, () => {
    let under: EngineUnderTest
    let events: TaskEvent[]

    beforeEach(async () => {
      under = await open()
      events = []
      await under.engine.subscribe((event) => void events.push(event))
    })
    afterEach(() => under.close())

    const run = (task: Task, onEvent?: (event: TaskEvent) => void) => runTask(under.engine, task, onEvent)
    const of = (id: TaskId) => events.filter((event) => event.taskId === id)
    const kinds = (id: TaskId) => of(id).map((event) => event.type)
    /** Runs a task and does something once, at the first step of an image. */
    const atStep = (task: Task, image: number, act: () => void): Promise<TaskState> => {
      let acted = false
      return run(task, (event) => {
        if (acted || event.type !== 'progress' || event.activity.kind !== 'step') return
        if (event.activity.image !== image) return
        acted = true
        act()
      })
    }

    test('a task is queued, planned, started, gives its picture and finishes', async () => {
      const task = testTask()
      const state = await run(task)
      expect(state.phase).toBe('finished')
      expect(state.percent).toBe(100)
      expect(state.pictures).toHaveLength(1)
      expect(kinds(task.id).filter((kind) => kind !== 'progress')).toEqual([
        'queued',
        'planned',
        'started',
        'picture',
        'finished',
      ])
    })

    test('a picture carries its file, its size, its seed and the request that makes it again', async () => {
      const task = testTask()
      await run(task)
      const picture = of(task.id).find((event) => event.type === 'picture')
      expect(picture).toMatchObject({ picture: { width: 128, height: 128, seed: '7', mime: 'image/png' } })
      expect(picture!.file.bytes.byteLength).toBe(picture!.picture.bytes)
      expect(picture!.picture.request).toMatchObject({
        prompt: 'a red apple',
        image_number: 1,
        image_seed: '7',
      })
    })

    test('progress rises through at least four values and shows previews', async () => {
      const task = testTask()
      await run(task)
      const progress = of(task.id).filter((event) => event.type === 'progress')
      const percents = progress.map((event) => event.percent)
      expect(percents).toEqual([...percents].sort((a, b) => a - b))
      expect(new Set(percents).size).toBeGreaterThan(4)
      expect(progress.filter((event) => event.preview).length).toBeGreaterThanOrEqual(3)
    })

    test('three images get the seeds s, s + 1 and s + 2, exact up to 2^63', async () => {
      const task = testTask({ image_number: 3, image_seed: '9223372036854775806' })
      const state = await run(task)
      expect(state.pictures.map((picture) => picture.seed)).toEqual([
        '9223372036854775806',
        '9223372036854775807',
        '0',
      ])
    })

    test('the same task twice gives the same file', async () => {
      await run(testTask())
      await run(testTask())
      const files = events.filter((event) => event.type === 'picture').map((event) => event.file.bytes)
      expect(files[0]).toEqual(files[1])
    })

    test('tasks run one after the other, first in first out', async () => {
      const tasks = [testTask(), testTask(), testTask()]
      await Promise.all(tasks.map((task) => run(task)))
      const order = events.filter((event) => event.type === 'started' || event.type === 'finished')
      expect(order.map((event) => [event.type, event.taskId])).toEqual(
        tasks.flatMap((task) => [
          ['started', task.id],
          ['finished', task.id],
        ]),
      )
    })

    test('a waiting task that is cancelled stops without having started', async () => {
      const first = testTask()
      const second = testTask()
      const ends = Promise.all([atStep(first, 1, () => void under.engine.cancel(second.id)), run(second)])
      const [one, two] = await ends
      expect(one.phase).toBe('finished')
      expect(two.phase).toBe('stopped')
      expect(kinds(second.id)).not.toContain('started')
    })

    test('a running task that is cancelled stops within one step and says nothing more', async () => {
      const task = testTask({ overwrite_step: 30 })
      const state = await atStep(task, 1, () => void under.engine.cancel(task.id))
      await run(testTask())
      expect(state.phase).toBe('stopped')
      const steps = of(task.id).filter((event) => event.type === 'progress' && event.activity.kind === 'step')
      expect(steps.length).toBeLessThan(30)
      expect(kinds(task.id).at(-1)).toBe('stopped')
    })

    test('pictures that were finished before a stop stay', async () => {
      const task = testTask({ image_number: 3 })
      const state = await atStep(task, 2, () => void under.engine.cancel(task.id))
      expect(state.phase).toBe('stopped')
      expect(state.pictures.map((picture) => picture.index)).toEqual([0])
    })

    test('skipping one of three images leaves two', async () => {
      const task = testTask({ image_number: 3, overwrite_step: 20 })
      const state = await atStep(task, 2, () => void under.engine.skip(task.id))
      expect(state.phase).toBe('finished')
      expect(state.pictures.map((picture) => picture.index)).toEqual([0, 2])
      expect(state.skipped).toEqual([1])
    })

    test('a stop that comes too late does not touch the next task', async () => {
      const first = testTask()
      await run(first)
      await under.engine.cancel(first.id)
      await under.engine.skip(first.id)
      expect((await run(testTask())).phase).toBe('finished')
    })

    test('unknown ids are ignored', async () => {
      await under.engine.cancel(createTaskId('f'.repeat(32)))
      await under.engine.skip(createTaskId('f'.repeat(32)))
      expect((await run(testTask())).phase).toBe('finished')
    })

    test('submitting a task again changes nothing', async () => {
      const task = testTask()
      const end = run(task)
      await under.engine.submit(task)
      await end
      await under.engine.submit(task)
      await run(testTask())
      expect(kinds(task.id).filter((kind) => kind === 'queued' || ENDS.has(kind))).toEqual([
        'queued',
        'finished',
      ])
    })

    test('a request for an unknown model fails with its code and the nearest name', async () => {
      const state = await run(testTask({ base_model_name: 'stickr' }))
      expect(state.phase).toBe('failed')
      expect(state.error).toMatchObject({ code: 'unknown_model', detail: { nearest: 'sticker' } })
    })

    test('a request beyond the model fails at once, and the next one runs', async () => {
      const refused = testTask({ overwrite_width: 2048, overwrite_height: 2048 })
      expect((await run(refused)).error).toMatchObject({ code: 'invalid_request' })
      expect(kinds(refused.id)).toEqual(['queued', 'failed'])
      expect((await run(testTask())).phase).toBe('finished')
    })

    test('every task ends exactly once', async () => {
      const tasks = [
        testTask(),
        testTask({ base_model_name: 'x' }),
        testTask(),
        testTask({ image_number: 2 }),
      ]
      const states = await Promise.all(
        tasks.map((task, index) => {
          const end = run(task)
          if (index === 2) void under.engine.cancel(task.id)
          return end
        }),
      )
      expect(states.every(isEnded)).toBe(true)
      for (const task of tasks) expect(kinds(task.id).filter((kind) => ENDS.has(kind))).toHaveLength(1)
    })

    test('whoever unsubscribed hears nothing more', async () => {
      const heard: TaskEvent[] = []
      const stop = await under.engine.subscribe((event) => void heard.push(event))
      await run(testTask())
      const before = heard.length
      // Behind a worker the call returns a promise.
      await (stop() as void | Promise<void>)
      await run(testTask())
      expect(before).toBeGreaterThan(0)
      expect(heard).toHaveLength(before)
    })
  })
}
