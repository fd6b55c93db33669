import { describe, expect, it } from 'vitest'
import { EMPTY_DRAFT } from '../../state/draft.ts'
import { settingRows, settingsFromPicture, withSettings } from './settings-from-picture.ts'

const ground = { format: 'png', modelIds: ['sticker'] }
const told = {
  prompt: 'a fox',
  styles: ['SAI Anime'],
  performance: 'Speed',
  resolution: { width: 128, height: 128 },
  guidanceScale: 4.5,
  sampler: 'euler',
  baseModel: 'sticker',
  seed: '9223372036854775807',
} as const

describe('settingsFromPicture', () => {
  it('turns what a picture tells into fields of a request', () => {
    const settings = settingsFromPicture(told, ground)
    expect(settings).toEqual({
      fields: {
        prompt: 'a fox',
        style_selections: ['SAI Anime'],
        performance_selection: 'Speed',
        aspect_ratios_selection: '128*128',
        guidance_scale: 4.5,
        sampler_name: 'euler',
        base_model_name: 'sticker',
        output_format: 'png',
      },
      seed: '9223372036854775807',
      refused: [],
      missingModel: null,
    })
  })

  it('leaves out what does not fit, and says so', () => {
    const odd = { ...told, performance: 'Warp', sampler: 'unheard_of', guidanceScale: 99 }
    const settings = settingsFromPicture(odd, ground)
    expect(settings.refused).toEqual(['performance_selection', 'guidance_scale', 'sampler_name'])
    expect(settings.fields).not.toHaveProperty('sampler_name')
  })

  it('leaves out a model that is not here, and names it', () => {
    const settings = settingsFromPicture({ ...told, baseModel: 'juggernautXL' }, ground)
    expect(settings.missingModel).toBe('juggernautXL')
    expect(settings.fields).not.toHaveProperty('base_model_name')
  })

  it('does not take a format that we cannot write', () => {
    expect(settingsFromPicture({}, { ...ground, format: 'avif' }).fields).toEqual({})
  })
})

describe('withSettings', () => {
  it('keeps what the picture does not tell', () => {
    const draft = { ...EMPTY_DRAFT, request: { prompt: 'mine', negative_prompt: 'blur' } }
    const after = withSettings(draft, settingsFromPicture({ prompt: 'a fox' }, ground))
    expect(after).toMatchObject({ request: { prompt: 'a fox', negative_prompt: 'blur' }, isSeedRandom: true })
  })

  it('sets the seed when the picture tells one', () => {
    const after = withSettings(EMPTY_DRAFT, settingsFromPicture(told, ground))
    expect(after).toMatchObject({ isSeedRandom: false, seedText: told.seed })
  })
})

describe('settingRows', () => {
  it('lists what would be restored, the seed last', () => {
    const rows = settingRows(settingsFromPicture(told, ground))
    expect(rows[0]).toEqual(['prompt', 'a fox'])
    expect(rows).toContainEqual(['aspect_ratios_selection', '128×128'])
    expect(rows.at(-1)).toEqual(['image_seed', told.seed])
  })
})
