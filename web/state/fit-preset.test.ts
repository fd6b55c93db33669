import { describe, expect, it } from 'vitest'
import { PRESETS } from '../../contract/catalog/presets.ts'
import { fitPreset } from './fit-preset.ts'

const bare = { modelIds: ['sticker'], loraNames: [], styleNames: [] }

describe('fitPreset', () => {
  it('applies everything but a model that is not here, with its files, and names them', () => {
    const { fields, missing } = fitPreset(PRESETS.sai, bare)
    expect(fields).toMatchObject({ guidance_scale: 7, performance_selection: 'Speed', loras: [] })
    expect(fields).not.toHaveProperty('base_model_name')
    expect(fields).not.toHaveProperty('refiner_model_name')
    expect(fields).not.toHaveProperty('refiner_switch')
    expect(missing).toEqual([
      'sd_xl_base_1.0_0.9vae.safetensors',
      'sd_xl_refiner_1.0_0.9vae.safetensors',
      'sd_xl_offset_example-lora_1.0.safetensors',
    ])
  })

  it('takes model, refiner and LoRAs that are here', () => {
    const here = {
      modelIds: ['sd_xl_base_1.0_0.9vae', 'sd_xl_refiner_1.0_0.9vae.safetensors'],
      loraNames: ['sd_xl_offset_example-lora_1.0.safetensors'],
      styleNames: [],
    }
    const { fields, missing } = fitPreset(PRESETS.sai, here)
    expect(missing).toEqual([])
    expect(fields).toMatchObject({
      base_model_name: 'sd_xl_base_1.0_0.9vae',
      refiner_model_name: 'sd_xl_refiner_1.0_0.9vae.safetensors',
      loras: [{ model_name: 'sd_xl_offset_example-lora_1.0.safetensors', weight: 0.5 }],
    })
  })

  it('leaves the prompt alone when the preset has none, but not the negative prompt', () => {
    const { fields } = fitPreset(PRESETS.anime, bare)
    expect(fields).not.toHaveProperty('prompt')
    expect(fields.negative_prompt).toBe('')
  })

  it('names styles and values that this build does not know', () => {
    const odd = { style_selections: ['SAI Anime', 'Unheard Of'], sampler_name: 'psychic', sharpness: 99 }
    const { fields, unknown } = fitPreset(odd, bare)
    expect(fields).toEqual({ style_selections: ['SAI Anime'] })
    expect(unknown).toEqual(['Unheard Of', 'psychic', '99'])
  })

  it('makes something of any values at all', () => {
    const junk = { loras: 7, style_selections: 'x', base_model_name: 3, prompt: null, vae_name: {} }
    expect(fitPreset(junk, bare).fields).toEqual({ style_selections: [] })
  })
})
