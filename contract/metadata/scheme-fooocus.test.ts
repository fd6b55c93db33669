import { describe, expect, it } from 'vitest'
import { parseFooocusJson, toFooocusJson } from './scheme-fooocus.ts'
import { FULL_PARAMETERS, SAMPLE_PARAMETERS } from './testing/sample-parameters.ts'

const SAMPLE = { ...SAMPLE_PARAMETERS, metadataScheme: 'fooocus' } as const

describe('toFooocusJson', () => {
  it('writes one flat object with sorted keys, Python separators and stems', () => {
    expect(toFooocusJson(SAMPLE)).toBe(
      '{"adm_guidance": "(1.5, 0.8, 0.3)", "base_model": "juggernautXL_v8Rundiffusion", ' +
        '"base_model_hash": "dd27e2c7af", "clip_skip": 2, "full_negative_prompt": ["style neg", "bad"], ' +
        '"full_prompt": ["a cat, sharp style", "extra line", "a cat, sharp"], "guidance_scale": 4.0, ' +
        '"lora_combined_1": "sd_xl_offset_example-lora_1.0 : 0.1", "lora_combined_2": "my.lora : 1.0", ' +
        '"loras": [["sd_xl_offset_example-lora_1.0", 0.1, "90bb013ee2"], ["my.lora", 1.0, "e8e6d4e0ad"]], ' +
        '"metadata_scheme": "fooocus", "negative_prompt": "bad", "performance": "Speed", ' +
        '"prompt": "a cat\\nextra line", "prompt_expansion": "a cat, sharp", "refiner_model": "None", ' +
        '"refiner_switch": 0.5, "resolution": "(1152, 896)", "sampler": "dpmpp_2m_sde_gpu", ' +
        '"scheduler": "karras", "seed": "12345", "sharpness": 2.0, "steps": 30, ' +
        '"styles": "[\'Fooocus V2\', \'Fooocus Sharp\']", "vae": "Default (model)", "version": "Fooocus v2.5.5"}',
    )
  })

  it('has the keys of a typical picture in their order', () => {
    const text = toFooocusJson({ ...SAMPLE, loras: SAMPLE.loras.slice(0, 1) })
    expect(Object.keys(JSON.parse(text) as object).join(', ')).toBe(
      'adm_guidance, base_model, base_model_hash, clip_skip, full_negative_prompt, full_prompt, guidance_scale, ' +
        'lora_combined_1, loras, metadata_scheme, negative_prompt, performance, prompt, prompt_expansion, ' +
        'refiner_model, refiner_switch, resolution, sampler, scheduler, seed, sharpness, steps, styles, vae, version',
    )
  })

  it('names refiner, its hash and the author only where there are any', () => {
    const full = JSON.parse(toFooocusJson(FULL_PARAMETERS)) as object
    expect(full).toMatchObject({
      refiner_model: 'sd_xl_refiner_1.0',
      refiner_model_hash: '7440042bbd',
      created_by: 'Ada',
      overwrite_switch: 20,
      freeu: '(1.01, 1.02, 0.99, 0.95)',
    })
    expect(Object.keys(JSON.parse(toFooocusJson(SAMPLE)) as object)).not.toContain('refiner_model_hash')
  })

  it('is ASCII whatever the prompt', () => {
    expect(toFooocusJson({ ...SAMPLE, prompt: '猫 é 😀 \x7f' })).toMatch(/^[\x20-\x7e]+$/)
  })
})

describe('parseFooocusJson', () => {
  it('reads back a full picture, models by their stems', () => {
    expect(parseFooocusJson(toFooocusJson(FULL_PARAMETERS))).toEqual({
      ...FULL_PARAMETERS,
      baseModel: 'juggernautXL_v8Rundiffusion',
      refinerModel: 'sd_xl_refiner_1.0',
      loras: [
        { name: 'sd_xl_offset_example-lora_1.0', weight: 0.1, hash: '90bb013ee2' },
        { name: 'my.lora', weight: 1, hash: 'e8e6d4e0ad' },
      ],
    })
  })

  it('keeps every digit of a seed that was written as a number', () => {
    const text = '{"prompt": "\\"seed\\": 1", "seed": 9223372036854775807}'
    expect(parseFooocusJson(text)).toEqual({ prompt: '"seed": 1', seed: '9223372036854775807' })
  })

  it.each(['', 'null', '[]', '"x"', '{', 'Steps: 30', '{"a": 1} x', '['.repeat(100_000)])(
    'answers null to %.20s',
    (text) => {
      expect(parseFooocusJson(text)).toBeNull()
    },
  )

  it('does not mind keys that name parts of the object prototype', () => {
    expect(parseFooocusJson('{"__proto__": {"prompt": "x"}, "constructor": 1}')).toEqual({})
  })
})
