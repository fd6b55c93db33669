import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import manifest from '../../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../../contract/manifest.ts'
import { EMPTY_DRAFT, parseDraft, type Draft } from './draft.ts'
import { createDraftStore } from './draft-store.ts'
import { draftOf, effectiveRequest, isSeedValid } from './effective-request.ts'
import type { StoredValue } from './stored-value.ts'

const model = ModelManifest.parse(manifest).models[0]!
const ground = { model, backend: 'wasm' } as const
const draftWith = (fields: Partial<Draft>): Draft => ({ ...EMPTY_DRAFT, ...fields })

function memory(kept?: unknown): StoredValue & { readonly writes: unknown[] } {
  const writes: unknown[] = []
  return { writes, read: () => kept, write: (value) => void writes.push(value) }
}

describe('the draft', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is written 300 ms after the last change', () => {
    const kept = memory()
    const { getState } = createDraftStore(kept)
    getState().edit({ prompt: 'a' })
    vi.advanceTimersByTime(299)
    getState().edit({ prompt: 'ab' })
    vi.advanceTimersByTime(299)
    expect(kept.writes).toEqual([])
    vi.advanceTimersByTime(1)
    expect(kept.writes).toEqual([{ ...EMPTY_DRAFT, request: { prompt: 'ab' } }])
  })

  it('is written at once when the page goes, and only when something changed', () => {
    const kept = memory()
    const { getState, flush } = createDraftStore(kept)
    flush()
    getState().edit({ prompt: 'a' })
    flush()
    vi.advanceTimersByTime(1000)
    expect(kept.writes).toEqual([{ ...EMPTY_DRAFT, request: { prompt: 'a' } }])
  })

  it('comes back on the next visit, without fields that do not fit any more', () => {
    const kept = memory({
      request: { prompt: 'a fox', sharpness: 99, gone: 1 },
      isSeedRandom: false,
      seedText: '5',
    })
    expect(createDraftStore(kept).getState().draft).toEqual({
      request: { prompt: 'a fox' },
      isSeedRandom: false,
      seedText: '5',
    })
  })

  it('starts empty when what was kept is no draft', () => {
    for (const junk of [undefined, null, 7, 'text', [], { request: 1 }]) expect(parseDraft(junk)).toBeNull()
  })

  it('forgets fields, which follow the model again', () => {
    const { getState } = createDraftStore(memory())
    getState().edit({ prompt: 'a', sharpness: 5, guidance_scale: 9 })
    getState().forget(['sharpness', 'guidance_scale'])
    expect(getState().draft.request).toEqual({ prompt: 'a' })
  })

  it('hands back the draft before when it is replaced', () => {
    const { getState } = createDraftStore(memory())
    getState().edit({ prompt: 'before' })
    const before = getState().replace(EMPTY_DRAFT)
    expect(before.request).toEqual({ prompt: 'before' })
  })
})

describe('effectiveRequest', () => {
  it('follows the model where nothing was touched', () => {
    const request = effectiveRequest(EMPTY_DRAFT, ground)
    const [width, height] = model.spec.sizes.trained[0]!
    expect(request).toMatchObject({
      base_model_name: model.id,
      performance_selection: model.spec.defaults.performance,
      style_selections: model.spec.defaults.styles,
      aspect_ratios_selection: `${width}*${height}`,
      image_seed: '-1',
    })
  })

  it('keeps what was touched', () => {
    const request = effectiveRequest(draftWith({ request: { prompt: 'a fox', image_number: 3 } }), ground)
    expect(request).toMatchObject({ prompt: 'a fox', image_number: 3 })
  })

  it('takes the nearest shape for a size that the model does not have', () => {
    const draft = draftWith({ request: { aspect_ratios_selection: '1024*1024' } })
    expect(effectiveRequest(draft, ground).aspect_ratios_selection).toBe('128*128')
  })

  it('falls back to the default mode for one that the model cannot do', () => {
    const draft = draftWith({ request: { performance_selection: 'Lightning' } })
    expect(effectiveRequest(draft, ground).performance_selection).toBe('Lightning')
    const { performanceLoras: _, ...spec } = model.spec
    const request = effectiveRequest(draft, { model: { ...model, spec }, backend: 'wasm' })
    expect(request.performance_selection).toBe('Speed')
  })

  it('makes two pictures by default where a graphics processor computes, else one', () => {
    expect(effectiveRequest(EMPTY_DRAFT, ground).image_number).toBe(1)
    expect(effectiveRequest(EMPTY_DRAFT, { model, backend: 'webgpu' }).image_number).toBe(2)
  })

  it('uses the seed only when it is not random', () => {
    const seeded = { seedText: ' 0042 ', isSeedRandom: false }
    expect(effectiveRequest(draftWith(seeded), ground).image_seed).toBe('42')
    expect(effectiveRequest(draftWith({ ...seeded, isSeedRandom: true }), ground).image_seed).toBe('-1')
  })

  it('keeps the largest seed exact', () => {
    const draft = draftWith({ seedText: '9223372036854775807', isSeedRandom: false })
    expect(effectiveRequest(draft, ground).image_seed).toBe('9223372036854775807')
    expect(isSeedValid(draft)).toBe(true)
    expect(isSeedValid({ ...draft, seedText: '9223372036854775808' })).toBe(false)
  })

  it('gives a picture request back unchanged through a draft', () => {
    const request = {
      ...effectiveRequest(EMPTY_DRAFT, ground),
      prompt: 'a fox',
      image_seed: '7',
      sharpness: 5,
    }
    expect(effectiveRequest(draftOf(request), ground)).toEqual(request)
  })
})
