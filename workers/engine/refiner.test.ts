import { expect, test } from 'vitest'
import type { ModelEntry } from '../../contract/manifest.ts'
import { runTask } from '../../contract/run-task.ts'
import type { TaskEvent } from '../../contract/task.ts'
import { testTask } from '../../contract/testing/engine-contract.ts'
import { createFakeEngineParts } from '../testing/fake-engine-parts.ts'
import { createFakeModel } from '../testing/fake-model.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { WASM_REPORT } from '../testing/wasm-report.ts'
import { createEngine } from './engine.ts'
import { createModelShelf } from './model-shelf.ts'
import { NO_TOOLS } from '../testing/no-tools.ts'

const GIB = 1024 ** 3
const REFINED = { refiner_model_name: 'other', overwrite_step: 6, overwrite_switch: 3 }

/** An engine whose shelf holds fake models of this size, and what was loaded and called. */
async function engineWith(memoryBytes: number) {
  const models: readonly ModelEntry[] = ['sticker', 'other'].map((id) => ({
    ...stickerModel,
    id,
    needs: { ...stickerModel.needs, memoryBytes },
  }))
  const fake = createFakeEngineParts()
  const loads: string[] = []
  const calls: string[] = []
  const made: ReturnType<typeof createFakeModel>[] = []
  const shelf = createModelShelf({
    onDevice: () => {},
    startDevice: async () => ({
      report: WASM_REPORT,
      loadModel: async ({ id, spec }, { onActivity }) => {
        onActivity({ kind: 'load', model: id, part: 1, parts: 1 })
        loads.push(id)
        const model = createFakeModel(spec, { onPredict: async () => void calls.push(id[0]!) })
        made.push(model)
        return model
      },
      ...NO_TOOLS,
      loadExpander: () => Promise.reject(new Error('there is none')),
      ledger: () => ({ sessions: 0, tensors: 0, tensorBytes: 0 }),
      dispose: async () => {},
    }),
  })
  const engine = createEngine({ ...fake.parts, models, shelf })
  await engine.activate([])
  return { engine, loads, calls, live: () => made.reduce((sum, { live }) => sum + live.size, 0) }
}

test('the refiner is loaded when its turn comes, and stays beside the base where both fit', async () => {
  const { engine, loads, calls, live } = await engineWith(GIB)
  const events: TaskEvent[] = []
  const task = testTask({ ...REFINED, image_number: 2, sampler_name: 'euler' })
  const state = await runTask(engine, task, (event) => events.push(event))
  expect(state.phase).toBe('finished')
  expect(calls.join('')).toBe('ssssoossssoo')
  expect(loads).toEqual(['sticker', 'other'])
  expect(live()).toBe(0)
  const percents = events.flatMap((event) => (event.type === 'progress' ? [event.percent] : []))
  expect(percents).toEqual([...percents].sort((a, b) => a - b))
  expect(state.pictures.map(({ parameters }) => [parameters.refinerModel, parameters.refinerSwitch])).toEqual(
    [
      ['other', 0.5],
      ['other', 0.5],
    ],
  )
})

test('two models that do not fit together take turns, and draw the same picture', async () => {
  const draw = async (memoryBytes: number) => {
    const { engine, loads, live } = await engineWith(memoryBytes)
    const files: Uint8Array[] = []
    await runTask(engine, testTask({ ...REFINED, image_number: 2, image_seed: 4 }), (event) => {
      if (event.type === 'picture') files.push(event.file.bytes)
    })
    return { loads, files, live: live() }
  }
  const large = await draw(2 * GIB)
  expect(large.loads).toEqual(['sticker', 'other', 'sticker', 'other'])
  expect(large.files).toHaveLength(2)
  expect(large.files).toEqual((await draw(GIB)).files)
  expect(large.live).toBe(0)
})

test('a stop while the refiner is loaded stops the task', async () => {
  const { engine, live } = await engineWith(GIB)
  const task = testTask(REFINED)
  const state = await runTask(engine, task, (event) => {
    if (event.type === 'progress' && event.activity.kind === 'load' && event.activity.model === 'other')
      void engine.cancel(task.id)
  })
  expect(state).toMatchObject({ phase: 'stopped', pictures: [] })
  expect(live()).toBe(0)
})

test('a model that nobody has fails the task before it waits, by the name of the field', async () => {
  const { engine } = await engineWith(GIB)
  for (const field of ['base_model_name', 'refiner_model_name']) {
    const state = await runTask(engine, testTask({ [field]: 'othre' }))
    expect(state.error).toMatchObject({ code: 'unknown_model', detail: { field, nearest: 'other' } })
  }
})
