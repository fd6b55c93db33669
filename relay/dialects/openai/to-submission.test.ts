import { describe, expect, it } from 'vitest'
import { createFakeParts, PNG } from '../testing/fake-parts.ts'
import { formToBody } from './form-body.ts'
import { GenerationBody, parseBody, readSize } from './image-body.ts'
import { toAsked, toEditRequest, toRequest } from './to-submission.ts'

const { catalog } = createFakeParts().parts
const request = (fields: object) => toRequest(parseBody(GenerationBody, { prompt: 'a', ...fields }), catalog)
const picture = { mime: 'image/png', bytes: PNG }

describe('toRequest', () => {
  it('makes a square unless told otherwise', () => {
    expect(request({}).aspect_ratios_selection).toBe('1024*1024')
    expect(request({ size: 'auto' }).aspect_ratios_selection).toBe('1024*1024')
  })

  it("takes the sizes of OpenAI's models for their shape", () => {
    expect(request({ size: '256x256' }).aspect_ratios_selection).toBe('1024*1024')
    expect(request({ size: '1536x1024' }).aspect_ratios_selection).toBe('1216*832')
    expect(request({ size: '1024x1792' }).aspect_ratios_selection).toBe('768*1344')
    expect(request({ size: '1152x896' }).aspect_ratios_selection).toBe('1152*896')
  })

  it('knows its qualities', () => {
    const modes = ['auto', 'standard', 'low', 'medium', 'hd', 'high'].map(
      (quality) => request({ quality }).performance_selection,
    )
    expect(modes).toEqual(['Speed', 'Speed', 'Speed', 'Speed', 'Quality', 'Quality'])
  })

  it('refuses models that nobody has', () => {
    expect(() => request({ model: 'stikcer' })).toThrow(/nearest: "sticker"/)
  })
})

describe('toEditRequest', () => {
  const body = parseBody(GenerationBody, { prompt: 'a' })

  it('repaints the first picture under a mask and lets the others steer', () => {
    const made = toEditRequest(body, { images: [picture, picture, picture], mask: picture }, catalog)
    expect(made.inpaint?.inpaint_mask_image_upload).toEqual(picture)
    expect(made.image_prompt).toMatchObject({ mixing_image_prompt_and_inpaint: true })
    expect(made.image_prompt?.controlnet_image).toHaveLength(2)
  })
})

describe('toAsked', () => {
  it('answers with addresses or files as OpenAI does for each model', () => {
    const format = (fields: object) => toAsked({ prompt: 'a', ...fields }).responseFormat
    expect(format({ model: 'gpt-image-1-mini' })).toBe('b64_json')
    expect(format({ model: 'dall-e-2' })).toBe('url')
    expect(format({})).toBe('url')
    expect(format({ response_format: 'b64_json' })).toBe('b64_json')
    expect(format({ model: 'gpt-image-1', response_format: 'url' })).toBe('url')
    expect(format({ response_format: 'url', stream: true })).toBe('b64_json')
  })
})

describe('readSize', () => {
  it('takes whole sides within bounds only', () => {
    expect(readSize('1024x768')).toEqual({ width: 1024, height: 768 })
    for (const text of ['0x0', '8x8', '5000x1', '10', 'x', '-1x5', '1e3x5', '1024*768', '1024x768 ']) {
      expect(readSize(text)).toBeNull()
    }
  })
})

describe('formToBody', () => {
  it('gives texts the types they have in JSON and leaves others for the check', () => {
    const fields = {
      prompt: ['a'],
      n: ['2'],
      stream: ['true'],
      styles: ['x', 'y'],
      size: ['null'],
      user: [''],
    }
    expect(formToBody({ fields })).toEqual({
      prompt: 'a',
      n: 2,
      stream: true,
      styles: ['x', 'y'],
      size: null,
      user: null,
    })
    expect(formToBody({ fields: { n: ['two'], stream: ['yes'], prompt: ['5'] } })).toEqual({
      n: 'two',
      stream: 'yes',
      prompt: '5',
    })
  })
})
