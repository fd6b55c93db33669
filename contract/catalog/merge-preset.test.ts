import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { parseRequest } from '../parse-request.ts'
import { mergePreset } from './merge-preset.ts'
import { PRESET_NAMES, PRESETS } from './presets.ts'

function refusal(name: string): AppError {
  try {
    mergePreset({}, name)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('it was merged')
}

it('adds nothing for "initial"', () => {
  expect(mergePreset({ prompt: 'a cat' }, 'initial')).toEqual({ prompt: 'a cat' })
})

it('fills in everything that was not sent', () => {
  expect(mergePreset({}, 'sai')).toEqual(PRESETS.sai)
})

it('puts the guidance where it belongs and brings the LoRAs along', () => {
  const merged = mergePreset({}, 'realistic')
  expect(merged).toMatchObject({
    guidance_scale: 3,
    loras: [{ enabled: true, model_name: 'SDXL_FILM_PHOTOGRAPHY_STYLE_V1.safetensors', weight: 0.25 }],
  })
  expect(merged).not.toHaveProperty('adaptive_cfg')
})

describe('a key that was sent wins', () => {
  it.each<[string, unknown]>([
    ['guidance_scale', 4],
    ['loras', []],
    ['style_selections', []],
    ['prompt', ''],
    ['performance_selection', 'Speed'],
    ['vae_name', null],
  ])('%s: %j', (key, value) => {
    expect(mergePreset({ [key]: value }, 'anime')[key]).toEqual(value)
  })

  it('but one without a value was not sent', () => {
    expect(mergePreset({ guidance_scale: undefined }, 'anime')['guidance_scale']).toBe(6)
  })
})

it('leaves keys alone that no preset knows, also dangerous ones', () => {
  const sent = JSON.parse('{"preset":"lcm","__proto__":{"x":1},"cfg":7}') as Record<string, unknown>
  const merged = mergePreset(sent, 'lcm')
  expect(Object.keys(merged)).toEqual(expect.arrayContaining(['preset', '__proto__', 'cfg']))
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
})

it('gives values that may be changed without changing the catalog', () => {
  const loras = mergePreset({}, 'default')['loras'] as { weight: number }[]
  loras[0]!.weight = 2
  loras.push({ weight: 3 })
  expect(PRESETS.default.loras).toEqual([
    { enabled: true, model_name: 'sd_xl_offset_example-lora_1.0.safetensors', weight: 0.1 },
  ])
})

it.each([
  ['anim', 'anime'],
  ['Realistic', 'realistic'],
  ['playground', 'playground_v2.5'],
  ['../config', 'initial'],
  ['constructor', 'anime'],
  ['__proto__', 'lcm'],
])('does not know %s and points at a preset', (name) => {
  const { code, detail } = refusal(name)
  expect(code).toBe('invalid_request')
  expect(detail).toMatchObject({ field: 'preset', value: name })
  expect(PRESET_NAMES).toContain(detail['nearest'])
})

it('names the nearest preset', () => {
  expect(refusal('animee').detail['nearest']).toBe('anime')
})

it('does not repeat a name without end', () => {
  expect(refusal('x'.repeat(1_000_000)).message.length).toBeLessThan(200)
})

it('what is merged is a request, or refused by name: schedules of other builds are not silently dropped', () => {
  expect(parseRequest(mergePreset({}, 'anime'))).toMatchObject({ guidance_scale: 6, sharpness: 2 })
  expect(() => parseRequest(mergePreset({}, 'playground_v2.5'))).toThrow(/scheduler_name|inpaint_engine/u)
})

it('any sent record comes back whole, on top of the preset', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PRESET_NAMES),
      fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.constant(null))),
      (name, sent) => {
        const merged = mergePreset(sent, name)
        for (const key of Object.keys(sent)) expect(merged[key]).toBe(sent[key])
      },
    ),
  )
})
