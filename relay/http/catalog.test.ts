import { describe, expect, it } from 'vitest'
import { createModelCatalog, type CatalogEntry } from './catalog.ts'

function sizesOf(side: number): CatalogEntry['spec']['sizes'] {
  return { trained: [[side, side]], multiple: 8, min: 64, max: 2048 }
}

const MANIFEST = {
  models: [
    { id: 'sd-turbo', name: 'SD Turbo', embedded: false, spec: { sizes: sizesOf(512) } },
    { id: 'sticker', name: 'Sticker', embedded: true, spec: { sizes: sizesOf(256) } },
  ],
}
const catalogWith = (...tabs: (readonly string[])[]) =>
  createModelCatalog({ manifest: MANIFEST, tabs: () => tabs.map((models) => ({ models })) })

describe('the models', () => {
  it('begin with what tabs have ready, each once', () => {
    expect(catalogWith(['sticker', 'my-own'], ['sticker']).models()).toEqual([
      { id: 'sticker', name: 'Sticker', isReady: true },
      { id: 'my-own', name: 'my-own', isReady: true },
      { id: 'sd-turbo', name: 'SD Turbo', isReady: false },
    ])
  })

  it('are those of the moment', () => {
    const tabs: { models: string[] }[] = []
    const catalog = createModelCatalog({ manifest: MANIFEST, tabs: () => tabs })
    expect(catalog.models().some(({ isReady }) => isReady)).toBe(false)
    tabs.push({ models: ['sticker'] })
    expect(catalog.models()[0]).toMatchObject({ id: 'sticker', isReady: true })
  })

  it('have sizes where the manifest knows them', () => {
    const catalog = catalogWith(['my-own'])
    expect(catalog.sizes?.('sd-turbo')?.trained).toEqual([[512, 512]])
    expect(catalog.sizes?.('my-own')).toBeNull()
  })

  it('that need no asking are the default', () => {
    expect(catalogWith().defaultModel).toBe('sticker')
  })
})

it('LoRAs are those of the connected tabs, each once', () => {
  const tabs = [
    { models: ['sticker'], loras: ['a.safetensors', 'b.safetensors'] },
    { models: ['sticker'], loras: ['b.safetensors'] },
    { models: [] },
  ]
  const catalog = createModelCatalog({ manifest: MANIFEST, tabs: () => tabs })
  expect(catalog.loras()).toEqual(['a.safetensors', 'b.safetensors'])
  expect(catalogWith().loras()).toEqual([])
})

describe('a name', () => {
  it.each([
    ['sd-turbo', 'sd-turbo'],
    ['SD-Turbo', 'sd-turbo'],
    ['SD Turbo', 'sd-turbo'],
    ['sd-turbo.safetensors', 'sd-turbo'],
    ['SDXL/sd-turbo.safetensors', 'sd-turbo'],
    ['SDXL\\SD-Turbo.CKPT', 'sd-turbo'],
    ['sd-turbo.safetensors [1a2b3c4d5e]', 'sd-turbo'],
    ['', 'sticker'],
    ['None', 'sticker'],
    ['gpt-image-1', 'sticker'],
    ['gpt-image-1.5', 'sticker'],
    ['gpt-image-1-mini', 'sticker'],
    ['dall-e-2', 'sticker'],
    ['dall-e-3', 'sticker'],
    ['juggernautXL_v8Rundiffusion.safetensors', 'sticker'],
    ['juggernautXL_version6Rundiffusion.safetensors', 'sticker'],
    ['realisticStockPhoto_v20.safetensors', 'sticker'],
    ['animaPencilXL_v500.safetensors', 'sticker'],
    ['playground-v2.5-1024px-aesthetic.fp16.safetensors', 'sticker'],
    ['sd_xl_base_1.0_0.9vae.safetensors', 'sticker'],
  ])('"%s" means %s', (name, id) => {
    expect(catalogWith().resolve(name)).toBe(id)
  })

  it('that clients have built in means that very model where a tab has it', () => {
    const catalog = catalogWith(['juggernautXL_v8Rundiffusion', 'dall-e-3'])
    expect(catalog.resolve('juggernautXL_v8Rundiffusion.safetensors')).toBe('juggernautXL_v8Rundiffusion')
    expect(catalog.resolve('dall-e-3')).toBe('dall-e-3')
    expect(catalog.resolve('dall-e-2')).toBe('sticker')
  })

  it.each([
    ['stiker', 'sticker'],
    ['sd-tubo.safetensors', 'sd-turbo'],
  ])('"%s" that nobody knows is an error with the nearest one', (name, nearest) => {
    expect(() => catalogWith().resolve(name)).toThrow(
      expect.objectContaining({
        code: 'unknown_model',
        detail: { model: name, nearest },
      }),
    )
  })

  it('of any length is answered in an instant and not repeated whole', () => {
    const error = (() => {
      try {
        return catalogWith().resolve('x'.repeat(1_000_000))
      } catch (thrown) {
        return thrown
      }
    })()
    expect((error as Error).message.length).toBeLessThan(300)
  })
})
