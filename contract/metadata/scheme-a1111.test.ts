import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasA1111Line, parseA1111Text, toA1111Text } from './scheme-a1111.ts'
import { FULL_PARAMETERS, SAMPLE_PARAMETERS } from './testing/sample-parameters.ts'

// Golden: output of the reference serializer for made-up values; compared byte for byte.
const SAMPLE_TEXT = `a cat, sharp style, extra line, a cat, sharp
Negative prompt: style neg, bad
Steps: 30, Sampler: DPM++ 2M SDE Karras, Seed: 12345, Size: 1152x896, CFG scale: 4.0, Sharpness: 2.0, ADM Guidance: "(1.5, 0.8, 0.3)", Model: juggernautXL_v8Rundiffusion, Model hash: dd27e2c7af, Performance: Speed, Scheduler: karras, VAE: Default (model), Raw prompt: "a cat\\nextra line", Raw negative prompt: bad, Clip skip: 2, Lora hashes: "sd_xl_offset_example-lora_1.0: 90bb013ee2, my.lora: e8e6d4e0ad", Lora weights: "sd_xl_offset_example-lora_1.0: 0.1, my.lora: 1.0", Version: Fooocus v2.5.5`

describe('toA1111Text', () => {
  it('reproduces the sample of the reference byte for byte', () => {
    expect(toA1111Text(SAMPLE_PARAMETERS)).toBe(SAMPLE_TEXT)
  })

  it('writes refiner, switches and author in their places', () => {
    const line = toA1111Text(FULL_PARAMETERS).split('\n').at(-1)
    expect(line).toContain(
      'Raw negative prompt: bad, Refiner: sd_xl_refiner_1.0, Refiner hash: 7440042bbd, Adaptive CFG: 5.5, ' +
        'Clip skip: 2, Overwrite Switch: 20, Refiner Swap Method: separate, ' +
        'FreeU: "(1.01, 1.02, 0.99, 0.95)", Lora hashes: ',
    )
    expect(line).toMatch(/Version: Fooocus v2\.5\.5, User: Ada$/)
  })

  it('has no negative block without negative texts', () => {
    expect(toA1111Text({ ...SAMPLE_PARAMETERS, fullNegativePrompt: [] }).split('\n')).toHaveLength(2)
  })

  it('leaves out a hash that is not known', () => {
    expect(toA1111Text({ ...SAMPLE_PARAMETERS, baseModelHash: '' })).not.toContain('Model hash')
  })
})

describe('parseA1111Text', () => {
  it('reads the sample of the reference', () => {
    expect(parseA1111Text(SAMPLE_TEXT)).toEqual({
      prompt: 'a cat\nextra line',
      negativePrompt: 'bad',
      fullPrompt: ['a cat, sharp style, extra line, a cat, sharp'],
      fullNegativePrompt: ['style neg, bad'],
      performance: 'Speed',
      steps: 30,
      resolution: { width: 1152, height: 896 },
      guidanceScale: 4,
      sharpness: 2,
      admGuidance: { positive: 1.5, negative: 0.8, end: 0.3 },
      baseModel: 'juggernautXL_v8Rundiffusion',
      baseModelHash: 'dd27e2c7af',
      clipSkip: 2,
      sampler: 'dpmpp_2m_sde',
      scheduler: 'karras',
      vae: 'Default (model)',
      seed: '12345',
      loras: [
        { name: 'sd_xl_offset_example-lora_1.0', weight: 0.1, hash: '90bb013ee2' },
        { name: 'my.lora', weight: 1, hash: 'e8e6d4e0ad' },
      ],
      metadataScheme: 'a1111',
      version: 'Fooocus v2.5.5',
    })
  })

  it('reads back all that the scheme can hold', () => {
    expect(parseA1111Text(toA1111Text(FULL_PARAMETERS))).toMatchObject({
      refinerModel: 'sd_xl_refiner_1.0',
      refinerModelHash: '7440042bbd',
      adaptiveCfg: 5.5,
      overwriteSwitch: 20,
      refinerSwapMethod: 'separate',
      freeu: FULL_PARAMETERS.freeu,
      createdBy: 'Ada',
    })
  })

  it('gives back any prompts unchanged', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(text, text, (prompt, negativePrompt) => {
        const parameters = { ...SAMPLE_PARAMETERS, prompt, negativePrompt, fullPrompt: [prompt] }
        expect(parseA1111Text(toA1111Text(parameters))).toMatchObject({ prompt, negativePrompt })
      }),
    )
  })

  it('takes the prompts from the blocks when nothing raw is stated, as in pictures of other programs', () => {
    const text =
      'a cat\non a mat\nNegative prompt: bad\nworse\nSteps: 20, Sampler: Euler a, Seed: 7, Size: 512x512'
    expect(parseA1111Text(text)).toMatchObject({
      prompt: 'a cat\non a mat',
      negativePrompt: 'bad\nworse',
      steps: 20,
      sampler: 'euler_ancestral',
      seed: '7',
      resolution: { width: 512, height: 512 },
    })
  })

  it('takes a last line with too few pairs for prompt', () => {
    const text = 'a cat\nsays: hello, to: you'
    expect([parseA1111Text(text).prompt, hasA1111Line(text)]).toEqual([text, false])
  })

  it('reads LoRAs from the older three-part list', () => {
    const text = 'x\nSteps: 1, Seed: 2, Lora hashes: "a: ff: 0.5, b: ee: 1.0"'
    expect(parseA1111Text(text).loras).toEqual([
      { name: 'a', weight: 0.5, hash: 'ff' },
      { name: 'b', weight: 1, hash: 'ee' },
    ])
  })

  it('answers any text without throwing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => void parseA1111Text(text)))
  })
})
