import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { parseRequest } from '../parse-request.ts'
import { attachmentNames, attachPictures, detachPictures, JobRequest } from './job-request.ts'
import { anyRequest } from './testing/arbitrary-messages.ts'

const picture = (...bytes: number[]) => ({ mime: 'image/png', bytes: Uint8Array.from(bytes) })

const everything = () =>
  parseRequest({
    prompt: 'a cat',
    upscale_or_vary: { uov_input_image: picture(1) },
    inpaint: { inpaint_input_image: picture(2), inpaint_mask_image_upload: picture(3) },
    image_prompt: { controlnet_image: [{ cn_img: picture(4) }, { cn_img: picture(5) }] },
    enhance: { enhance_input_image: picture(6) },
  })

describe('detachPictures', () => {
  it('names every picture by its place', () => {
    const { request, attachments } = detachPictures(everything())
    expect(attachments.map(({ name, bytes }) => [name, bytes[0]])).toEqual([
      ['upscale_or_vary.uov_input_image', 1],
      ['inpaint.inpaint_input_image', 2],
      ['inpaint.inpaint_mask_image_upload', 3],
      ['image_prompt.controlnet_image.0.cn_img', 4],
      ['image_prompt.controlnet_image.1.cn_img', 5],
      ['enhance.enhance_input_image', 6],
    ])
    expect(attachmentNames(request)).toEqual(attachments.map(({ name }) => name))
  })

  it('leaves nothing behind that JSON cannot carry', () => {
    fc.assert(
      fc.property(anyRequest, (whole) => {
        const { request } = detachPictures(whole)
        expect(JobRequest.parse(JSON.parse(JSON.stringify(request)))).toEqual(request)
      }),
    )
  })

  it('does not touch the request', () => {
    const whole = everything()
    detachPictures(whole)
    expect(whole).toEqual(everything())
  })
})

describe('attachPictures', () => {
  it('undoes detachPictures', () => {
    fc.assert(
      fc.property(anyRequest, (whole) => {
        const { request, attachments } = detachPictures(whole)
        const pictures = new Map(attachments.map(({ name, mime, bytes }) => [name, { mime, bytes }]))
        expect(attachPictures(request, pictures)).toEqual(whole)
      }),
    )
  })

  it('names a picture that is missing', () => {
    const { request } = detachPictures(everything())
    const attach = () => attachPictures(request, new Map())
    expect(attach).toThrow(AppError)
    expect(attach).toThrow('upscale_or_vary.uov_input_image: the picture is missing')
  })
})

describe('JobRequest', () => {
  it.each([
    ['an unknown key', { enhance: { enhance_inptu_image: { attachment: 'a' } } }],
    ['a picture that was not detached', { upscale_or_vary: { uov_input_image: picture(1) } }],
    ['an odd name', { upscale_or_vary: { uov_input_image: { attachment: '../../etc' } } }],
    ['no image prompt', { image_prompt: { controlnet_image: [] } }],
    [
      'five image prompts',
      { image_prompt: { controlnet_image: Array(5).fill({ cn_img: { attachment: 'a' } }) } },
    ],
  ])('refuses %s', (_name, request) => {
    expect(JobRequest.safeParse(request).success).toBe(false)
  })
})
