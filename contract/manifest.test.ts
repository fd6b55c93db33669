import { describe, expect, it } from 'vitest'
import shipped from '../models-manifest.json' with { type: 'json' }
import { EXPANSION_STYLE, findStyle } from './catalog/find-style.ts'
import {
  BLOCK_BYTES,
  EXPANDER_ROLES,
  modelBytes,
  ModelEntry,
  ModelFile,
  ModelManifest,
  ModelSpec,
  performancesOf,
  type FileRole,
} from './manifest.ts'
import { BUILT_IN_MODEL } from './request.ts'

const manifest = ModelManifest.parse(shipped)
const models = manifest.models.map((model) => [model.id, model] as const)
const FILE = { role: 'unet', path: 'unet/model.onnx', bytes: 1, sha256: 'a'.repeat(64) }

it('the shipped manifest parses and has the built-in model, embedded', () => {
  expect(manifest.models.find(({ id }) => id === BUILT_IN_MODEL)?.embedded).toBe(true)
})

it('model ids are unique', () => {
  expect(new Set(models.map(([id]) => id)).size).toBe(models.length)
})

describe.each(models)('%s', (_id, model) => {
  it('has as many block hashes as blocks in every file', () => {
    for (const { path, bytes, blocks } of model.files) {
      expect([path, blocks?.length ?? Math.ceil(bytes / BLOCK_BYTES)]).toEqual([
        path,
        Math.ceil(bytes / BLOCK_BYTES),
      ])
    }
  })

  it('has each path and each role once', () => {
    for (const key of ['path', 'role'] as const) {
      expect(new Set(model.files.map((file) => file[key])).size).toBe(model.files.length)
    }
  })

  it('names styles, sizes and a performance that it can do', () => {
    const { defaults, performances, sizes } = model.spec
    expect(performances).toContain(defaults.performance)
    expect(performancesOf(model.spec)).toEqual(expect.arrayContaining(performances))
    const templates = defaults.styles.filter((name) => name !== EXPANSION_STYLE)
    expect(templates.map((name) => findStyle(name).kind)).toEqual(templates.map(() => 'known'))
    expect(model.spec.expander !== undefined || templates.length === defaults.styles.length).toBe(true)
    for (const side of sizes.trained.flat()) {
      expect(side % sizes.multiple).toBe(0)
      expect(side >= sizes.min && side <= sizes.max).toBe(true)
    }
  })

  it('has a preview factor for each latent channel', () => {
    expect(model.spec.preview.factors).toHaveLength(model.spec.latent.channels)
  })

  it('has all bytes of its files together', () => {
    expect(modelBytes(model)).toBe(model.files.map(({ bytes }) => bytes).reduce((a, b) => a + b))
  })
})

it('a block has 8 MiB', () => {
  expect(BLOCK_BYTES).toBe(8_388_608)
})

describe('a file', () => {
  it.each(['model.onnx', 'unet/model.onnx', 'a/b/c-1_2.bin', '.hidden', 'v1..2/x'])(
    'may be at %s',
    (path) => {
      expect(ModelFile.safeParse({ ...FILE, path }).success).toBe(true)
    },
  )

  it.each([
    '../x',
    'a/../x',
    'a/..',
    '..',
    '.',
    './x',
    'a/./x',
    '/x',
    'a//x',
    'a/',
    '',
    'a\\x',
    '%2e%2e/x',
    'a b',
  ])('may not be at %j, which climbs out or is no plain path', (path) => {
    expect(ModelFile.safeParse({ ...FILE, path }).success).toBe(false)
  })

  it.each([{ bytes: 0 }, { bytes: 1.5 }, { sha256: 'A'.repeat(64) }, { role: 'lora' }, { size: 3 }])(
    'may not have %j',
    (change) => {
      expect(ModelFile.safeParse({ ...FILE, ...change }).success).toBe(false)
    },
  )
})

describe('the source of a model', () => {
  const accepts = (source: string) => ModelEntry.safeParse({ ...manifest.models[0], source }).success

  it.each(['models/sticker/', 'a/b/c/', 'https://example.org/models/'])('may be %s', (source) => {
    expect(accepts(source)).toBe(true)
  })

  it.each([
    '../models/',
    'models/../../x/',
    './models/',
    '..\\x/',
    'models/%2e%2e/',
    '/models/',
    '//example.org/',
    'http://example.org/',
    'javascript:alert(1)/',
    'models',
    '',
  ])('may not be %j', (source) => {
    expect(accepts(source)).toBe(false)
  })
})

describe('a model with LoRAs of its own', () => {
  const base = manifest.models[0]!
  const { expander: _, ...bare } = base.spec
  const spec = { ...bare, performanceLoras: { Lightning: { role: 'lora_4_steps', weight: 0.8 } } }
  const file = (role: FileRole) => ({ ...FILE, role, path: `${role}.bin` })
  const without = base.files.filter(({ role }) => role === 'unet')
  const entry = (roles: readonly FileRole[], change: object = {}) =>
    ModelEntry.safeParse({ ...base, files: [...without, ...roles.map(file)], spec: { ...spec, ...change } })

  it('can do the modes it lists a LoRA for, besides those of its bare weights', () => {
    const whole = ModelSpec.parse({ ...spec, performances: ['Speed'] })
    expect(performancesOf(whole)).toEqual(['Speed', 'Lightning'])
    expect(performancesOf({ ...whole, performanceLoras: undefined })).toEqual(['Speed'])
  })

  it('must have that LoRA, and weights that it can be merged into', () => {
    expect(entry(['lora_4_steps', 'unet_weights', 'unet_tensors']).success).toBe(true)
    expect(entry(['lora_4_steps', 'unet_weights']).success).toBe(true)
    const refused = entry(['lora_8_steps', 'unet_tensors'])
    expect(refused.error?.issues).toMatchObject([
      {
        path: ['spec', 'performanceLoras', 'Lightning'],
        message: 'Lightning needs the files lora_4_steps, unet_weights',
      },
    ])
  })

  it.each([
    { Fast: { role: 'lora_4_steps', weight: 1 } },
    { Lightning: { role: 'unet', weight: 1 } },
    { Lightning: { role: 'lora_4_steps', weight: 3 } },
    { Lightning: { role: 'lora_4_steps' } },
  ])('may not list %j', (performanceLoras) => {
    expect(entry(['lora_4_steps', 'unet_weights', 'unet_tensors'], { performanceLoras }).success).toBe(false)
  })
})

describe('the context tokens of a chunk', () => {
  const { spec } = manifest.models[0]!
  const accepts = (contextTokens: number) =>
    ModelSpec.safeParse({ ...spec, text: { ...spec.text, maxTokens: 16, contextTokens } }).success

  it('are as many as its ids or more', () => {
    expect([15, 16, 24, 16.5].map(accepts)).toEqual([false, true, true, false])
  })
})

describe('an expander', () => {
  const expander = { lengthMultiple: 75, maxTokens: 1024, expands: 'prompt' }
  const model = manifest.models[0]!
  const rest = model.files.filter(({ role }) => !role.startsWith('expander'))
  const entryWith = (roles: readonly string[]) =>
    ModelEntry.safeParse({
      ...model,
      files: [...rest, ...roles.map((role) => ({ ...FILE, role, path: `expander/${role}` }))],
      spec: { ...model.spec, expander },
    })

  it('needs all its files', () => {
    expect(entryWith(EXPANDER_ROLES).success).toBe(true)
    for (const missing of EXPANDER_ROLES) {
      const parsed = entryWith(EXPANDER_ROLES.filter((role) => role !== missing))
      expect(parsed.error?.issues).toMatchObject([{ path: ['spec', 'expander'] }])
      expect(parsed.error?.issues[0]?.message).toContain(missing)
    }
  })
})

describe('a second text encoder', () => {
  const { files, ...base } = manifest.models[0]!
  const text = { ...base.spec.text, second: { pad: '!', contextOutputs: ['hidden_states.31'] } }
  const entry = (roles: readonly FileRole[]) =>
    ModelEntry.safeParse({
      ...base,
      files: [...files, ...roles.map((role) => ({ ...FILE, role, path: `${role}.onnx` }))],
      spec: { ...base.spec, text },
    })

  it('must be among the files', () => {
    expect(entry(['text_encoder_2']).success).toBe(true)
    expect(entry(['vocab_2']).error?.issues).toMatchObject([{ path: ['spec', 'text', 'second'] }])
  })
})

it('embeddings need the token tables of all text encoders', () => {
  const { files, spec, ...base } = manifest.models[0]!
  const without = files.filter(({ role }) => role !== 'text_encoder_tensors')
  const entry = (list: readonly unknown[]) =>
    ModelEntry.safeParse({
      ...base,
      files: list,
      spec: { ...spec, text: { ...spec.text, embeddings: true } },
    })
  expect(entry(files).success).toBe(true)
  expect(entry(without).error?.issues).toMatchObject([
    { path: ['spec', 'text', 'embeddings'], message: 'embeddings need the files text_encoder_tensors' },
  ])
})
