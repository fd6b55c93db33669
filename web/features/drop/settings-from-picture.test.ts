import { describe, expect, it } from 'vitest'
import manifest from '../../../models-manifest.json' with { type: 'json' }
import { lorasFor } from '../../../contract/lora.ts'
import { ModelManifest } from '../../../contract/manifest.ts'
import { parseA1111Text, toA1111Text } from '../../../contract/metadata/scheme-a1111.ts'
import { parseFooocusJson, toFooocusJson } from '../../../contract/metadata/scheme-fooocus.ts'
import { SAMPLE_PARAMETERS } from '../../../contract/metadata/testing/sample-parameters.ts'
import type { UserFile } from '../../../contract/user-files.ts'
import { EMPTY_DRAFT } from '../../state/draft.ts'
import { settingRows } from './setting-rows.ts'
import { settingsFromPicture, withSettings } from './settings-from-picture.ts'

const { models } = ModelManifest.parse(manifest)
const model = models[0]!
const ground = { format: 'png', styleNames: [], models, model, loras: [] }
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

const MINE: UserFile = {
  kind: 'lora',
  name: 'cat.safetensors',
  bytes: 1,
  addedAt: 0,
  sha256: '0123456789abcdef'.repeat(4),
  lora: null,
}

describe('settingsFromPicture', () => {
  it('turns what a picture tells into fields of a request', () => {
    const settings = settingsFromPicture(told, ground)
    expect(settings).toEqual({
      fields: {
        prompt: 'a fox',
        style_selections: ['SAI Anime'],
        performance_selection: 'Speed',
        aspect_ratios_selection: '128*128',
        overwrite_width: -1,
        overwrite_height: -1,
        guidance_scale: 4.5,
        sampler_name: 'euler',
        base_model_name: 'sticker',
        output_format: 'png',
        // What a file leaves out has its default value.
        adaptive_cfg: 7,
        clip_skip: 1,
        overwrite_switch: -1,
        refiner_model_name: 'None',
        refiner_swap_method: 'joint',
        vae_name: 'Default (model)',
        freeu_enabled: false,
        loras: [],
      },
      seed: '9223372036854775807',
      refused: [],
      missing: [],
      unknownStyles: [],
      adapted: null,
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
    expect(settings.missing).toEqual(['juggernautXL'])
    expect(settings.fields).not.toHaveProperty('base_model_name')
  })

  it('finds a model under another name by its hash', () => {
    const baseModelHash = model.files.find(({ role }) => role === 'unet_weights')!.sha256.slice(0, 10)
    const settings = settingsFromPicture({ ...told, baseModel: 'renamed', baseModelHash }, ground)
    expect(settings).toMatchObject({ fields: { base_model_name: 'sticker' }, missing: [] })
  })

  it('finds LoRAs by name or hash, names the others, and leaves those of a mode to the mode', () => {
    const loras = [
      { name: 'ink', weight: 0.5, hash: '' },
      { name: 'renamed', weight: -1, hash: 'aaaaaaaaaa' },
      { name: 'gone', weight: 1, hash: 'bbbbbbbbbb' },
      { name: 'sdxl_lightning_4step_lora', weight: 1, hash: '' },
      { name: 'lora_4_steps', weight: 1, hash: '' },
    ]
    const here = [{ name: 'my/ink.safetensors' }, { name: 'wash.safetensors', sha256: 'a'.repeat(64) }]
    const settings = settingsFromPicture({ ...told, loras }, { ...ground, loras: here })
    expect(settings.missing).toEqual(['gone'])
    expect(settings.fields.loras).toEqual([
      { enabled: true, model_name: 'my/ink.safetensors', weight: 0.5 },
      { enabled: true, model_name: 'wash.safetensors', weight: -1 },
    ])
  })

  it.each([
    ['fooocus', parseFooocusJson, toFooocusJson],
    ['a1111', parseA1111Text, toA1111Text],
  ] as const)('restores the rows of a picture with LoRAs from the scheme %s', (scheme, read, write) => {
    const files = lorasFor(model, [{ ...MINE, name: 'cat.v2.safetensors' }])
    const made = {
      ...SAMPLE_PARAMETERS,
      performance: 'Lightning',
      baseModel: model.id,
      metadataScheme: scheme,
      loras: [
        { name: 'cat.v2.safetensors', weight: -0.55, hash: MINE.sha256.slice(0, 10) },
        { name: 'sticker-8-steps.safetensors', weight: 0.2, hash: '' },
        { name: 'sticker-4-steps.safetensors', weight: 1, hash: '' },
      ],
    }
    const { fields, missing } = settingsFromPicture(read(write(made))!, { ...ground, loras: files })
    expect(missing).toEqual([])
    expect(fields.loras).toEqual([
      { enabled: true, model_name: 'cat.v2.safetensors', weight: -0.55 },
      { enabled: true, model_name: 'sticker-8-steps.safetensors', weight: 0.2 },
    ])
  })

  it('overrides the mode’s steps only where the picture had others', () => {
    const steps = (performance: string, count: number) =>
      settingsFromPicture({ ...told, performance, steps: count }, ground).fields.overwrite_step
    expect([steps('Speed', 30), steps('Speed', 12), steps('Lightning', 4)]).toEqual([-1, 12, -1])
    expect(steps('Speed', 0)).toBe(-1)
  })

  it('leaves to a fast mode what the mode sets', () => {
    const fast = { ...told, performance: 'Lightning', guidanceScale: 1, sharpness: 0, adaptiveCfg: 1 }
    const { fields } = settingsFromPicture(fast, ground)
    expect(fields.performance_selection).toBe('Lightning')
    for (const name of ['guidance_scale', 'sharpness', 'adaptive_cfg', 'sampler_name'])
      expect(fields).not.toHaveProperty(name)
  })

  it('keeps a size of its own that the model can make, and tells when another stands in', () => {
    const sized = (width: number, height: number) =>
      settingsFromPicture({ ...told, resolution: { width, height } }, ground)
    expect(sized(96, 160)).toMatchObject({
      fields: { overwrite_width: 96, overwrite_height: 160 },
      adapted: null,
    })
    expect(sized(1152, 896)).toMatchObject({
      fields: { aspect_ratios_selection: '1152*896', overwrite_width: -1 },
      adapted: { to: { width: 160, height: 128 } },
    })
    expect(sized(512, 768).adapted).toEqual({
      from: { width: 512, height: 768 },
      to: { width: 128, height: 192 },
    })
  })

  it('takes FreeU where the model has inputs for it, and names it where not', () => {
    const freeu = { b1: 1.3, b2: 1.4, s1: 0.9, s2: 0.2 }
    expect(settingsFromPicture({ ...told, freeu }, ground).fields).toMatchObject({
      freeu_enabled: true,
      freeu_s2: 0.2,
    })
    const { unet: _, ...spec } = model.spec
    const without = { ...ground, models: [{ ...model, spec }] }
    const settings = settingsFromPicture({ ...told, freeu }, without)
    expect(settings.refused).toEqual(['freeu_enabled'])
    expect(settings.fields).not.toHaveProperty('freeu_enabled')
  })

  it('names styles that are not known here, and takes the others', () => {
    const settings = settingsFromPicture({ ...told, styles: ['SAI Anime', 'MRE Lost'] }, ground)
    expect(settings.fields.style_selections).toEqual(['SAI Anime'])
    expect(settings.unknownStyles).toEqual(['MRE Lost'])
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
