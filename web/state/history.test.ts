import { describe, expect, it } from 'vitest'
import { EMPTY_DRAFT } from './draft.ts'
import { createDraftStore } from './draft-store.ts'
import { createHistory } from './history.ts'
import { createPresetsStore, type ChosenPreset } from './presets.ts'
import type { StoredValue } from './stored-value.ts'

const nowhere: StoredValue = { read: () => undefined, write: () => undefined }
const anime: ChosenPreset = { name: 'anime', owner: 'built-in', applied: {}, missing: [], unknown: [] }

function setUp() {
  const clock = { ms: 0 }
  const draft = createDraftStore(nowhere, () => clock.ms)
  const presets = createPresetsStore(nowhere)
  const history = createHistory(draft, presets)
  const request = () => draft.getState().draft.request
  const { edit, editSeed, forget, replace } = draft.getState()
  return { clock, draft, presets, history, request, edit, editSeed, forget, replace }
}

describe('the history of the draft', () => {
  it('goes back and forth, says what a step changes, and ends at both ends', () => {
    const { history, request, edit } = setUp()
    edit({ sharpness: 5 })
    edit({ guidance_scale: 9, sampler_name: 'lcm' })
    expect(history.undo()).toEqual({ fields: ['guidance_scale', 'sampler_name'], isPreset: false })
    expect(request()).toEqual({ sharpness: 5 })
    expect(history.undo()).toEqual({ fields: ['sharpness'], isPreset: false })
    expect(history.undo()).toBeNull()
    expect(request()).toEqual({})
    history.redo()
    history.redo()
    expect(history.redo()).toBeNull()
    expect(request()).toEqual({ sharpness: 5, guidance_scale: 9, sampler_name: 'lcm' })
  })

  it('takes typing on, and dragging, as one step; a pause, another field or an undo begins the next', () => {
    const { clock, history, request, edit } = setUp()
    edit({ prompt: 'a' })
    clock.ms += 900
    edit({ prompt: 'ab' })
    clock.ms += 900
    edit({ prompt: 'abc' })
    edit({ sharpness: 1 })
    clock.ms += 900
    edit({ prompt: 'abcd' })
    clock.ms += 1000
    edit({ prompt: 'abcde' })
    const seen: unknown[] = []
    while (history.undo()) seen.push(request())
    expect(seen).toEqual([
      { prompt: 'abcd', sharpness: 1 },
      { prompt: 'abc', sharpness: 1 },
      { prompt: 'abc' },
      {},
    ])
    edit({ prompt: 'x' })
    history.undo()
    edit({ prompt: 'y' })
    expect(history.redo()).toBeNull()
    history.undo()
    expect(request()).toEqual({})
  })

  it('knows the seed and fields that are put back, and no step that changes nothing', () => {
    const { draft, history, edit, editSeed, forget } = setUp()
    edit({ sharpness: 5 })
    edit({ sharpness: 5 })
    editSeed({ isSeedRandom: false, seedText: '7' })
    forget(['sharpness'])
    expect(history.undo()?.fields).toEqual(['sharpness'])
    expect(history.undo()?.fields).toEqual(['image_seed'])
    expect(history.undo()?.fields).toEqual(['sharpness'])
    expect(draft.getState().draft).toEqual(EMPTY_DRAFT)
  })

  it('keeps the last hundred steps', () => {
    const { clock, history, edit } = setUp()
    for (let step = 0; step < 120; step++) {
      clock.ms += 2000
      edit({ sharpness: step / 10 })
    }
    let steps = 0
    while (history.undo()) steps++
    expect(steps).toBe(100)
  })

  it('is gone through by the undo of a toast as well, so that redo brings its change again', () => {
    const { draft, history, request, edit, replace } = setUp()
    edit({ prompt: 'mine' })
    const before = replace({ ...EMPTY_DRAFT, request: { prompt: 'a picture’s' } })
    replace(before)
    expect(request()).toEqual({ prompt: 'mine' })
    history.redo()
    expect(request()).toEqual({ prompt: 'a picture’s' })
    // Another change in between: the toast's undo is a step of its own.
    edit({ sharpness: 3 })
    replace(before)
    history.undo()
    expect(draft.getState().draft.request).toEqual({ prompt: 'a picture’s', sharpness: 3 })
  })

  it('brings the preset back that was chosen then, unless it is gone', () => {
    const { draft, presets, history, edit } = setUp()
    const mine: ChosenPreset = { ...anime, name: 'mine', owner: 'user' }
    presets.getState().put({ name: 'mine', fields: {} })
    edit({ sharpness: 5 })
    presets.getState().choose(mine)
    edit({ sharpness: 9, guidance_scale: 2 })
    presets.getState().choose(anime)
    expect(history.undo()).toMatchObject({ isPreset: true })
    expect(presets.getState().chosen).toEqual(mine)
    history.redo()
    expect(presets.getState().chosen).toEqual(anime)
    presets.getState().remove('mine')
    history.undo()
    expect(presets.getState().chosen).toBeNull()
    expect(draft.getState().draft.request).toEqual({ sharpness: 5 })
  })
})
