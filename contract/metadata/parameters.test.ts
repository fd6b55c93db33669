import { describe, expect, it } from 'vitest'
import { fileStem, toLogList, type PictureParameters } from './parameters.ts'
import { FULL_PARAMETERS, SAMPLE_PARAMETERS } from './testing/sample-parameters.ts'

const keysOf = (parameters: PictureParameters) => toLogList(parameters).map(({ key }) => key)
const valueOf = (parameters: PictureParameters, key: string) =>
  toLogList(parameters).find((row) => row.key === key)?.value

describe('toLogList', () => {
  it('lists a full picture in the order of the log', () => {
    expect(toLogList(FULL_PARAMETERS)).toEqual(
      [
        ['Prompt', 'prompt', 'a cat\nextra line'],
        ['Negative Prompt', 'negative_prompt', 'bad'],
        ['Fooocus V2 Expansion', 'prompt_expansion', 'a cat, sharp'],
        ['Styles', 'styles', "['Fooocus V2', 'Fooocus Sharp']"],
        ['Performance', 'performance', 'Speed'],
        ['Steps', 'steps', 30n],
        ['Resolution', 'resolution', '(1152, 896)'],
        ['Guidance Scale', 'guidance_scale', 4],
        ['Sharpness', 'sharpness', 2],
        ['ADM Guidance', 'adm_guidance', '(1.5, 0.8, 0.3)'],
        ['Base Model', 'base_model', 'juggernautXL_v8Rundiffusion.safetensors'],
        ['Refiner Model', 'refiner_model', 'refiners/sd_xl_refiner_1.0.safetensors'],
        ['Refiner Switch', 'refiner_switch', 0.8],
        ['Overwrite Switch', 'overwrite_switch', 20n],
        ['Refiner Swap Method', 'refiner_swap_method', 'separate'],
        ['CFG Mimicking from TSNR', 'adaptive_cfg', 5.5],
        ['CLIP Skip', 'clip_skip', 2n],
        ['Sampler', 'sampler', 'dpmpp_2m_sde_gpu'],
        ['Scheduler', 'scheduler', 'karras'],
        ['VAE', 'vae', 'Default (model)'],
        ['Seed', 'seed', '12345'],
        ['FreeU', 'freeu', '(1.01, 1.02, 0.99, 0.95)'],
        ['LoRA 1', 'lora_combined_1', 'sd_xl_offset_example-lora_1.0.safetensors : 0.1'],
        ['LoRA 2', 'lora_combined_2', 'sub/my.lora.safetensors : 1.0'],
        ['Metadata Scheme', 'metadata_scheme', 'a1111'],
        ['Version', 'version', 'Fooocus v2.5.5'],
      ].map(([label, key, value]) => ({ label, key, value })),
    )
  })

  it('leaves out switch and swap method when no refiner is in use', () => {
    const keys = keysOf({ ...FULL_PARAMETERS, refinerModel: null })
    expect(keys.filter((key) => key === 'overwrite_switch' || key === 'refiner_swap_method')).toEqual([])
  })

  it('leaves out whatever only repeats a default', () => {
    const plain = {
      ...FULL_PARAMETERS,
      overwriteSwitch: 0,
      refinerSwapMethod: 'joint',
      adaptiveCfg: 7,
      clipSkip: 1,
    }
    const optional = ['overwrite_switch', 'refiner_swap_method', 'adaptive_cfg', 'clip_skip', 'freeu']
    expect(keysOf({ ...plain, freeu: null }).filter((key) => optional.includes(key))).toEqual([])
  })

  it('says None for no refiner and False for no metadata', () => {
    const parameters = { ...SAMPLE_PARAMETERS, metadataScheme: false } as const
    expect([valueOf(parameters, 'refiner_model'), valueOf(parameters, 'metadata_scheme')]).toEqual([
      'None',
      false,
    ])
  })

  it('refuses a fraction where an integer belongs', () => {
    expect(() => toLogList({ ...SAMPLE_PARAMETERS, steps: 1.5 })).toThrow(RangeError)
  })
})

describe('fileStem', () => {
  it.each([
    ['sub/my.lora.safetensors', 'my.lora'],
    ['a\\b.safetensors', 'b'],
    ['playground-v2.5-1024px-aesthetic.fp16.safetensors', 'playground-v2.5-1024px-aesthetic.fp16'],
    ['Default (model)', 'Default (model)'],
    ['.hidden', '.hidden'],
    ['ends.', 'ends.'],
    ['', ''],
  ])('of %s is %s', (path, stem) => {
    expect(fileStem(path)).toBe(stem)
  })
})
