import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPresetFile, writePresetFile } from './preset-file.ts'
import { PRESETS } from './presets.ts'

const FILE = {
  default_model: 'model.safetensors',
  default_refiner: 'None',
  default_refiner_switch: 0.5,
  default_loras: [
    [true, 'offset.safetensors', 0.1],
    ['old-form.safetensors', 0.4],
    [false, 'off.safetensors', 1],
    [true, 'None', 1.0],
  ],
  default_cfg_scale: 3.0,
  default_cfg_tsnr: 6,
  default_sample_sharpness: 2.0,
  default_sampler: 'dpmpp_2m',
  default_scheduler: 'karras',
  default_performance: 'Speed',
  default_prompt: '',
  default_prompt_negative: 'blurry',
  default_styles: ['Fooocus V2'],
  default_aspect_ratio: '896*1152',
  default_overwrite_step: -1,
  default_inpaint_engine_version: 'None',
  checkpoint_downloads: { 'model.safetensors': 'https://example.com/model.safetensors' },
  previous_default_models: [],
}

describe('a preset file', () => {
  it('is read by the reference’s names; the guidance and its damping keep apart', () => {
    const read = readPresetFile(JSON.stringify(FILE))
    expect(read?.fields).toMatchObject({
      base_model_name: 'model.safetensors',
      guidance_scale: 3,
      adaptive_cfg: 6,
      negative_prompt: 'blurry',
      aspect_ratios_selection: '896*1152',
      overwrite_step: -1,
    })
    expect(read?.ignored).toEqual(['default_inpaint_engine_version'])
  })

  it('has LoRAs in three parts or in two, and empty slots', () => {
    expect(readPresetFile(JSON.stringify(FILE))?.fields['loras']).toEqual([
      { enabled: true, model_name: 'offset.safetensors', weight: 0.1 },
      { enabled: true, model_name: 'old-form.safetensors', weight: 0.4 },
      { enabled: false, model_name: 'off.safetensors', weight: 1 },
    ])
  })

  it.each(Object.entries(PRESETS))('holds the preset %s and gives it back', (_, preset) => {
    const { inpaint_engine: _engine, ...fields } = { inpaint_engine: undefined, ...preset }
    const written = writePresetFile(preset)
    expect(JSON.parse(written)).toHaveProperty('default_loras.length', 5)
    expect(readPresetFile(written)).toEqual({ fields, ignored: [] })
  })

  it('is nothing else', () => {
    for (const text of ['', 'text', '[]', '7', 'null', '{}', '{"prompt": "a"}'])
      expect(readPresetFile(text)).toBeNull()
  })

  it('never throws, whatever its values are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (loras, model) => {
        const read = readPresetFile(JSON.stringify({ default_loras: loras, default_model: model }))
        expect(read).not.toBeNull()
        expect(() => writePresetFile(read!.fields)).not.toThrow()
      }),
    )
  })
})
