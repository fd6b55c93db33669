import { expect, it } from 'vitest'
import manifest from '../../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../../contract/manifest.ts'
import type { Studio } from '../../contract/studio.ts'
import { GenerationRequest } from '../../contract/request.ts'
import { createTaskId, type Task, type TaskId } from '../../contract/task.ts'
import { aModelStatus } from '../testing/a-model-status.ts'
import { createActions } from './actions.ts'
import type { EnginePort } from './connection-state.ts'
import { createDraftNow } from './draft-now.ts'
import { createDraftStore } from './draft-store.ts'
import { createEnvironmentStore } from './environment.ts'
import { watchRepeat } from './generate-actions.ts'
import type { PageStores } from './page-stores.ts'
import { createTasksStore, waitingTasks } from './tasks.ts'
import type { PageToast } from './toasts.ts'

/** Actions over an engine that only queues; the test lets its tasks begin and end. */
function setUp({ knowsModels = true } = {}) {
  const arranged: (readonly TaskId[])[] = []
  const tasks = createTasksStore()
  const draft = createDraftStore({ read: () => undefined, write: () => {} })
  const environment = createEnvironmentStore(true)
  const tellModels = () =>
    environment.getState().setModels([aModelStatus(ModelManifest.parse(manifest).models[0]!)])
  if (knowsModels) tellModels()
  const toasts: PageToast[] = []
  const end = (id: TaskId, type: 'finished' | 'stopped' | 'failed' = 'finished') => {
    const timings = { loadMs: 0, encodeMs: 0, stepMs: 0, decodeMs: 0, totalMs: 0 }
    const error = { code: 'internal', message: '', detail: {} } as const
    if (type === 'finished') tasks.getState().apply({ type, taskId: id, at: 2, timings })
    else if (type === 'failed') tasks.getState().apply({ type, taskId: id, at: 2, error })
    else tasks.getState().apply({ type, taskId: id, at: 2 })
  }
  const page = {
    tasks,
    draft,
    draftNow: createDraftNow(draft, environment),
    environment,
    gallery: { getState: () => ({ choose: () => {} }) },
    habits: { getState: () => ({ note: () => {} }) },
    toast: (toast: PageToast) => void toasts.push(toast),
  }
  const engine = {
    submit: async () => {},
    cancel: async (id: TaskId) => end(id, 'stopped'),
    studio: { queue: { arrange: async (ids) => void arranged.push(ids) } } as Partial<Studio>,
  }
  // What queueing does not touch is left out.
  const actions = createActions(page as unknown as PageStores, engine as unknown as EnginePort)
  const relayed = (prompt: string): Task => ({
    id: createTaskId(crypto.randomUUID()),
    origin: 'relay',
    request: GenerationRequest.parse({ prompt }),
    createdAt: 0,
  })
  return {
    actions,
    arranged,
    draft,
    end,
    tasks,
    tellModels,
    toasts,
    /** Queues a task for each prompt. */
    fill: (...prompts: string[]) => {
      for (const prompt of prompts) {
        draft.getState().edit({ prompt })
        actions.generate('')
      }
    },
    fillFromOutside: (prompt: string) => {
      const task = relayed(prompt)
      tasks.getState().apply({ type: 'queued', taskId: task.id, at: 0, task })
    },
    start: (id: TaskId) => tasks.getState().apply({ type: 'started', taskId: id, at: 1, attempt: 1 }),
    prompts: () => waitingTasks(tasks.getState()).map(({ task }) => task.request.prompt),
    idOf: (prompt: string) =>
      waitingTasks(tasks.getState()).find(({ task }) => task.request.prompt === prompt)!.task.id,
    undo: () => {
      const toast = toasts.at(-1)!
      if ('undo' in toast) toast.undo?.()
    },
  }
}

it('lets go of a press that waits for the models when Stop is pressed', async () => {
  const { actions, draft, prompts, tellModels } = setUp({ knowsModels: false })
  draft.getState().edit({ prompt: 'a' })
  const press = actions.generate('')
  actions.stop()
  tellModels()
  if (press.kind !== 'held') throw new Error('the press was not held')
  expect(await press.outcome).toEqual({ kind: 'dropped' })
  expect(prompts()).toEqual([])
})

it('moves a waiting task, in the page and in the engine', () => {
  const { actions, arranged, fill, prompts, idOf } = setUp()
  fill('a', 'b', 'c')
  actions.moveWaiting(idOf('c'), idOf('a'))
  expect(prompts()).toEqual(['c', 'a', 'b'])
  expect(arranged).toEqual([[idOf('c'), idOf('a'), idOf('b')]])
  actions.moveWaiting(idOf('c'), null)
  expect(prompts()).toEqual(['a', 'b', 'c'])
})

it('puts a removed task back at its place, also when its neighbours have begun', () => {
  const { actions, fill, prompts, idOf, start, undo } = setUp()
  fill('a', 'b', 'c', 'd')
  actions.removeWaiting(idOf('c'))
  expect(prompts()).toEqual(['a', 'b', 'd'])
  start(idOf('a'))
  start(idOf('b'))
  fill('e')
  undo()
  expect(prompts()).toEqual(['c', 'd', 'e'])
})

it('puts all tasks back in their order after a clearing, but none of a caller', () => {
  const { actions, fill, fillFromOutside, prompts, toasts, undo } = setUp()
  fill('a', 'b')
  fillFromOutside('asked for')
  fill('c')
  actions.clearWaiting()
  expect(prompts()).toEqual([])
  undo()
  expect(prompts()).toEqual(['a', 'b', 'c'])
  expect(toasts).toMatchObject([{ kind: 'removed_from_queue', count: 4 }])
})

it('offers no undo for what a caller has been told', () => {
  const { actions, fillFromOutside, idOf, toasts } = setUp()
  fillFromOutside('asked for')
  actions.removeWaiting(idOf('asked for'))
  expect(toasts).toEqual([{ kind: 'removed_relayed' }])
})

it('takes a task back into the draft, and swaps both back on undo', () => {
  const { actions, draft, fill, prompts, idOf, undo } = setUp()
  fill('a', 'b', 'c')
  draft.getState().edit({ prompt: 'something else' })
  actions.editWaiting(idOf('b'))
  expect([draft.getState().draft.request.prompt, prompts()]).toEqual(['b', ['a', 'c']])
  undo()
  expect([draft.getState().draft.request.prompt, prompts()]).toEqual(['something else', ['a', 'b', 'c']])
})

it('asks and says nothing when the draft is that task already', () => {
  const { actions, draft, fill, prompts, idOf, toasts } = setUp()
  fill('a', 'b')
  actions.editWaiting(idOf('b'))
  expect([draft.getState().draft.request.prompt, prompts(), toasts]).toEqual(['b', ['a'], []])
})

it('puts a duplicate right behind its original', () => {
  const { actions, fill, prompts, idOf } = setUp()
  fill('a', 'b')
  actions.duplicateWaiting(idOf('a'))
  expect(prompts()).toEqual(['a', 'a', 'b'])
})

it('generates next in front of what waits', () => {
  const { actions, draft, fill, prompts } = setUp()
  fill('a', 'b')
  draft.getState().edit({ prompt: 'now' })
  actions.generateNext('')
  expect(prompts()).toEqual(['now', 'a', 'b'])
})

it('generates one task for each selected style, and one picture for each choice', () => {
  const { actions, draft, tasks } = setUp()
  draft
    .getState()
    .edit({ prompt: 'a [[red, blue]] [[fox, cat, owl]]', style_selections: ['Fooocus V2', 'sai-anime'] })
  actions.generateEachStyle('')
  actions.generateEachChoice('')
  const requests = waitingTasks(tasks.getState()).map(({ task }) => task.request)
  expect(requests.map((request) => request.style_selections)).toEqual([
    ['Fooocus V2'],
    ['sai-anime'],
    ['Fooocus V2', 'sai-anime'],
  ])
  expect(requests.at(-1)!.image_number).toBe(6)
})

it('repeats from the draft as it is then, until its task ends in another way', () => {
  const { actions, draft, end, idOf, prompts, start, tasks } = setUp()
  watchRepeat(tasks, actions.repeatAgain)
  draft.getState().edit({ prompt: 'a' })
  actions.generateRepeatedly('')
  const first = idOf('a')
  start(first)
  draft.getState().edit({ prompt: 'b' })
  expect(prompts()).toEqual([])
  end(first)
  expect(prompts()).toEqual(['b'])
  end(idOf('b'), 'failed')
  expect([prompts(), tasks.getState().repeated]).toEqual([[], null])
})

it('ends a repetition with Stop, and leaves waiting tasks alone while the queue is paused', () => {
  const { actions, draft, prompts, tasks } = setUp()
  watchRepeat(tasks, actions.repeatAgain)
  draft.getState().edit({ prompt: 'a' })
  actions.generateRepeatedly('')
  tasks.getState().setQueue({ isPaused: true, restingSince: null })
  actions.stop()
  expect([prompts(), tasks.getState().repeated]).toEqual([['a'], null])
})
