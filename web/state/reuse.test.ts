import { describe, expect, it } from 'vitest'
import manifest from '../../models-manifest.json'
import { ModelManifest } from '../../contract/manifest.ts'
import { GenerationRequest } from '../../contract/request.ts'
import type { ModelStatus } from '../../contract/studio.ts'
import type { Draft } from './draft.ts'
import { missingHere, REUSE_PARTS, reusedDraft } from './reuse.ts'

const before: Draft = {
  request: { prompt: 'mine', negative_prompt: 'no', style_selections: ['SAI Anime'], sharpness: 5 },
  isSeedRandom: true,
  seedText: '3',
}
const request = GenerationRequest.parse({
  prompt: 'a fox',
  style_selections: ['Fooocus V2'],
  image_seed: '9223372036854775807',
  guidance_scale: 6,
})

describe('reusedDraft', () => {
  const reuse = (part: (typeof REUSE_PARTS)[number]) => reusedDraft(before, request, part)

  it('takes everything, the seed to its last digit', () => {
    expect(reuse('everything')).toMatchObject({
      request: { prompt: 'a fox', negative_prompt: '', guidance_scale: 6, sharpness: 2 },
      isSeedRandom: false,
      seedText: '9223372036854775807',
    })
  })

  it('leaves the seed as it was', () => {
    expect(reuse('withoutSeed')).toEqual({ ...reuse('everything'), isSeedRandom: true, seedText: '3' })
  })

  it('takes one part and nothing else', () => {
    expect(reuse('prompt')).toEqual({ ...before, request: { ...before.request, prompt: 'a fox' } })
    expect(reuse('seed')).toEqual({ ...before, isSeedRandom: false, seedText: '9223372036854775807' })
    expect(reuse('styles')).toEqual({
      ...before,
      request: { ...before.request, style_selections: ['Fooocus V2'] },
    })
  })
})

describe('missingHere', () => {
  const { models } = ModelManifest.parse(manifest)
  const status = (model: (typeof models)[number]): ModelStatus => ({
    model,
    state: model.embedded ? 'ready' : 'absent',
    storedBytes: 0,
    totalBytes: 0,
    bytesPerSecond: null,
    secondsLeft: null,
    error: null,
  })
  const ground = { models: models.map(status), userFiles: [] }
  const asked = GenerationRequest.parse({
    base_model_name: 'not-here.safetensors',
    style_selections: ['Fooocus V2', 'My Style'],
    loras: [{ model_name: 'None' }, { model_name: 'gone.safetensors' }],
  })

  it('names what the part needs, and no more', () => {
    expect(missingHere(asked, 'everything', ground)).toEqual([
      'not-here.safetensors',
      'gone.safetensors',
      'My Style',
    ])
    expect(missingHere(asked, 'styles', ground)).toEqual(['My Style'])
    expect(missingHere(asked, 'prompt', ground)).toEqual([])
    expect(missingHere(asked, 'seed', ground)).toEqual([])
  })

  it('is content with what is here', () => {
    const fine = GenerationRequest.parse({ style_selections: ['Fooocus V2'] })
    expect(missingHere(fine, 'everything', ground)).toEqual([])
  })
})
