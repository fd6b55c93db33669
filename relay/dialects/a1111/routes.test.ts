import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SAMPLE_PARAMETERS } from '../../../contract/metadata/testing/sample-parameters.ts'
import { writeMetadata } from '../../../contract/metadata/picture-metadata.ts'
import { toA1111Text } from '../../../contract/metadata/scheme-a1111.ts'
import type { TaskId } from '../../../contract/task.ts'
import { arbitraryBody } from '../testing/arbitrary-body.ts'
import { dialectApp, listen } from '../testing/dialect-app.ts'
import { createFakeParts, PNG, PNG_TEXT, type FakeParts } from '../testing/fake-parts.ts'
import type { A1111Answer } from './to-answer.ts'
import type { ProgressAnswer } from './progress-answer.ts'
import { registerA1111 } from './routes.ts'

const BASE64 = Buffer.from(PNG).toString('base64')

async function open(hangUpGraceMs = 40) {
  const fake = createFakeParts()
  const app = await dialectApp((one) => registerA1111(one, { ...fake.parts, hangUpGraceMs }))
  const post = (path: string, payload: unknown = {}, owner = '') =>
    app.inject({
      method: 'POST',
      url: `/sdapi/v1/${path}`,
      headers: { 'content-type': 'application/json', 'x-owner': owner },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    })
  const get = (path: string, owner = '') =>
    app.inject({ url: `/sdapi/v1/${path}`, headers: { 'x-owner': owner } })
  return { ...fake, app, post, get }
}

/** Makes every image of a job at once. */
function finishAll({ jobs, outputs }: Pick<FakeParts, 'jobs' | 'outputs'>, id: TaskId) {
  jobs.start(id)
  for (const [index, seed] of jobs.state(id).seeds.entries()) {
    const file = `2026-01-31/${id}-${index}.png`
    outputs.set(file, PNG)
    const parameters = { ...SAMPLE_PARAMETERS, seed }
    jobs.picture(id, { index, file, width: 128, height: 96, parameters })
  }
  jobs.finish(id)
}

const until = async (holds: () => boolean) => {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 400) throw new Error('it never came true')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('txt2img', () => {
  it('answers with files in base64 and an info text', async () => {
    const { jobs, outputs, post } = await open()
    jobs.onSubmit = (id) => finishAll({ jobs, outputs }, id)
    const body = { prompt: 'a cat <lora:x:1>', batch_size: 2, n_iter: 2, seed: 7, steps: '20', something: 1 }
    const answer = (await post('txt2img', body)).json<A1111Answer>()
    expect(answer.images).toEqual([BASE64, BASE64, BASE64, BASE64])
    expect(answer.parameters).toEqual(body)
    const info = JSON.parse(answer.info) as Record<string, unknown>
    expect(info).toMatchObject({
      seed: 7,
      all_seeds: [7, 8, 9, 10],
      width: 128,
      height: 96,
      batch_size: 2,
      index_of_first_image: 0,
    })
    expect(info['job_timestamp']).toMatch(/^202601\d{8}$/)
    expect((info['infotexts'] as string[])[1]).toBe(toA1111Text({ ...SAMPLE_PARAMETERS, seed: '8' }))
    expect(jobs.submissions[0]).toMatchObject({
      dialect: 'a1111',
      isAwaited: true,
      request: {
        prompt: 'a cat <lora:x:1>',
        image_number: 4,
        overwrite_step: 20,
        style_selections: [],
        metadata_scheme: 'a1111',
      },
    })
  })

  it('keeps all digits of a seed in both directions', async () => {
    const { jobs, outputs, post } = await open()
    jobs.onSubmit = (id) => finishAll({ jobs, outputs }, id)
    const { body } = await post('txt2img', '{"prompt":"a","seed":9223372036854775806,"n_iter":2}')
    expect(jobs.submissions[0]!.request.image_seed).toBe('9223372036854775806')
    expect(body).toContain('"seed":9223372036854775806')
    const info = (JSON.parse(body) as A1111Answer).info
    expect(info).toContain('"all_seeds":[9223372036854775806,9223372036854775807]')
  })

  it('sends no pictures where none are wanted', async () => {
    const { jobs, outputs, post } = await open()
    jobs.onSubmit = (id) => finishAll({ jobs, outputs }, id)
    expect((await post('txt2img', { send_images: false })).json<A1111Answer>().images).toEqual([])
  })

  it('answers an interrupted call with what there is', async () => {
    const { jobs, outputs, post } = await open()
    outputs.set('one.png', PNG)
    jobs.onSubmit = (id) => {
      jobs.start(id)
      jobs.picture(id, { file: 'one.png' })
      jobs.stopped(id)
    }
    const answer = await post('txt2img', { n_iter: 3 })
    expect([answer.statusCode, answer.json<A1111Answer>().images.length]).toEqual([200, 1])
  })

  it('refuses what it cannot do and says what', async () => {
    const { jobs, post } = await open()
    const refused = async (body: object) => {
      const { statusCode, body: text } = await post('txt2img', body)
      return `${statusCode} ${text}`
    }
    expect(await refused({ width: 'wide' })).toMatch(/^422 \{"detail":\[\{"loc":\["body","width"\]/)
    expect(await refused({ n_iter: 8, batch_size: 8 })).toMatch(/^422 .*at most 32/)
    expect(await refused({ alwayson_scripts: { ADetailer: {} } })).toMatch(
      /^422 .*always on script ADetailer not found/,
    )
    expect(await refused({ script_name: 'x/y plot' })).toMatch(/^422 .*Script 'x\/y plot' not found/)
    expect(await refused({ enable_hr: true })).toMatch(/^422 .*"error":"unsupported_feature".*hires/)
    expect(await refused({ sampler_name: 'Nothing' })).toMatch(/^404 .*Sampler not found/)
    expect(await refused({ styles: ['SAI Origam'] })).toMatch(/^422 .*SAI Origami/)
    expect(await refused({ override_settings: { sd_model_checkpoint: 'nothing' } })).toMatch(
      /^404 .*"error":"unknown_model"/,
    )
    expect(jobs.submissions).toEqual([])
  })

  it('tells why a job failed', async () => {
    const { jobs, post } = await open()
    jobs.onSubmit = (id) => jobs.fail(id, { code: 'out_of_memory', message: 'no memory left', detail: {} })
    const answer = await post('txt2img', { prompt: 'a' })
    expect(answer.statusCode).toBe(507)
    expect(answer.json()).toEqual({
      error: 'out_of_memory',
      detail: 'no memory left',
      body: '',
      errors: 'no memory left',
    })
  })

  it('stops the job of a caller who hangs up', async () => {
    const { jobs, app } = await open()
    jobs.onSubmit = (id) => jobs.start(id)
    const url = await listen(app)
    const init = { method: 'POST', body: '{"prompt":"a"}', headers: { 'content-type': 'application/json' } }
    const caller = new AbortController()
    const call = fetch(`${url}/sdapi/v1/txt2img`, { ...init, signal: caller.signal })
    const gone = expect(call).rejects.toThrow(/abort/)
    await until(() => jobs.ids.length === 1 && jobs.watchers(jobs.ids[0]!) === 1)
    caller.abort()
    await gone
    await until(() => jobs.state(jobs.ids[0]!).status === 'stopped')
  })

  it('never fails by itself, whatever is in a body', async () => {
    const { jobs, outputs, post } = await open()
    jobs.onSubmit = (id) => finishAll({ jobs, outputs }, id)
    const fields = ['prompt', 'seed', 'steps', 'width', 'styles', 'sampler_name', 'override_settings']
    const more = ['init_images', 'mask', 'batch_size', 'alwayson_scripts', 'scheduler', 'image', 'sd_vae']
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('txt2img', 'img2img', 'options', 'png-info'),
        arbitraryBody([...fields, ...more]),
        async (path, body) => {
          const { statusCode, payload } = await post(path, body, 'fuzz')
          expect(statusCode).toBeLessThan(500)
          JSON.parse(payload)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('img2img', () => {
  it('varies a picture by the strength of its noise', async () => {
    const { jobs, outputs, post } = await open()
    jobs.onSubmit = (id) => finishAll({ jobs, outputs }, id)
    const body = { init_images: [PNG_TEXT], denoising_strength: 0.4, prompt: 'a' }
    const answer = (await post('img2img', body)).json<A1111Answer>()
    expect(answer.parameters).toEqual({ denoising_strength: 0.4, prompt: 'a' })
    expect(JSON.parse(answer.info)).toMatchObject({ denoising_strength: 0.4 })
    expect(jobs.submissions[0]!.request.upscale_or_vary).toMatchObject({
      uov_method: 'Vary (Strong)',
      overwrite_vary_strength: 0.4,
    })
  })

  it('repaints what is white in a mask', async () => {
    const { jobs, post } = await open()
    jobs.onSubmit = (id) => jobs.stopped(id)
    await post('img2img', { init_images: [BASE64], mask: BASE64, inpainting_mask_invert: 1 })
    expect(jobs.submissions[0]!.request.inpaint).toMatchObject({
      invert_mask_checkbox: true,
      inpaint_strength: 0.75,
      inpaint_respective_field: 0,
    })
  })

  it('needs one picture', async () => {
    const { post } = await open()
    expect((await post('img2img', {})).statusCode).toBe(404)
    expect((await post('img2img', { init_images: [BASE64, BASE64] })).statusCode).toBe(422)
    expect((await post('img2img', { init_images: ['bm90IGFuIGltYWdl'] })).statusCode).toBe(400)
  })
})

describe('progress, interrupt and skip', () => {
  it('tell of the running job', async () => {
    const { jobs, get, post } = await open()
    const call = post('txt2img', { prompt: 'a', n_iter: 2 })
    await until(() => jobs.ids.length === 1)
    const [id] = jobs.ids
    jobs.start(id!)
    jobs.say(id!, 25, 'Sampling step 5/10, image 2/2 ...', { image: 2, images: 2, step: 5, steps: 10 })
    jobs.preview(id!, PNG)
    expect((await get('progress')).json<ProgressAnswer>()).toMatchObject({
      progress: 0.25,
      eta_relative: 0,
      state: { job: id, job_no: 1, job_count: 2, sampling_step: 5, sampling_steps: 10, interrupted: false },
      current_image: BASE64,
      textinfo: 'Sampling step 5/10, image 2/2 ...',
    })
    const bare = await get('progress?skip_current_image=true')
    expect(bare.json<ProgressAnswer>().current_image).toBeNull()
    expect((await post('interrupt')).json()).toEqual({})
    expect((await call).json<A1111Answer>().images).toEqual([])
  })

  it('are at rest when nothing runs', async () => {
    const { get, post } = await open()
    const answer = (await get('progress')).json<ProgressAnswer>()
    expect(answer).toMatchObject({ progress: 0, current_image: null, state: { job_count: 0 } })
    expect((await post('interrupt')).statusCode).toBe(200)
    expect((await post('skip')).statusCode).toBe(200)
  })

  it('stop a job that still waits', async () => {
    const { jobs, post } = await open()
    const call = post('txt2img', { prompt: 'a' })
    await until(() => jobs.ids.length === 1)
    await post('interrupt')
    expect((await call).statusCode).toBe(200)
    expect(jobs.state(jobs.ids[0]!).status).toBe('stopped')
  })

  it("leave other callers' jobs alone, and those of other clients", async () => {
    const { jobs, get, post, parts } = await open()
    const call = post('txt2img', { prompt: 'a' }, 'anna')
    await until(() => jobs.ids.length === 1)
    const [id] = jobs.ids
    jobs.start(id!)
    await parts.jobs.submit({ ...jobs.submissions[0]!, owner: 'ben', dialect: 'fooocus' })
    jobs.start(jobs.ids[1]!)
    await post('interrupt', {}, 'ben')
    expect((await get('progress', 'ben')).json<ProgressAnswer>().state.job).toBe('')
    expect((await get('progress', 'anna')).json<ProgressAnswer>().state.job).toBe(id)
    expect(jobs.ids.map((one) => jobs.state(one).status)).toEqual(['running', 'running'])
    jobs.stopped(id!)
    await call
  })
})

describe('a chat program that draws with A1111', () => {
  // The calls that Open WebUI makes, in its order, with the header it sends when it has no password.
  it('finds models, chooses one and gets a picture', async () => {
    const { jobs, outputs, app } = await open()
    jobs.onSubmit = (id) => finishAll({ jobs, outputs }, id)
    const url = await listen(app)
    const headers = { authorization: '', 'content-type': 'application/json' }
    const ask = async <T>(path: string, body?: unknown): Promise<T> => {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
      const response = await fetch(`${url}/sdapi/v1/${path}`, { headers, ...init })
      expect(response.status).toBe(200)
      return (await response.json()) as T
    }
    const options = await ask<Record<string, unknown>>('options')
    expect(options['sd_model_checkpoint']).toBe('sticker')
    const models = await ask<{ title: string; model_name: string }[]>('sd-models')
    expect(models.map(({ title }) => title)).toEqual(['sticker', 'sd-turbo'])
    await ask('options', { ...options, sd_model_checkpoint: models[1]!.title })
    expect(await ask('options')).toMatchObject({ sd_model_checkpoint: 'sd-turbo', sd_vae: 'Automatic' })
    const body = {
      prompt: 'a cat',
      batch_size: 1,
      width: 512,
      height: 512,
      steps: 30,
      negative_prompt: 'dog',
    }
    const wish = { ...body, cfg_scale: 7.5, sampler_name: 'DPM++ 2M', scheduler: 'Karras' }
    const answer = await ask<A1111Answer>('txt2img', wish)
    expect(Buffer.from(answer.images[0]!, 'base64')).toEqual(Buffer.from(PNG))
    expect(JSON.parse(answer.info)).toHaveProperty('infotexts')
    expect(jobs.submissions[0]!.request).toMatchObject({
      base_model_name: 'sd-turbo',
      aspect_ratios_selection: '1024*1024',
      sampler_name: 'dpmpp_2m',
      scheduler_name: 'karras',
      guidance_scale: 7.5,
      overwrite_step: 30,
      negative_prompt: 'dog',
    })
  })
})

describe('options', () => {
  it('belong to their owner, keep what means nothing here, and count for pictures', async () => {
    const { jobs, get, post } = await open()
    jobs.onSubmit = (id) => jobs.stopped(id)
    await post('options', { samples_format: 'jpg', CLIP_stop_at_last_layers: 1, my_own: [1] }, 'anna')
    expect((await get('options', 'anna')).json()).toMatchObject({ samples_format: 'jpg', my_own: [1] })
    expect((await get('options', 'ben')).json()).toMatchObject({ samples_format: 'png' })
    await post('txt2img', { override_settings: { CLIP_stop_at_last_layers: 3 } }, 'anna')
    expect(jobs.submissions[0]!.request).toMatchObject({ output_format: 'jpeg', clip_skip: 3 })
    expect((await get('options', 'anna')).json()).toMatchObject({ CLIP_stop_at_last_layers: 1 })
  })

  it('are kept from a call that says so', async () => {
    const { jobs, get, post } = await open()
    jobs.onSubmit = (id) => jobs.stopped(id)
    const override_settings = { sd_model_checkpoint: 'sd-turbo.safetensors' }
    await post('txt2img', { override_settings, override_settings_restore_afterwards: false })
    expect((await get('options')).json()).toMatchObject({ sd_model_checkpoint: 'sd-turbo' })
  })

  it('do not change when they cannot', async () => {
    const { get, post } = await open()
    expect((await post('options', { sd_model_checkpoint: 'nothing', a: 1 })).statusCode).toBe(404)
    expect((await post('options', { samples_format: 'exr' })).statusCode).toBe(422)
    expect((await post('options', { a: 'x'.repeat(70_000) })).statusCode).toBe(413)
    expect((await get('options')).json()).not.toHaveProperty('a')
  })
})

describe('lists and picture information', () => {
  it('are all there, so that clients can connect', async () => {
    const { get, app } = await open()
    const names = ['sd-vae', 'samplers', 'schedulers', 'upscalers', 'loras', 'prompt-styles', 'embeddings']
    for (const name of [...names, 'cmd-flags', 'memory', 'scripts', 'hypernetworks']) {
      const { statusCode, headers } = await get(name)
      expect([name, statusCode, headers['content-type']]).toEqual([
        name,
        200,
        'application/json; charset=utf-8',
      ])
    }
    expect((await app.inject({ method: 'POST', url: '/sdapi/v1/refresh-checkpoints' })).body).toBe('null')
    expect((await app.inject({ url: '/internal/ping' })).json()).toEqual({})
  })

  it('read what a picture says about its making', async () => {
    const { post } = await open()
    const text = toA1111Text(SAMPLE_PARAMETERS)
    const written = writeMetadata(PNG, 'image/png', { text, scheme: 'a1111', version: 'x' })
    if (written.kind !== 'written') throw new Error(written.kind)
    const image = Buffer.from(written.file).toString('base64')
    expect((await post('png-info', { image })).json()).toMatchObject({
      info: text,
      items: { scheme: 'a1111' },
      parameters: { Steps: SAMPLE_PARAMETERS.steps, Seed: SAMPLE_PARAMETERS.seed },
    })
    expect((await post('png-info', { image: BASE64 })).json()).toEqual({
      info: '',
      items: {},
      parameters: {},
    })
    expect((await post('png-info', { image: '' })).statusCode).toBe(404)
  })
})
