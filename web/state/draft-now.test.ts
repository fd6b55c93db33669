import { expect, test, vi } from 'vitest'
import manifest from '../../models-manifest.json' with { type: 'json' }
import type { DeviceReport } from '../../contract/device.ts'
import { ModelManifest } from '../../contract/manifest.ts'
import { aModelStatus } from '../testing/a-model-status.ts'
import { createDraftNow } from './draft-now.ts'
import { createDraftStore } from './draft-store.ts'
import { createEnvironmentStore } from './environment.ts'

function setUp() {
  const draft = createDraftStore({ read: () => undefined, write: () => {} })
  const environment = createEnvironmentStore(true)
  const now = createDraftNow(draft, environment)
  const heard = vi.fn()
  now.subscribe(heard)
  return { draft, environment, now, heard }
}

const model = ModelManifest.parse(manifest).models[0]!
const status = aModelStatus(model)
/** As it comes from the worker: every time a copy. */
const news = () => ({ type: 'model' as const, status: structuredClone(status) })

test('follows the draft, the models and what computes', () => {
  const { draft, environment, now, heard } = setUp()
  expect(now.getState().model).toBeNull()
  environment.getState().setModels([status])
  expect(now.getState().model).toBe(model)
  expect(now.getState().request.base_model_name).toBe(model.id)
  draft.getState().edit({ prompt: 'a fox' })
  expect(now.getState().request.prompt).toBe('a fox')
  expect(now.getState().request.image_number).toBe(1)
  environment.getState().hear({ type: 'device', report: { backend: 'webgpu' } as DeviceReport })
  expect(now.getState().request.image_number).toBe(2)
  expect(heard).toHaveBeenCalledTimes(3)
})

test('is the same as before, and tells nobody, where nothing comes of a change', () => {
  const { environment, now, heard } = setUp()
  environment.getState().setModels([status])
  const before = now.getState()
  heard.mockClear()
  environment.getState().hear(news())
  environment.getState().setOnline(false)
  environment.getState().hear({ type: 'device', report: { backend: 'wasm' } as DeviceReport })
  expect(now.getState()).toBe(before)
  expect(heard).not.toHaveBeenCalled()
})

test('keeps the lists that an edit leaves alone', () => {
  const { draft, environment, now } = setUp()
  environment.getState().setModels([status])
  const before = now.getState().request
  draft.getState().edit({ prompt: 'a fox' })
  const after = now.getState().request
  expect(after).not.toBe(before)
  expect(after.style_selections).toBe(before.style_selections)
  expect(after.loras).toBe(before.loras)
})

test('tells nothing any more to who has left', () => {
  const { draft, now } = setUp()
  const late = vi.fn()
  now.subscribe(late)()
  draft.getState().edit({ prompt: 'a fox' })
  expect(late).not.toHaveBeenCalled()
})
