import { describe, expect, it } from 'vitest'
import { GenerationRequest } from '../../../contract/request.ts'
import { sayEnglish } from '../../text/say-english.ts'
import { aPicture, aTask } from '../../testing/a-picture.ts'
import { fakeParameters } from '../../testing/fake-parameters.ts'
import { askedRows } from './asked-rows.ts'
import { fileRows } from './file-rows.ts'
import { parameterRows } from './parameter-rows.ts'

const say = sayEnglish()
const request = GenerationRequest.parse({ prompt: 'a fox', negative_prompt: '', image_seed: '7' })
const parameters = fakeParameters(request, { width: 256, height: 192 }, '9223372036854775807')
const asRecord = (rows: readonly { name: string; text: string }[]) =>
  Object.fromEntries(rows.map(({ name, text }) => [name, text]))

describe('parameterRows', () => {
  it('tells what was run, the seed to its last digit', () => {
    expect(asRecord(parameterRows({ parameters, request }, say))).toMatchObject({
      Prompt: 'a fox',
      Size: '256×192',
      Seed: '9223372036854775807',
      Steps: '30',
      Model: 'sticker',
      Version: 'fake',
    })
  })

  it('has no row for what had nothing to do', () => {
    const names = parameterRows({ parameters, request }, say).map(({ name }) => name)
    expect(names).not.toContain('Negative prompt')
    expect(names).not.toContain('Refiner Switch At')
    expect(names).not.toContain('FreeU')
  })

  it('says of a picture that was only enlarged what it shows, and nothing of drawing', () => {
    const uov_input_image = { mime: 'image/png', bytes: new Uint8Array(0) }
    const upscale_or_vary = { uov_method: 'Upscale (Fast 2x)', uov_input_image } as const
    const enlarged = { parameters: { ...parameters, steps: 0 }, request }
    const namesOf = (picture: Parameters<typeof parameterRows>[0]) =>
      parameterRows(picture, say).map(({ name }) => name)
    const asked = GenerationRequest.parse({ prompt: 'a fox', upscale_or_vary })
    expect(namesOf({ ...enlarged, request: asked })).toEqual(['Prompt', 'Size', 'Version'])
    // A file of another program that tells no steps.
    expect(namesOf(enlarged)).toContain('Sampler')
  })

  it('has one row for each LoRA', () => {
    const loras = [
      { name: 'a.safetensors', weight: 0.5, hash: '' },
      { name: 'b.safetensors', weight: -1, hash: '' },
    ]
    expect(asRecord(parameterRows({ parameters: { ...parameters, loras }, request }, say))).toMatchObject({
      'LoRA 1': 'a.safetensors : 0.5',
      'LoRA 2': 'b.safetensors : -1',
    })
  })
})

describe('askedRows', () => {
  it('names only what was asked for', () => {
    const asked = GenerationRequest.parse({
      prompt: 'a __animal__',
      loras: [{ model_name: 'a.safetensors', weight: 0.5 }],
    })
    expect(asRecord(askedRows(asked, say))).toEqual({
      Prompt: 'a __animal__',
      LoRAs: 'a.safetensors : 0.5',
    })
    expect(askedRows(GenerationRequest.parse({}), say)).toEqual([])
  })

  it('names what was made of a picture', () => {
    const uov_input_image = { mime: 'image/png', bytes: new Uint8Array(0) }
    const asked = GenerationRequest.parse({
      upscale_or_vary: { uov_method: 'Vary (Subtle)', uov_input_image },
    })
    expect(asRecord(askedRows(asked, say))).toEqual({ 'Vary or upscale': 'Vary (Subtle)' })
  })
})

describe('fileRows', () => {
  const picture = aPicture('a', { bytes: 12_345, width: 256, height: 192 })

  it('tells size in pixels and bytes, and the time only while it is known', () => {
    const untimed = asRecord(fileRows(picture, undefined, say))
    expect(untimed).toMatchObject({ Pixels: '256 × 192 px', 'File size': '12 kB' })
    expect(untimed).not.toHaveProperty('Time taken')
    const timings = { loadMs: 0, encodeMs: 0, stepMs: 1, decodeMs: 0, totalMs: 1840 }
    const task = aTask('a', { timings, pictures: [picture] })
    expect(asRecord(fileRows(picture, task, say))).toHaveProperty('Time taken', '1.8 s')
    const two = { ...task, pictures: [picture, picture] }
    expect(asRecord(fileRows(picture, two, say))).toHaveProperty('Time taken', '1.8 s for 2 pictures')
  })

  it('says who asked when it was not the person here', () => {
    expect(asRecord(fileRows({ ...picture, origin: 'relay' }, undefined, say))).toHaveProperty('Asked by')
  })
})
