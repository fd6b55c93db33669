import { expect, test } from 'vitest'
import manifest from '../../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { createTaskId } from '../../contract/task.ts'
import { aModelStatus } from '../testing/a-model-status.ts'
import { createDraftStore } from './draft-store.ts'
import { createEnvironmentStore } from './environment.ts'
import { createGenerateActions, type GenerateOutcome } from './generate-actions.ts'
import type { PageStores } from './page-stores.ts'
import { createTasksStore } from './tasks.ts'

const status = aModelStatus(ModelManifest.parse(manifest).models[0]!)

/** Generate over a queue that only notes what is asked of it. */
function setUp() {
  const draft = createDraftStore({ read: () => undefined, write: () => {} })
  const environment = createEnvironmentStore(true)
  const tasks = createTasksStore()
  const submitted: GenerationRequest[] = []
  const page = {
    draft,
    environment,
    tasks,
    gallery: { getState: () => ({ choose: () => {} }) },
    habits: { getState: () => ({ note: () => {} }) },
  }
  const queue = {
    submit: (request: GenerationRequest) => {
      submitted.push(request)
      return createTaskId(crypto.randomUUID())
    },
    arrange: () => {},
    waiting: () => [],
  }
  // What generating does not touch is left out.
  const actions = createGenerateActions(page as unknown as PageStores, queue, () => {})
  return { actions, draft, environment, tasks, submitted }
}

/** What comes of a press that is held. */
async function outcomeOf(press: GenerateOutcome): Promise<GenerateOutcome> {
  if (press.kind !== 'held') throw new Error(`the press was not held but ${press.kind}`)
  return press.outcome
}

test('a press before the models are known waits for them, and asks for what the draft was then', async () => {
  const { actions, draft, environment, submitted } = setUp()
  draft.getState().edit({ prompt: 'a fox' })
  const outcome = actions.generate('')
  draft.getState().edit({ prompt: 'a fox and more' })
  expect(submitted).toEqual([])
  environment.getState().setModels([status])
  expect(await outcomeOf(outcome)).toEqual({ kind: 'submitted', waiting: 0 })
  expect(submitted).toHaveLength(1)
  const [width, height] = status.model.spec.sizes.trained[0]!
  expect(submitted[0]).toMatchObject({
    prompt: 'a fox',
    base_model_name: status.model.id,
    aspect_ratios_selection: `${width}*${height}`,
  })
})

test('once the models are known, a press is answered at once', () => {
  const { actions, draft, environment, submitted } = setUp()
  environment.getState().setModels([status])
  draft.getState().edit({ prompt: 'a fox' })
  expect(actions.generate('')).toEqual({ kind: 'submitted', waiting: 0 })
  expect(submitted).toHaveLength(1)
})

test('of several presses before that only the last one counts', async () => {
  const { actions, draft, environment, tasks, submitted } = setUp()
  draft.getState().edit({ prompt: 'a fox' })
  const outcomes = [actions.generate(''), actions.generate(''), actions.generate('')]
  environment.getState().setModels([status])
  const ends = await Promise.all(outcomes.map(outcomeOf))
  expect(ends).toEqual([{ kind: 'dropped' }, { kind: 'dropped' }, { kind: 'submitted', waiting: 0 }])
  expect(submitted).toHaveLength(1)
  expect(tasks.getState().heldPress).toBeNull()
})

test('where the models cannot be told, a press goes out as the draft stands', () => {
  const { actions, draft, environment, submitted } = setUp()
  environment.getState().setModels([])
  draft.getState().edit({ prompt: 'a fox' })
  expect(actions.generate('').kind).toBe('submitted')
  expect(submitted).toHaveLength(1)
})
