import { expect, test } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { runTask } from '../../contract/run-task.ts'
import { testTask } from '../../contract/testing/engine-contract.ts'
import { createFakeEngineParts } from '../testing/fake-engine-parts.ts'
import { createEngine } from './engine.ts'
import type { ModelShelf } from './model-shelf.ts'

/** An engine whose model is loaded only once it is told to, or not at all where its signal aborts. */
async function slowToLoad() {
  const { parts } = createFakeEngineParts()
  let goOn = () => {}
  const loading = new Promise<void>((resolve) => (goOn = resolve))
  const shelf: ModelShelf = {
    ...parts.shelf,
    take: async (entry, how) => {
      await new Promise<void>((resolve, reject) => {
        const giveUp = () => reject(new Cancelled())
        if (how.signal.aborted) giveUp()
        how.signal.addEventListener('abort', giveUp)
        void loading.then(resolve)
      })
      return parts.shelf.take(entry, how)
    },
  }
  const engine = createEngine({ ...parts, shelf })
  await engine.activate([])
  return { engine, goOn }
}

test('a skip while models load gives up the only image at once', async () => {
  const { engine } = await slowToLoad()
  const state = await runTask(engine, testTask(), (event) => {
    if (event.type === 'progress' && event.activity.kind === 'load') void engine.skip(event.taskId)
  })
  expect(state).toMatchObject({ phase: 'finished', skipped: [0], pictures: [] })
})

test('a skip while models load gives up the first of several images, and loading goes on', async () => {
  const { engine, goOn } = await slowToLoad()
  const state = await runTask(engine, testTask({ image_number: 2 }), (event) => {
    if (event.type !== 'progress' || event.activity.kind !== 'load') return
    void engine.skip(event.taskId)
    goOn()
  })
  expect(state).toMatchObject({ phase: 'finished', skipped: [0], pictures: [{ index: 1 }] })
})

test('a stop while models load is a stop, with a skip as well', async () => {
  const { engine } = await slowToLoad()
  const state = await runTask(engine, testTask(), (event) => {
    if (event.type !== 'progress' || event.activity.kind !== 'load') return
    void engine.cancel(event.taskId)
    void engine.skip(event.taskId)
  })
  expect(state).toMatchObject({ phase: 'stopped', skipped: [], pictures: [] })
})
