import type { PictureParameters } from '../parameters.ts'

/** Parameters of a made-up picture with nothing unusual switched on; the tests change single keys. */
export const SAMPLE_PARAMETERS: PictureParameters = {
  prompt: 'a cat\nextra line',
  negativePrompt: 'bad',
  promptExpansion: 'a cat, sharp',
  styles: ['Fooocus V2', 'Fooocus Sharp'],
  performance: 'Speed',
  steps: 30,
  resolution: { width: 1152, height: 896 },
  guidanceScale: 4,
  sharpness: 2,
  admGuidance: { positive: 1.5, negative: 0.8, end: 0.3 },
  baseModel: 'juggernautXL_v8Rundiffusion.safetensors',
  baseModelHash: 'dd27e2c7af',
  refinerModel: null,
  refinerModelHash: '',
  refinerSwitch: 0.5,
  overwriteSwitch: -1,
  refinerSwapMethod: 'joint',
  adaptiveCfg: 7,
  clipSkip: 2,
  sampler: 'dpmpp_2m_sde_gpu',
  scheduler: 'karras',
  vae: 'Default (model)',
  seed: '12345',
  freeu: null,
  loras: [
    { name: 'sd_xl_offset_example-lora_1.0.safetensors', weight: 0.1, hash: '90bb013ee2' },
    { name: 'sub/my.lora.safetensors', weight: 1, hash: 'e8e6d4e0ad' },
  ],
  metadataScheme: 'a1111',
  version: 'Fooocus v2.5.5',
  fullPrompt: ['a cat, sharp style', 'extra line', 'a cat, sharp'],
  fullNegativePrompt: ['style neg', 'bad'],
  createdBy: '',
}

/** The same with everything switched on that only some pictures have. */
export const FULL_PARAMETERS: PictureParameters = {
  ...SAMPLE_PARAMETERS,
  refinerModel: 'refiners/sd_xl_refiner_1.0.safetensors',
  refinerModelHash: '7440042bbd',
  refinerSwitch: 0.8,
  overwriteSwitch: 20,
  refinerSwapMethod: 'separate',
  adaptiveCfg: 5.5,
  freeu: { b1: 1.01, b2: 1.02, s1: 0.99, s2: 0.95 },
  createdBy: 'Ada',
}
