import { describe, expect, it } from 'vitest'
import { AppError } from '../../../contract/errors.ts'
import { createFakeParts, PNG, PNG_TEXT } from '../testing/fake-parts.ts'
import { createTestApp } from '../testing/serve.ts'
import { makesPictures } from '../fooocus/testing/serve-fooocus.ts'
import { registerFooocusV1 } from './register-fooocus-v1.ts'
import { dashed, toJobWebhook } from './to-job.ts'
import { toCommon } from './to-common.ts'

const TEXT = '/v1/generation/text-to-image'

async function serve() {
  const fake = createFakeParts()
  const app = createTestApp()
  await registerFooocusV1(app, { ...fake.parts, hangUpGraceMs: 0 })
  const post = async (url: string, body: object, headers = {}) => {
    const answer = await app.inject({ method: 'POST', url, headers, payload: body })
    return { status: answer.statusCode, text: answer.body, type: answer.headers['content-type'], answer }
  }
  const form = async (
    url: string,
    fields: Record<string, string>,
    files: Record<string, Uint8Array> = {},
  ) => {
    const data = new FormData()
    for (const [name, value] of Object.entries(fields)) data.append(name, value)
    for (const [name, bytes] of Object.entries(files))
      data.append(name, new Blob([Uint8Array.from(bytes)]), 'x.png')
    const request = new Request('http://x/', { method: 'POST', body: data })
    const payload = Buffer.from(await request.arrayBuffer())
    return app.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': request.headers.get('content-type')! },
    })
  }
  const get = async (url: string, headers = {}) => {
    const answer = await app.inject({ method: 'GET', url, headers })
    return { status: answer.statusCode, json: answer.json<Record<string, unknown>>() }
  }
  return { ...fake, app, post, form, get }
}

const URL = 'http://relay.test/files/2026-01-31/2026-01-31_12-30-00_1000.png'

describe('generations', () => {
  it('answer with a list of results', async () => {
    const served = await serve()
    makesPictures(served)
    const { status, text } = await served.post(TEXT, {
      prompt: 'x',
      image_seed: 7,
      style_selections: ['No Such'],
    })
    expect(status).toBe(200)
    expect(JSON.parse(text)).toEqual([{ base64: null, url: URL, seed: '7', finish_reason: 'SUCCESS' }])
    expect(served.jobs.submissions[0]!.dialect).toBe('fooocus_v1')
  })

  it('carry the picture where that is asked for', async () => {
    const served = await serve()
    makesPictures(served)
    const { text } = await served.post(TEXT, { require_base64: true })
    expect(JSON.parse(text)).toMatchObject([{ base64: PNG_TEXT }])
  })

  it('are the picture itself for image/png, also when the address says so', async () => {
    const served = await serve()
    makesPictures(served)
    for (const [url, headers] of [
      [TEXT, { accept: 'image/png' }],
      [`${TEXT}?accept=image/png`, { accept: 'application/json' }],
    ] as const) {
      const { status, type, answer } = await served.post(url, { image_number: 3 }, headers)
      expect([status, type, answer.rawPayload.equals(PNG)]).toEqual([200, 'image/png', true])
    }
    expect(served.jobs.submissions.map(({ request }) => request.image_number)).toEqual([1, 1])
  })

  it.each([
    ['ERROR', 500],
    ['USER_CANCEL', 400],
    ['QUEUE_IS_FULL', 409],
  ])('that fail say %s, or %i', async (reason, status) => {
    const served = await serve()
    const fail = () => {
      if (reason === 'QUEUE_IS_FULL') served.jobs.refuseNext = new AppError('queue_full', 'full')
      served.jobs.onSubmit = (id) =>
        reason === 'ERROR'
          ? served.jobs.fail(id, { code: 'internal', message: 'broken', detail: {} })
          : served.jobs.stopped(id)
    }
    fail()
    const json = await served.post(TEXT, {})
    expect(JSON.parse(json.text)).toEqual([{ base64: null, url: null, seed: '', finish_reason: reason }])
    fail()
    expect((await served.post(TEXT, {}, { accept: 'image/png' })).status).toBe(status)
  })

  it('take forms with files', async () => {
    const served = await serve()
    makesPictures(served)
    const answer = await served.form(
      '/v1/generation/image-inpait-outpaint',
      {
        prompt: 'x',
        style_selections: 'Fooocus Enhance, Fooocus Sharp',
        outpaint_selections: 'Left,Top',
        outpaint_distance_left: '64',
        loras: '[{"model_name":"pixel.safetensors","weight":0.3}]',
        advanced_params: '{"sharpness": 3, "inpaint_mask_upload_checkbox": true}',
        image_number: '2',
        save_extension: 'jpg',
      },
      { input_image: PNG, input_mask: PNG },
    )
    expect(answer.statusCode).toBe(200)
    const { request } = served.jobs.submissions[0]!
    expect(request).toMatchObject({
      style_selections: ['Fooocus Enhance', 'Fooocus Sharp'],
      sharpness: 3,
      image_number: 2,
      output_format: 'jpeg',
      save_metadata_to_images: false,
      loras: [{ model_name: 'pixel.safetensors', weight: 0.3 }],
      inpaint: {
        outpaint_selections: ['Left', 'Top'],
        outpaint_distance: [64, 0, 0, 0],
        inpaint_respective_field: 1,
      },
    })
    expect(request.inpaint!.inpaint_mask_image_upload).toBeDefined()
  })

  it('take numbered image prompts, and mix them with another picture', async () => {
    const served = await serve()
    makesPictures(served)
    await served.form(
      '/v1/generation/image-prompt',
      { cn_type1: 'FaceSwap', cn_stop1: '0', outpaint_selections: 'Left' },
      { cn_img1: PNG, input_image: PNG },
    )
    const { request } = served.jobs.submissions[0]!
    expect(request.image_prompt).toMatchObject({
      controlnet_image: [{ cn_type: 'FaceSwap', cn_stop: 0.9, cn_weight: 0.75 }],
      mixing_image_prompt_and_inpaint: true,
    })
    expect(request.inpaint).toBeDefined()
  })

  it('fall back where a name is unknown, as the predecessor did', async () => {
    const served = await serve()
    makesPictures(served)
    const { status } = await served.post(TEXT, {
      base_model_name: 'no such',
      loras: [{ model_name: 'none of ours' }],
      advanced_params: { sampler_name: 'x', scheduler_name: 'y' },
    })
    expect(status).toBe(200)
    expect(served.jobs.submissions[0]!.request).toMatchObject({
      base_model_name: 'sticker',
      sampler_name: 'dpmpp_2m_sde_gpu',
      scheduler_name: 'karras',
      loras: [],
    })
  })

  it('refuse what does not fit', async () => {
    const { post } = await serve()
    expect((await post(TEXT, { image_number: 33 })).status).toBe(422)
    expect((await post(TEXT, [])).status).toBe(422)
  })
})

describe('the defaults of each route', () => {
  it.each([
    ['upscale', 'json', { uov_method: 'Upscale (2x)', save_metadata_to_images: true }],
    ['upscale', 'form', { save_metadata_to_images: false }],
    [
      'enhance',
      'json',
      {
        enhance_uov_method: 'Vary (Strong)',
        enhance_checkbox: true,
        enhance_ctrls: [{ enhance_enabled: true, enhance_mask_dino_prompt: 'face' }],
      },
    ],
    ['inpaint', 'json', { inpaint_respective_field: 1 }],
  ] as const)('%s by %s', (kind, from, wanted) => {
    expect(toCommon(kind, {}, from)).toMatchObject(wanted)
  })

  it('give way to what was sent', () => {
    expect(
      toCommon('upscale', { uov_method: 'Disabled', input_image: 'x', upscale_value: 3 }, 'json'),
    ).toMatchObject({
      uov_method: 'Disabled',
      uov_input_image: 'x',
      upscale_multiple: 3,
    })
  })

  it('collect numbered enhancements', () => {
    const { enhance_ctrls } = toCommon(
      'enhance',
      { enhance_enabled_1: 'true', enhance_prompt_2: 'y' },
      'form',
    )
    expect(enhance_ctrls).toEqual([{ enhance_enabled: 'true' }, { enhance_prompt: 'y' }])
  })
})

describe('tasks', () => {
  it('are followed by query-job', async () => {
    const { post, get, jobs } = await serve()
    const { text } = await post(TEXT, { async_process: true })
    const id = jobs.ids[0]!
    const started = JSON.parse(text) as { job_id: string }
    expect(started).toEqual({
      job_id: dashed(id),
      job_type: 'Text to Image',
      job_stage: 'WAITING',
      job_progress: 0,
      job_status: null,
      job_step_preview: null,
      job_result: null,
    })
    expect(started.job_id).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/)
    jobs.start(id)
    jobs.say(id, 42.5, 'Sampling step 2/4, image 1/1 ...')
    jobs.preview(id, Uint8Array.from([1, 2, 3]))
    const url = `/v1/generation/query-job?job_id=${started.job_id}`
    expect((await get(url)).json).toMatchObject({
      job_stage: 'RUNNING',
      job_progress: 42,
      job_step_preview: null,
    })
    expect((await get(`${url}&require_step_preview=true`)).json).toMatchObject({
      job_step_preview: 'data:image/png;base64,AQID',
      job_status: 'Sampling step 2/4, image 1/1 ...',
    })
    jobs.picture(id, { seed: '9' })
    jobs.finish(id)
    expect((await get(url)).json).toMatchObject({
      job_stage: 'SUCCESS',
      job_progress: 100,
      job_result: [{ url: URL, seed: '9', finish_reason: 'SUCCESS' }],
    })
    expect(toJobWebhook(jobs.state(id))).toEqual({
      job_id: dashed(id),
      job_result: [{ url: URL, seed: '9' }],
    })
  })

  it('that are unknown or of another are not found', async () => {
    const { post, get, jobs } = await serve()
    await post(TEXT, { async_process: true })
    for (const [id, headers] of [
      ['nonsense', {}],
      [jobs.ids[0]!, { 'x-owner': 'eve' }],
    ] as const) {
      const { status, json } = await get(`/v1/generation/query-job?job_id=${id}`, headers)
      expect(status).toBe(404)
      expect(json).toMatchObject({
        job_id: '',
        job_type: 'Not Found',
        job_stage: 'ERROR',
        job_status: 'Job not found',
      })
    }
  })

  it('are counted, listed, stopped and forgotten', async () => {
    const { post, get, jobs } = await serve()
    for (let at = 0; at < 3; at++) await post(TEXT, { async_process: true })
    const [first, second, third] = jobs.ids
    jobs.start(first!)
    jobs.finish(first!)
    jobs.start(second!)
    expect((await get('/v1/generation/job-queue')).json).toEqual({
      running_size: 2,
      finished_size: 1,
      last_job_id: dashed(third!),
    })
    expect((await get('/v1/generation/job-history')).json).toEqual({
      queue: [second!, third!].map((id) => ({ job_id: dashed(id), is_finished: false })),
      history: [{ job_id: dashed(first!), is_finished: true }],
    })
    expect(JSON.parse((await post('/v1/generation/stop', {})).text)).toEqual({ msg: 'success' })
    expect(jobs.state(second!).status).toBe('stopped')
    const forget = `/v1/generation/job-history?delete=true&job_id=${first}`
    expect((await get(forget, { 'sec-fetch-site': 'cross-site' })).json).toEqual({ message: 'Not found' })
    expect((await get(forget)).json).toEqual({ message: 'Deleted' })
    expect((await get(forget)).json).toEqual({ message: 'Not found' })
    expect((await get('/v1/engines/clean_vram')).json).toEqual({ message: 'ok' })
  })
})
