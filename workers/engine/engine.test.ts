import * as Comlink from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { Engine } from '../../contract/engine.ts'
import { AppError } from '../../contract/errors.ts'
import type { LoraUse } from '../../contract/lora.ts'
import { runTask } from '../../contract/run-task.ts'
import type { TaskEvent, TaskState } from '../../contract/task.ts'
import { engineContract, testTask } from '../../contract/testing/engine-contract.ts'
import { createFakeEngineParts } from '../testing/fake-engine-parts.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { BUILT_IN_SOURCES } from '../planning/resolve-prompts.ts'
import { createEngine } from './engine.ts'
import type { ModelShelf } from './model-shelf.ts'

engineContract('the local engine', async () => {
  const engine = createEngine(createFakeEngineParts().parts)
  await engine.activate([])
  return { engine, close: async () => {} }
})

engineContract('the engine behind Comlink', async () => {
  const local = createEngine(createFakeEngineParts().parts)
  await local.activate([])
  const { port1, port2 } = new MessageChannel()
  const exposed: Engine = {
    ...local,
    subscribe: async (listener) => Comlink.proxy(await local.subscribe(listener)),
  }
  Comlink.expose(exposed, nodeEndpoint(port1))
  // Every member is asynchronous, so Comlink's view of the engine is the engine itself.
  const remote = Comlink.wrap<Engine>(nodeEndpoint(port2)) as unknown as Engine
  // One subscription for all, as in the page: each has a port of its own, and ports know no common order.
  const listeners = new Set<(event: TaskEvent) => void>()
  await remote.subscribe(Comlink.proxy((event) => listeners.forEach((listener) => listener(event))))
  const engine: Engine = {
    submit: (task) => remote.submit(task),
    cancel: (id) => remote.cancel(id),
    skip: (id) => remote.skip(id),
    subscribe: async (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  return {
    engine,
    close: async () => {
      port1.close()
      port2.close()
    },
  }
})

const lost = () => Promise.reject(new AppError('device_lost', 'gone'))

test('a lost device is rebuilt and the task begins again', async () => {
  let calls = 0
  const fake = createFakeEngineParts({ onPredict: () => (++calls === 3 ? lost() : Promise.resolve()) })
  const engine = createEngine(fake.parts)
  await engine.activate([])
  const events: TaskEvent[] = []
  const state = await runTask(engine, testTask(), (event) => events.push(event))
  expect(state.phase).toBe('finished')
  expect(state.attempt).toBe(2)
  expect(events.some((event) => event.type === 'requeued')).toBe(true)
  expect(fake.starts).toEqual([0, 1])
})

test('after two losses the task begins once more, for then the processor computes', async () => {
  let calls = 0
  const fake = createFakeEngineParts({ onPredict: () => (++calls <= 2 ? lost() : Promise.resolve()) })
  const engine = createEngine(fake.parts)
  await engine.activate([])
  const state = await runTask(engine, testTask())
  expect(state).toMatchObject({ phase: 'finished', attempt: 3 })
  expect(fake.starts).toEqual([0, 1, 2])
})

test('a model that only a GPU can hold gets one other device', async () => {
  const fake = createFakeEngineParts({ onPredict: lost })
  const { shelf } = fake.parts
  const engine = createEngine({
    ...fake.parts,
    models: [{ ...stickerModel, needs: { ...stickerModel.needs, webgpu: true } }],
    // The fake device is a processor, which would refuse it.
    shelf: { ...shelf, take: (_entry, options) => shelf.take(stickerModel, options) },
  })
  await engine.activate([])
  const state = await runTask(engine, testTask())
  expect(state).toMatchObject({ phase: 'failed', attempt: 2, error: { code: 'device_lost' } })
})

test('a device that is lost for the third time fails the task with a reason, and the next task runs', async () => {
  let calls = 0
  const fake = createFakeEngineParts({ onPredict: () => (++calls <= 3 ? lost() : Promise.resolve()) })
  const engine = createEngine(fake.parts)
  await engine.activate([])
  const state = await runTask(engine, testTask())
  expect(state).toMatchObject({ phase: 'failed', error: { code: 'device_lost' } })
  expect((await runTask(engine, testTask())).phase).toBe('finished')
})

test('a second attempt keeps the images that the first one finished', async () => {
  let calls = 0
  const fake = createFakeEngineParts({ onPredict: () => (++calls === 8 ? lost() : Promise.resolve()) })
  const engine = createEngine(fake.parts)
  await engine.activate([])
  const drawn: number[] = []
  const state = await runTask(engine, testTask({ image_number: 2 }), (event) => {
    if (event.type === 'picture') drawn.push(event.picture.index)
  })
  expect(state.pictures.map((picture) => picture.index)).toEqual([0, 1])
  expect(drawn).toEqual([0, 1])
})

test('a task whose images were all made before a crash ends without loading anything', async () => {
  const fake = createFakeEngineParts()
  const first = createEngine(fake.parts)
  await first.activate([])
  const task = testTask()
  // What a store has between the last picture and the end.
  const left: TaskState = { ...(await runTask(first, task)), phase: 'running', preview: null }
  const take = () => Promise.reject(new Error('nothing is to be loaded'))
  const keeper = { ...fake.parts.keeper, openTasks: async () => [left] }
  const engine = createEngine({ ...fake.parts, keeper, shelf: { ...fake.parts.shelf, take } })
  const ended = new Promise<TaskEvent>((resolve) => {
    void engine.subscribe((event) => {
      if (event.type === 'finished' || event.type === 'failed') resolve(event)
    })
  })
  await engine.activate([])
  expect(await ended).toMatchObject({ type: 'finished', taskId: task.id })
})

test('a full disk keeps the picture, unsaved, and says so', async () => {
  const fake = createFakeEngineParts()
  const full = () => Promise.reject(new AppError('storage_full', 'no room'))
  const engine = createEngine({ ...fake.parts, keeper: { ...fake.parts.keeper, savePicture: full } })
  await engine.activate([])
  const state = await runTask(engine, testTask())
  expect(state.phase).toBe('finished')
  expect(state.pictures[0]!.saved).toBe(false)
  expect(fake.troubles[0]).toMatchObject({ code: 'storage_full' })
})

test('numbers out of range fail the task and name the step', async () => {
  const fake = createFakeEngineParts()
  const take = fake.parts.shelf.take
  const shelf: typeof fake.parts.shelf = {
    ...fake.parts.shelf,
    take: async (...load) => {
      const model = await take(...load)
      return {
        ...model,
        predict: async (input, _shape, _timestep, on) => on.map(() => input.map(() => Number.NaN)),
      }
    },
  }
  const engine = createEngine({ ...fake.parts, shelf })
  await engine.activate([])
  const state = await runTask(engine, testTask())
  expect(state).toMatchObject({ phase: 'failed', error: { code: 'numerical_failure', detail: { step: 1 } } })
})

test('conditionings are released, after a stop too', async () => {
  const fake = createFakeEngineParts()
  const engine = createEngine(fake.parts)
  await engine.activate([])
  await runTask(engine, testTask({ image_number: 2 }))
  const stopped = testTask()
  await runTask(engine, stopped, (event) => {
    if (event.type === 'progress' && event.activity.kind === 'step') void engine.cancel(stopped.id)
  })
  expect(fake.models[0]!.live.size).toBe(0)
})

test('tasks gather until the engine is activated', async () => {
  const engine = createEngine(createFakeEngineParts().parts)
  const task = testTask()
  const kinds: string[] = []
  const end = runTask(engine, task, (event) => kinds.push(event.type))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(kinds).toEqual(['queued', 'planned'])
  await engine.activate([])
  expect((await end).phase).toBe('finished')
})

/** An engine that was killed while its first of two tasks ran. */
async function killedEngine() {
  const fake = createFakeEngineParts()
  const first = createEngine(fake.parts)
  await first.activate([])
  const running = testTask({ image_number: 2, image_seed: -1 })
  const waiting = testTask()
  await first.submit(running)
  await first.submit(waiting)
  await new Promise<void>((resolve) => {
    void first.subscribe((event) => {
      if (event.type === 'picture') resolve()
    })
  })
  // What a kill leaves behind is what the store had by then.
  const left = new Map([...fake.tasks].map(([id, state]) => [id, structuredClone(state)]))
  await first.cancel(running.id)
  await first.cancel(waiting.id)
  const keeper = { ...fake.parts.keeper, openTasks: async () => [...left.values()] }
  return { parts: { ...fake.parts, keeper }, running, waiting }
}

test('after a crash the running task fails with a reason and the waiting one goes on', async () => {
  const { parts, running, waiting } = await killedEngine()
  const engine = createEngine(parts)
  const events: TaskEvent[] = []
  await engine.subscribe((event) => void events.push(event))
  await engine.activate([running.id])
  await runTask(engine, testTask())
  const end = (id: string) => events.filter((event) => event.taskId === id).at(-1)
  expect(end(running.id)).toMatchObject({ type: 'failed', error: { code: 'engine_crashed' } })
  expect(end(waiting.id)).toMatchObject({ type: 'finished' })
})

test('after a reload the running task goes on with the images that are missing, on its drawn seed', async () => {
  const { parts, running } = await killedEngine()
  const engine = createEngine(parts)
  const drawn: [number, string][] = []
  const seeds: string[] = []
  await engine.subscribe((event) => {
    if (event.taskId !== running.id) return
    if (event.type === 'picture') drawn.push([event.picture.index, event.picture.seed])
    if (event.type === 'planned') seeds.push(...event.seeds)
  })
  await engine.activate([])
  await runTask(engine, testTask())
  expect(seeds).toEqual(['100', '101'])
  expect(drawn).toEqual([[1, '101']])
})

test('a task that was stopped while its GPU hung does not begin again on the next one', async () => {
  const task = testTask()
  const fake = createFakeEngineParts({
    onPredict: async () => {
      await engine.cancel(task.id)
      await lost()
    },
  })
  const engine = createEngine(fake.parts)
  await engine.activate([])
  const kinds: string[] = []
  const state = await runTask(engine, task, (event) => kinds.push(event.type))
  expect(state.phase).toBe('stopped')
  expect(kinds.filter((kind) => kind === 'started')).toHaveLength(1)
})

test('tasks that wait keep their order over two reloads', async () => {
  const fake = createFakeEngineParts()
  const waitingParts = { ...fake.parts, clock: { now: () => 5, elapsed: () => 0 } }
  const inOrder = async () =>
    [...fake.tasks.values()].filter(({ endedAt }) => endedAt === null).sort((a, b) => a.queuedAt - b.queuedAt)
  const keeper = { ...fake.parts.keeper, openTasks: inOrder }
  const tasks = Array.from({ length: 6 }, () => testTask())
  const first = createEngine({ ...waitingParts, keeper })
  for (const task of tasks) await first.submit(task)
  const places = async () => (await inOrder()).map(({ task }) => task.id)
  const before = await places()
  expect(before).toEqual(tasks.map(({ id }) => id))
  // Each of these workers dies before it has done anything.
  for (let reload = 0; reload < 2; reload++) {
    const hangs = new Promise<void>(() => {})
    const { parts } = createFakeEngineParts({ startDevice: () => hangs })
    await createEngine({ ...parts, keeper }).activate([])
    expect(await places()).toEqual(before)
  }
})

test('after a reload a picture that was only in memory is made again', async () => {
  const { parts, running } = await killedEngine()
  const left = (await parts.keeper.openTasks()).map((state) => ({
    ...state,
    pictures: state.pictures.map((picture) => ({ ...picture, saved: false })),
  }))
  const engine = createEngine({ ...parts, keeper: { ...parts.keeper, openTasks: async () => left } })
  const drawn: number[] = []
  await engine.subscribe((event) => {
    if (event.taskId === running.id && event.type === 'picture') drawn.push(event.picture.index)
  })
  await engine.activate([])
  await runTask(engine, testTask())
  expect(drawn).toEqual([0, 1])
})

test('the percentage never falls between two images of a task', async () => {
  const engine = createEngine(createFakeEngineParts().parts)
  await engine.activate([])
  const percents: number[] = []
  await runTask(engine, testTask({ image_number: 3 }), (event) => {
    if (event.type === 'progress') percents.push(event.percent)
  })
  expect(percents).toEqual([...percents].sort((a, b) => a - b))
})

test("a mode's LoRA is asked of the shelf, and taken out for the next task without", async () => {
  const fake = createFakeEngineParts()
  const asked: (readonly LoraUse[])[] = []
  const take: ModelShelf['take'] = (entry, options) => {
    asked.push(options.loras)
    return fake.parts.shelf.take(entry, options)
  }
  const performanceLoras = { Lightning: { role: 'lora_4_steps', weight: 0.8 } } as const
  const models = [{ ...stickerModel, spec: { ...stickerModel.spec, performanceLoras } }]
  const engine = createEngine({ ...fake.parts, models, shelf: { ...fake.parts.shelf, take } })
  await engine.activate([])
  const lightning = testTask({ performance_selection: 'Lightning' })
  expect((await runTask(engine, lightning)).phase).toBe('finished')
  expect((await runTask(engine, testTask())).phase).toBe('finished')
  expect(asked).toMatchObject([[{ source: 'model', role: 'lora_4_steps', weight: 0.8 }], []])
})

test("a user's LoRA is found by its name, and the keys that fit nowhere are told once it is loaded", async () => {
  const fake = createFakeEngineParts()
  const take: ModelShelf['take'] = async (entry, options) => {
    const reports = options.loras.map(({ name }) => {
      return { file: name, changed: 1, leftOver: ['lora_te2_a', 'lora_te2_b'], skipped: null }
    })
    return { ...(await fake.parts.shelf.take(entry, options)), loras: () => reports }
  }
  const file = { name: 'cat.safetensors', bytes: 1, addedAt: 0, sha256: 'a'.repeat(64), lora: null }
  const engine = createEngine({
    ...fake.parts,
    sources: () => ({ ...BUILT_IN_SOURCES, userFiles: [{ kind: 'lora', ...file }] }),
    shelf: { ...fake.parts.shelf, take },
  })
  await engine.activate([])
  const state = await runTask(engine, testTask({ loras: [{ model_name: 'cat', weight: 0.5 }] }))
  expect(state.phase).toBe('finished')
  expect(state.notices).toContainEqual({
    code: 'lora_keys_left_out',
    detail: { lora: 'cat.safetensors', count: 2, keys: 'lora_te2_a, lora_te2_b' },
  })
  expect(state.seeds).toHaveLength(1)
  expect(state.pictures[0]!.parameters.loras).toEqual([
    { name: 'cat.safetensors', weight: 0.5, hash: 'aaaaaaaaaa' },
  ])
})

/** Parts whose one model has an expander. */
function expandingParts(hooks: Parameters<typeof createFakeEngineParts>[0] = {}) {
  const fake = createFakeEngineParts(hooks)
  const expander = { lengthMultiple: 75, maxTokens: 1024, expands: 'prompt' } as const
  const models = [{ ...stickerModel, spec: { ...stickerModel.spec, expander } }]
  return { ...fake, parts: { ...fake.parts, models } }
}

const expanding = { prompt: 'a fox', style_selections: ['Fooocus V2'], image_seed: 7 }

test('prompts are expanded before anything is encoded, in the words and percentages of the reference', async () => {
  const engine = createEngine(expandingParts().parts)
  await engine.activate([])
  const told: [number, string][] = []
  const task = testTask({ ...expanding, image_number: 2, overwrite_step: 4 })
  const state = await runTask(engine, task, (event) => {
    if (event.type === 'progress') told.push([event.percent, event.message])
  })
  const at = (message: string) => told.findIndex(([, one]) => one === message)
  expect(told).toContainEqual([4, 'Preparing Fooocus text #1 ...'])
  expect(told).toContainEqual([4, 'Preparing Fooocus text #2 ...'])
  expect(at('Processing prompts ...')).toBeLessThan(at('Preparing Fooocus text #1 ...'))
  expect(at('Preparing Fooocus text #2 ...')).toBeLessThan(at('Encoding positive #1 ...'))
  const steps = told.filter(([, message]) => message.startsWith('Sampling step')).map(([percent]) => percent)
  expect(steps).toEqual([17, 29, 41, 53, 64, 76, 88, 100])
  expect(state.pictures.map(({ parameters }) => parameters.promptExpansion)).toEqual([
    'a fox, drawn by 7',
    'a fox, drawn by 8',
  ])
  expect(state.pictures[0]!.parameters.styles).toEqual(['Fooocus V2'])
})

test('a failing expander fails the task with its code: no picture goes out with other words than planned', async () => {
  const fake = expandingParts({ onExpand: () => Promise.reject(new AppError('out_of_memory', 'full')) })
  const engine = createEngine(fake.parts)
  await engine.activate([])
  const state = await runTask(engine, testTask(expanding))
  expect(state).toMatchObject({ phase: 'failed', error: { code: 'out_of_memory' }, pictures: [] })
})

test('a device lost while words are sought is rebuilt', async () => {
  let calls = 0
  const fake = expandingParts({ onExpand: () => (++calls === 1 ? lost() : Promise.resolve()) })
  const engine = createEngine(fake.parts)
  await engine.activate([])
  expect(await runTask(engine, testTask(expanding))).toMatchObject({ phase: 'finished', attempt: 2 })
})

test('a stop while words are sought stops the task', async () => {
  const task = testTask({ ...expanding, image_number: 4 })
  let asked = 0
  const fake = expandingParts({
    onExpand: async () => {
      if (++asked === 2) await engine.cancel(task.id)
    },
  })
  const engine = createEngine(fake.parts)
  await engine.activate([])
  expect(await runTask(engine, task)).toMatchObject({ phase: 'stopped', pictures: [] })
  expect(asked).toBe(2)
})
