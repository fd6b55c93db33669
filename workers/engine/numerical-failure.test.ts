import { expect, test } from 'vitest'
import type { Backend } from '../../contract/device.ts'
import { AppError } from '../../contract/errors.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import { runTask } from '../../contract/run-task.ts'
import type { TaskEvent } from '../../contract/task.ts'
import { testTask } from '../../contract/testing/engine-contract.ts'
import type { PromptExpander } from '../expansion/ports.ts'
import type { LoadedModel } from '../models/ports.ts'
import { createFakeEngineParts } from '../testing/fake-engine-parts.ts'
import { createFakeModel } from '../testing/fake-model.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { WASM_REPORT } from '../testing/wasm-report.ts'
import { createEngine } from './engine.ts'
import { createModelShelf } from './model-shelf.ts'
import { NO_TOOLS } from '../testing/no-tools.ts'

const other: ModelEntry = { ...stickerModel, id: 'other' }
const gpuOnly: ModelEntry = { ...other, id: 'large', needs: { ...other.needs, webgpu: true } }

/** An engine on a GPU, or where that is refused on a processor; `change` makes the models compute otherwise. */
async function engineWith(
  change: (model: LoadedModel, on: Backend, entry: ModelEntry) => LoadedModel,
  expand: (on: Backend) => PromptExpander['expand'] = () => async (prompt) => prompt,
) {
  const starts: Backend[] = []
  const fake = createFakeEngineParts()
  const shelf = createModelShelf({
    onDevice: () => {},
    startDevice: async (_losses, gpuRefused) => {
      const backend: Backend = gpuRefused === null ? 'webgpu' : 'wasm'
      starts.push(backend)
      return {
        report: { ...WASM_REPORT, backend },
        loadModel: async (entry) => change(createFakeModel(entry.spec), backend, entry),
        ...NO_TOOLS,
        loadExpander: async () => ({ expand: expand(backend), dispose: async () => {} }),
        ledger: () => ({ sessions: 0, tensors: 0, tensorBytes: 0 }),
        dispose: async () => {},
      }
    },
  })
  const engine = createEngine({ ...fake.parts, models: [stickerModel, other, gpuOnly], shelf })
  await engine.activate([])
  const run = async (request: Parameters<typeof testTask>[0] = {}) => {
    const events: TaskEvent[] = []
    const state = await runTask(engine, testTask(request), (event) => events.push(event))
    return { state, events, drawn: events.filter(({ type }) => type === 'picture').length }
  }
  return { engine, run, starts }
}

const saysNothing = (model: LoadedModel, value: number): LoadedModel => ({
  ...model,
  predict: async (input, _shape, _timestep, on) => on.map(() => input.map(() => value)),
})

const drawsOneColour = (model: LoadedModel): LoadedModel => ({
  ...model,
  decode: async (...latent) => {
    const { data, ...size } = await model.decode(...latent)
    return { ...size, data: data.map((_, i) => (i % 4 === 3 ? 255 : 0)) }
  },
})

test.each<[string, (model: LoadedModel) => LoadedModel]>([
  ['NaN', (model) => saysNothing(model, Number.NaN)],
  ['infinity', (model) => saysNothing(model, Number.POSITIVE_INFINITY)],
  ['one colour', drawsOneColour],
])('%s on a GPU is computed again on the processor, and only what comes then is kept', async (_, breakIt) => {
  const { run, starts } = await engineWith((model, on) => (on === 'webgpu' ? breakIt(model) : model))
  const { state, events, drawn } = await run()
  expect(state).toMatchObject({ phase: 'finished', attempt: 2 })
  expect(events.find(({ type }) => type === 'requeued')).toMatchObject({
    reason: { code: 'numerical_failure' },
  })
  expect(events.filter(({ type }) => type === 'started')).toHaveLength(2)
  expect(starts).toEqual(['webgpu', 'wasm'])
  expect(drawn).toBe(1)
})

test.each<[string, (model: LoadedModel) => LoadedModel]>([
  ['NaN', (model) => saysNothing(model, Number.NaN)],
  ['one colour', drawsOneColour],
])('%s on both is reported after the second attempt, and no picture goes out', async (_, breakIt) => {
  const { run, starts } = await engineWith(breakIt)
  const { state, events, drawn } = await run()
  expect(state).toMatchObject({ phase: 'failed', error: { code: 'numerical_failure' } })
  expect(events.filter(({ type }) => type === 'started')).toHaveLength(2)
  expect(starts).toEqual(['webgpu', 'wasm'])
  expect(drawn).toBe(0)
})

test('images that were finished before are kept', async () => {
  let decoded = 0
  const { run } = await engineWith((model, on) => ({
    ...model,
    decode: (...latent) => {
      const isSecond = on === 'webgpu' && ++decoded === 2
      return (isSecond ? drawsOneColour(model) : model).decode(...latent)
    },
  }))
  const { state, drawn } = await run({ image_number: 3 })
  expect(state.pictures.map(({ index }) => index)).toEqual([0, 1, 2])
  expect(drawn).toBe(3)
})

test('the model stays on the processor, and another one gets the GPU back', async () => {
  const { run, starts } = await engineWith((model, on, { id }) =>
    on === 'webgpu' && id === 'sticker' ? saysNothing(model, Number.NaN) : model,
  )
  await run()
  expect((await run()).events.filter(({ type }) => type === 'started')).toHaveLength(1)
  expect(starts).toEqual(['webgpu', 'wasm'])
  expect((await run({ base_model_name: 'other' })).state.phase).toBe('finished')
  expect(starts).toEqual(['webgpu', 'wasm', 'webgpu'])
})

test('a model that only a GPU can hold is reported at once', async () => {
  const { run, starts } = await engineWith((model) => saysNothing(model, Number.NaN))
  const { state } = await run({ base_model_name: 'large' })
  expect(state).toMatchObject({ phase: 'failed', error: { code: 'numerical_failure' } })
  expect(starts).toEqual(['webgpu'])
})

test('a task that was stopped meanwhile does not begin again', async () => {
  const task = testTask()
  const { engine, starts } = await engineWith((model) => ({
    ...model,
    predict: async (...call) => {
      await engine.cancel(task.id)
      return saysNothing(model, Number.NaN).predict(...call)
    },
  }))
  expect((await runTask(engine, task)).phase).toBe('stopped')
  expect(starts).toEqual(['webgpu'])
})

test('an expander whose numbers a GPU lost has the task tried again on the processor', async () => {
  const lostNumbers = () => Promise.reject(new AppError('numerical_failure', 'NaN'))
  const { run, starts } = await engineWith(
    (model) => model,
    (on) => (on === 'webgpu' ? lostNumbers : async (prompt) => `${prompt}, sharp`),
  )
  const { state } = await run({ prompt: 'fox', style_selections: ['Fooocus V2'] })
  expect(state.phase).toBe('finished')
  expect(state.pictures[0]!.parameters.promptExpansion).toBe('fox, sharp')
  expect(starts).toEqual(['webgpu', 'wasm'])
})
