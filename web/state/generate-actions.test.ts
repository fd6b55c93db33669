import { expect, test } from 'vitest'
import manifest from '../../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { createTaskId } from '../../contract/task.ts'
import { aModelStatus } from '../testing/a-model-status.ts'
import { createDraftStore } from './draft-store.ts'
import { createEnvironmentStore } from './environment.ts'
import { createGenerateActions } from './generate-actions.ts'
import type { PageStores } from './page-stores.ts'

const status = aModelStatus(ModelManifest.parse(manifest).models[0]!)

/** Generate over a queue that only notes what is asked of it. */
function setUp() {
  const draft = createDraftStore({ read: () => undefined, write: () => {} })
  const environment = createEnvironmentStore(true)
  const submitted: GenerationRequest[] = []
  const page = {
    draft,
    environment,
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
  return { actions, draft, environment, submitted }
}

test('a press before the models are known waits for them, and asks for what the draft was then', async () => {
  const { actions, draft, environment, submitted } = setUp()
  draft.getState().edit({ prompt: 'a fox' })
  const outcome = actions.generate('')
  draft.getState().edit({ prompt: 'a fox and more' })
  expect(submitted).toEqual([])
  if (outcome.kind !== 'held') throw new Error(`the press was not held but ${outcome.kind}`)
  environment.getState().setModels([status])
  expect(await outcome.outcome).toEqual({ kind: 'submitted', waiting: 0 })
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
