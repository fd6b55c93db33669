import { describe, expect, it } from 'vitest'
import { GenerationRequest } from '../../contract/request.ts'
import type { Draft } from './draft.ts'
import { reusedDraft, type ReusePart } from './reuse.ts'

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
  const reuse = (part: ReusePart) => reusedDraft(before, request, part)

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

  it('takes no pictures that were handed in', () => {
    const picture = { mime: 'image/png', bytes: new Uint8Array(0) }
    const remade = GenerationRequest.parse({
      prompt: 'a fox',
      upscale_or_vary: { uov_method: 'Vary (Subtle)', uov_input_image: picture },
      inpaint: { inpaint_input_image: picture },
    })
    const { request: reused } = reusedDraft(before, remade, 'everything')
    expect(reused).toMatchObject({ prompt: 'a fox' })
    expect(Object.keys(reused)).not.toEqual(expect.arrayContaining(['upscale_or_vary']))
    expect(Object.keys(reused)).not.toEqual(expect.arrayContaining(['inpaint']))
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
