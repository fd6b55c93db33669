import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError, ERRORS } from './errors.ts'
import { parseRequest } from './parse-request.ts'
import { MAX_INPUT_IMAGE_BYTES } from './request-parts.ts'

const PICTURE = { mime: 'image/png', bytes: Uint8Array.of(1, 2, 3) }

const refusalOf = (input: unknown): AppError => {
  try {
    parseRequest(input)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('the request was not refused as it should be')
}

describe('parseRequest', () => {
  it('makes a whole request of nothing', () => {
    expect(parseRequest({})).toMatchObject({ prompt: '', image_number: 1, image_seed: '-1' })
  })

  it('gives the same again when parsed twice', () => {
    const request = parseRequest({
      prompt: 'a cat',
      image_seed: 7,
      inpaint: { inpaint_input_image: PICTURE },
    })
    expect(parseRequest(request)).toEqual(request)
  })

  it('hands out lists of its own, so that no request changes another', () => {
    const [one, two] = [parseRequest({}), parseRequest({})]
    one.style_selections.push('SAI Anime')
    expect(two.style_selections).toEqual(['Fooocus V2', 'Fooocus Enhance', 'Fooocus Sharp'])
    expect(one.loras).not.toBe(two.loras)
  })

  it('leaves out every part that was not asked for', () => {
    const parts = ['upscale_or_vary', 'inpaint', 'image_prompt', 'enhance']
    expect(Object.keys(parseRequest({})).filter((key) => parts.includes(key))).toEqual([])
  })

  it('combines parts', () => {
    const request = parseRequest({
      upscale_or_vary: { uov_input_image: PICTURE, uov_method: 'Upscale (2x)' },
      inpaint: { inpaint_input_image: PICTURE, inpaint_mask_image_upload: PICTURE },
      image_prompt: { controlnet_image: [{ cn_img: PICTURE }], mixing_image_prompt_and_inpaint: true },
      enhance: { enhance_checkbox: true, enhance_input_image: PICTURE },
    })
    expect(request).toMatchObject({
      upscale_or_vary: { uov_method: 'Upscale (2x)', upscale_multiple: 1 },
      inpaint: { inpaint_mask_image_upload: PICTURE, inpaint_strength: 1 },
      image_prompt: { mixing_image_prompt_and_inpaint: true, controlnet_image: [{ cn_stop: 0.6 }] },
      enhance: { enhance_checkbox: true, enhance_ctrls: [] },
    })
  })

  it('asks for the picture that a part works on', () => {
    expect(refusalOf({ inpaint: {} }).detail['field']).toBe('inpaint.inpaint_input_image')
    expect(refusalOf({ upscale_or_vary: {} }).detail['field']).toBe('upscale_or_vary.uov_input_image')
  })

  it.each([
    ['bytes as text', { mime: 'image/png', bytes: 'AQID' }],
    ['another kind of file', { mime: 'text/html', bytes: Uint8Array.of(1) }],
    ['a picture of more than 50 MB', { mime: 'image/png', bytes: new Uint8Array(MAX_INPUT_IMAGE_BYTES + 1) }],
  ])('refuses %s', (_name, picture) => {
    expect(refusalOf({ enhance: { enhance_input_image: picture } }).detail['field']).toContain(
      'enhance.enhance_input_image',
    )
  })
})

describe('a refusal', () => {
  it('is invalid_request, which is HTTP 400', () => {
    const { code } = refusalOf({ image_number: 0 })
    expect([code, ERRORS[code].http]).toEqual(['invalid_request', 400])
  })

  it('names an unknown key', () => {
    const { detail, message } = refusalOf({ promt: 'typo' })
    expect(detail['field']).toBe('promt')
    expect(message).toContain('promt')
  })

  it('names an unknown key inside a part by its whole path', () => {
    expect(refusalOf({ enhance: { enhance_ctrls: [{ promt: 'typo' }] } }).detail['field']).toBe(
      'enhance.enhance_ctrls.0.promt',
    )
    expect(refusalOf({ loras: [{ model_name: 'a', wieght: 1 }] }).detail['field']).toBe('loras.0.wieght')
  })

  it('does not take keys of one HTTP call or of another part for fields of the request', () => {
    for (const key of [
      'stream_output',
      'async_process',
      'webhook_url',
      'save_name',
      'preset',
      'uov_method',
    ]) {
      expect(refusalOf({ [key]: 'x' }).detail['field']).toBe(key)
    }
  })

  it('lists every problem with its path, the first one as its field', () => {
    const { detail } = refusalOf({ image_number: 0, sharpness: 31, loras: [{ model_name: 'a', weight: 3 }] })
    expect(detail['field']).toBe('image_number')
    const issues = detail['issues'] as readonly string[]
    expect(issues.map((issue) => issue.split(':')[0])).toEqual([
      'image_number',
      'sharpness',
      'loras.0.weight',
    ])
  })

  it.each([[null], [undefined], [7], ['a cat'], [[]]])(
    'of %j, which is no object, speaks of the request',
    (input) => {
      const { detail, message } = refusalOf(input)
      expect(detail['field']).toBe('')
      expect(message).toMatch(/^request: /u)
    },
  )

  it('is the only thing that can happen to nonsense', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        try {
          parseRequest(input)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
    )
  })
})
