import { describe, expect, it } from 'vitest'
import manifest from '../../../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../../../contract/manifest.ts'
import { toA1111Text } from '../../../contract/metadata/scheme-a1111.ts'
import { SAMPLE_PARAMETERS } from '../../../contract/metadata/testing/sample-parameters.ts'
import { toFooocusJson } from '../../../contract/metadata/scheme-fooocus.ts'
import { readMetadata, writeMetadata } from '../../../contract/metadata/picture-metadata.ts'
import { STYLES } from '../../../contract/catalog/styles.ts'
import { settingsFromPicture } from './settings-from-picture.ts'
import { a1111Exif, fooocusExif, jpegWith, pngWith, webpWith } from './testing/foreign-files.ts'

const { models } = ModelManifest.parse(manifest)
const loras = [{ name: 'my.lora.safetensors' }]

function restored(file: Uint8Array) {
  const told = readMetadata(file)
  if (told.kind !== 'found') throw new Error(`nothing was found: ${told.kind}`)
  const ground = { format: told.format, styleNames: [], models, model: models[0]!, loras }
  return { scheme: told.scheme, ...settingsFromPicture(told.parameters, ground) }
}

/** As Fooocus 2.5 writes it: sorted keys, Python's spellings, ASCII. */
const FOOOCUS_JSON =
  '{"adm_guidance": "(1.5, 0.8, 0.3)", "base_model": "juggernautXL_v8Rundiffusion", "base_model_hash": "dd27e2c7af", ' +
  '"clip_skip": 2, "full_negative_prompt": ["blurry", "lowres"], "full_prompt": ["a caf\\u00e9 at dusk", "rain"], ' +
  '"guidance_scale": 5.5, "lora_combined_1": "my.lora : 0.35", "lora_combined_2": "gone : 1.0", ' +
  '"loras": [["my.lora", 0.35, "e8e6d4e0ad"], ["gone", 1.0, "0123456789"]], "metadata_scheme": "fooocus", ' +
  '"negative_prompt": "lowres", "performance": "Speed", "prompt": "a caf\\u00e9 at dusk\\nrain", ' +
  '"prompt_expansion": "", "refiner_model": "None", "refiner_switch": 0.5, "resolution": "(1152, 896)", ' +
  '"sampler": "dpmpp_2m_sde_gpu", "scheduler": "karras", "seed": "1608125213446419826", "sharpness": 3.0, ' +
  '"steps": 42, "styles": "[\'Fooocus Enhance\', \'MRE Gone Style\']", "vae": "Default (model)", ' +
  '"version": "Fooocus v2.5.5"}'

const FOOOCUS_TEXT =
  'a cat, lying, blurred background\n' +
  'Negative prompt: ugly, bad\n' +
  'Steps: 60, Sampler: DPM++ 2M SDE Karras, Seed: 12345, Size: 1152x896, CFG scale: 4.5, Sharpness: 2.0, ' +
  'ADM Guidance: "(1.6, 0.9, 0.4)", Model: juggernautXL_v8Rundiffusion, Model hash: dd27e2c7af, ' +
  'Performance: Quality, Scheduler: karras, VAE: Default (model), Raw prompt: "a cat, lying", ' +
  'Raw negative prompt: bad, Adaptive CFG: 6.0, Clip skip: 3, Lora hashes: "my.lora: e8e6d4e0ad", ' +
  'Lora weights: "my.lora: -0.5", Version: Fooocus v2.5.5'

const A1111_TEXT =
  'a castle — on a hill, (sunset:1.2) <lora:detail:0.8>\nmisty\n' +
  'Negative prompt: lowres, blurry\n' +
  'Steps: 20, Sampler: DPM++ 2M SDE, Schedule type: Exponential, CFG scale: 6.5, Seed: 1234567890, Size: 96x160, ' +
  'Model hash: abc1234567, Model: dreamshaper_8, Clip skip: 2, Lora hashes: "detail: 9c1e5f0a2b3c", Version: v1.10.1'

const FROM_FOOOCUS = {
  prompt: 'a café at dusk\nrain',
  negative_prompt: 'lowres',
  style_selections: ['Fooocus Enhance'],
  performance_selection: 'Speed',
  overwrite_step: 42,
  aspect_ratios_selection: '1152*896',
  guidance_scale: 5.5,
  sharpness: 3,
  adm_scaler_positive: 1.5,
  adm_scaler_negative: 0.8,
  adm_scaler_end: 0.3,
  adaptive_cfg: 7,
  clip_skip: 2,
  sampler_name: 'dpmpp_2m_sde_gpu',
  scheduler_name: 'karras',
  refiner_model_name: 'None',
  refiner_switch: 0.5,
  loras: [{ enabled: true, model_name: 'my.lora.safetensors', weight: 0.35 }],
}

describe('a picture of Fooocus', () => {
  it.each([
    ['PNG', pngWith({ parameters: FOOOCUS_JSON, fooocus_scheme: 'fooocus' })],
    ['JPEG', jpegWith(fooocusExif('fooocus', FOOOCUS_JSON))],
    ['WebP', webpWith(fooocusExif('fooocus', FOOOCUS_JSON))],
  ])('with its own scheme in %s brings every setting, and names what is not here', (_, file) => {
    const { scheme, fields, seed, refused, missing, unknownStyles, adapted } = restored(file)
    expect(scheme).toBe('fooocus')
    expect(fields).toMatchObject(FROM_FOOOCUS)
    expect(seed).toBe('1608125213446419826')
    expect(missing).toEqual(['juggernautXL_v8Rundiffusion', 'gone'])
    expect(unknownStyles).toEqual(['MRE Gone Style'])
    expect(adapted?.to).toEqual({ width: 160, height: 128 })
    expect(refused).toEqual([])
  })

  it.each([
    ['PNG', pngWith({ parameters: FOOOCUS_TEXT, fooocus_scheme: 'a1111' })],
    ['JPEG', jpegWith(fooocusExif('a1111', FOOOCUS_TEXT))],
    ['WebP', webpWith(fooocusExif('a1111', FOOOCUS_TEXT))],
  ])('with the a1111 scheme in %s brings what that scheme can hold', (_, file) => {
    const { scheme, fields, seed } = restored(file)
    expect(scheme).toBe('a1111')
    expect(fields).toMatchObject({
      prompt: 'a cat, lying',
      negative_prompt: 'bad',
      performance_selection: 'Quality',
      overwrite_step: -1,
      guidance_scale: 4.5,
      sharpness: 2,
      adm_scaler_positive: 1.6,
      adaptive_cfg: 6,
      clip_skip: 3,
      sampler_name: 'dpmpp_2m_sde',
      scheduler_name: 'karras',
      // Texts that are no template of ours are taken for prompt expansion, as the reference does.
      style_selections: ['Fooocus V2'],
      loras: [{ enabled: true, model_name: 'my.lora.safetensors', weight: -0.5 }],
    })
    expect(seed).toBe('12345')
  })
})

describe('a picture of AUTOMATIC1111', () => {
  it.each([
    ['PNG', pngWith({ parameters: A1111_TEXT })],
    ['JPEG', jpegWith(a1111Exif(A1111_TEXT))],
    ['WebP', webpWith(a1111Exif(A1111_TEXT))],
  ])('in %s brings its settings, with no style of ours on top', (_, file) => {
    const { scheme, fields, seed, missing } = restored(file)
    expect(scheme).toBe('a1111')
    expect(fields).toMatchObject({
      prompt: 'a castle — on a hill, (sunset:1.2) <lora:detail:0.8>\nmisty',
      negative_prompt: 'lowres, blurry',
      style_selections: [],
      performance_selection: 'Speed',
      overwrite_step: 20,
      overwrite_width: 96,
      overwrite_height: 160,
      guidance_scale: 6.5,
      clip_skip: 2,
      sampler_name: 'dpmpp_2m_sde',
      scheduler_name: 'exponential',
    })
    expect(seed).toBe('1234567890')
    expect(missing).toEqual(['dreamshaper_8'])
  })

  it.each([
    ['Sampler: DPM++ 2M Karras', 'dpmpp_2m', 'karras'],
    ['Sampler: DPM++ 2M SDE Exponential', 'dpmpp_2m_sde', 'exponential'],
    ['Sampler: DPM++ 3M SDE, Schedule type: Automatic', 'dpmpp_3m_sde', 'exponential'],
    ['Sampler: DPM++ 2M, Schedule type: Automatic', 'dpmpp_2m', 'karras'],
    ['Sampler: Euler a', 'euler_ancestral', 'normal'],
    ['Sampler: Euler a, Schedule type: Automatic', 'euler_ancestral', 'normal'],
    ['Sampler: DDIM, Schedule type: SGM Uniform', 'ddim', 'sgm_uniform'],
    ['Sampler: UniPC, Schedule type: Align Your Steps', 'uni_pc', 'align_your_steps'],
  ])('of any age has its sampler and schedule read: %s', (sampling, sampler_name, scheduler_name) => {
    const text = `a cat\nSteps: 20, ${sampling}, CFG scale: 7, Seed: 1, Size: 128x128`
    expect(restored(pngWith({ parameters: text })).fields).toMatchObject({ sampler_name, scheduler_name })
  })
})

describe('a picture of ours', () => {
  const style = STYLES.find(({ name }) => name === 'SAI Anime')!
  const parameters = {
    ...SAMPLE_PARAMETERS,
    prompt: 'a cat',
    negativePrompt: 'dogs',
    promptExpansion: '',
    styles: ['SAI Anime'],
    performance: 'Lightning',
    steps: 4,
    resolution: { width: 160, height: 128 },
    baseModel: 'sticker',
    baseModelHash: '',
    loras: [],
    fullPrompt: [style.positive.replaceAll('{prompt}', 'a cat')],
    fullNegativePrompt: [style.negative, 'dogs'],
  }
  const files = [
    ['image/png', pngWith({})],
    ['image/jpeg', jpegWith(a1111Exif(''))],
    ['image/webp', webpWith(a1111Exif(''))],
  ] as const

  it.each(
    files.flatMap(([mime, file]) => [[mime, 'fooocus', file] as const, [mime, 'a1111', file] as const]),
  )('(%s, scheme %s) brings its settings back, styles included', (mime, scheme, file) => {
    const text = scheme === 'fooocus' ? toFooocusJson(parameters) : toA1111Text(parameters)
    const written = writeMetadata(file, mime, { scheme, text, version: 'Fooocus Tab' })
    if (written.kind !== 'written') throw new Error(written.reason)
    const { fields, seed, missing, refused } = restored(written.file)
    expect(fields).toMatchObject({
      prompt: 'a cat',
      negative_prompt: 'dogs',
      style_selections: ['SAI Anime'],
      performance_selection: 'Lightning',
      overwrite_step: -1,
      aspect_ratios_selection: '160*128',
      base_model_name: 'sticker',
      clip_skip: 2,
    })
    expect([seed, missing, refused]).toEqual(['12345', [], []])
  })
})
