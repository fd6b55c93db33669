import { describe, expect, it } from 'vitest'
import manifest from '../../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../../contract/manifest.ts'
import { aModelStatus } from '../testing/a-model-status.ts'
import { createDraftNow } from './draft-now.ts'
import { createDraftStore } from './draft-store.ts'
import { createEnvironmentStore } from './environment.ts'
import type { PageStores } from './page-stores.ts'
import { createPresetActions } from './preset-actions.ts'
import { createPresetsStore, isChangedSince } from './presets.ts'
import type { StoredValue } from './stored-value.ts'
import type { PageToast } from './toasts.ts'

const model = ModelManifest.parse(manifest).models[0]!
const status = aModelStatus(model)

function memory(): StoredValue {
  let kept: unknown
  return {
    read: () => kept,
    write: (value) => {
      kept = JSON.parse(JSON.stringify(value)) as unknown
    },
  }
}

function setUp() {
  const kept = memory()
  const draft = createDraftStore(memory())
  const presets = createPresetsStore(kept)
  const environment = createEnvironmentStore(true)
  environment.getState().setModels([status])
  const toasts: PageToast[] = []
  const draftNow = createDraftNow(draft, environment)
  const page = { draft, draftNow, presets, environment, toast: (toast: PageToast) => void toasts.push(toast) }
  // Presets need no other store.
  const act = createPresetActions(page as unknown as PageStores)
  const undo = () => {
    const toast = toasts.at(-1)
    if (toast && 'undo' in toast) toast.undo()
  }
  const isChanged = () => {
    const { chosen } = presets.getState()
    return chosen !== null && isChangedSince(chosen, draft.getState().draft.request)
  }
  return { act, draft, presets, toasts, undo, isChanged, kept }
}

describe('choosing a preset', () => {
  it('applies it at once, names what is not here, and can be undone', async () => {
    const { act, draft, presets, toasts, undo } = setUp()
    draft.getState().edit({ prompt: 'a cat', sharpness: 9 })
    const before = draft.getState().draft
    await act.choosePreset('built-in', 'anime')
    expect(draft.getState().draft.request).toMatchObject({ prompt: 'a cat', guidance_scale: 6, sharpness: 2 })
    expect(presets.getState().chosen?.missing).toEqual(['animaPencilXL_v500.safetensors'])
    expect(toasts.at(-1)).toMatchObject({ kind: 'preset_applied', name: 'anime' })
    undo()
    expect(draft.getState().draft).toEqual(before)
    expect(presets.getState().chosen).toBeNull()
  })

  it('marks what was changed since, and reverts it', async () => {
    const { act, draft, isChanged } = setUp()
    await act.choosePreset('built-in', 'anime')
    draft.getState().edit({ prompt: 'another cat' })
    expect(isChanged()).toBe(false)
    draft.getState().edit({ guidance_scale: 9 })
    expect(isChanged()).toBe(true)
    await act.revertToPreset()
    expect(isChanged()).toBe(false)
    expect(draft.getState().draft.request).toMatchObject({ prompt: 'another cat', guidance_scale: 6 })
  })

  it('goes back to the model’s own settings with "initial"', async () => {
    const { act, draft, presets } = setUp()
    draft.getState().edit({ prompt: 'a cat' })
    await act.choosePreset('built-in', 'lightning')
    await act.choosePreset('built-in', 'initial')
    expect(draft.getState().draft.request).toEqual({ prompt: 'a cat' })
    expect(presets.getState().chosen).toBeNull()
  })
})

describe('presets of one’s own', () => {
  it('are saved without the prompt, survive the visit, and are applied', async () => {
    const { act, draft, presets, kept } = setUp()
    draft.getState().edit({ prompt: 'a cat', guidance_scale: 9, style_selections: ['SAI Anime'] })
    act.savePreset('  Mine ')
    expect(presets.getState().chosen).toMatchObject({ name: 'Mine', owner: 'user' })
    await act.choosePreset('built-in', 'initial')
    draft.getState().edit({ prompt: 'a dog' })
    await act.choosePreset('user', 'Mine')
    expect(draft.getState().draft.request).toMatchObject({
      prompt: 'a dog',
      guidance_scale: 9,
      style_selections: ['SAI Anime'],
    })
    expect(
      createPresetsStore(kept)
        .getState()
        .mine.map(({ name }) => name),
    ).toEqual(['Mine'])
    expect(createPresetsStore(kept).getState().chosen?.name).toBe('Mine')
  })

  it('are updated, renamed and deleted, with undo', () => {
    const { act, draft, presets, undo, isChanged } = setUp()
    const names = () => presets.getState().mine.map(({ name }) => name)
    act.savePreset('Mine')
    draft.getState().edit({ sharpness: 7 })
    expect(isChanged()).toBe(true)
    act.savePreset('Mine')
    expect(isChanged()).toBe(false)
    expect(presets.getState().mine[0]?.fields).toMatchObject({ sharpness: 7 })
    act.renamePreset('Other')
    expect(names()).toEqual(['Other'])
    act.deletePreset()
    expect(names()).toEqual([])
    undo()
    expect(names()).toEqual(['Other'])
    expect(presets.getState().chosen?.name).toBe('Other')
  })

  it('go out as a file of Fooocus and come back from one', async () => {
    const one = setUp()
    one.draft.getState().edit({ guidance_scale: 6.5, negative_prompt: 'blur' })
    const text = one.act.exportPreset()
    expect(JSON.parse(text)).toMatchObject({ default_cfg_scale: 6.5, default_prompt_negative: 'blur' })
    const other = setUp()
    expect(await other.act.importPreset(text, 'calm.json')).toEqual({
      kind: 'imported',
      name: 'calm',
      ignored: [],
    })
    expect(other.draft.getState().draft.request).toMatchObject({
      guidance_scale: 6.5,
      negative_prompt: 'blur',
    })
    expect(other.presets.getState().chosen).toMatchObject({ name: 'calm', missing: [], unknown: [] })
  })

  it('are not made from other files', async () => {
    const { act, presets } = setUp()
    expect(await act.importPreset('{"a": 1}', 'x.json')).toEqual({ kind: 'no_preset' })
    expect(presets.getState().mine).toEqual([])
  })
})

it('starts without presets when what was kept is none', () => {
  for (const junk of [undefined, 7, { mine: [{ name: '' }], chosen: null }]) {
    const store = createPresetsStore({ read: () => junk, write: () => undefined })
    expect(store.getState()).toMatchObject({ mine: [], chosen: null })
  }
})
