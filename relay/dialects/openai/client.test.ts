import OpenAI, { APIUserAbortError, BadRequestError, RateLimitError, toFile } from 'openai'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../contract/errors.ts'
import { SAMPLE_PARAMETERS } from '../../../contract/metadata/testing/sample-parameters.ts'
import type { TaskId } from '../../../contract/task.ts'
import type { ApiConfig } from '../../http/parts.ts'
import { createAlphaToMask } from '../../files/alpha-to-mask.ts'
import { dialectApp, listen } from '../testing/dialect-app.ts'
import { createFakeParts, NOON, PNG, type FakeParts } from '../testing/fake-parts.ts'
import { registerOpenAi } from './routes.ts'

/** The official client against the dialect over a real port. */
async function connect(
  options: { config?: Partial<ApiConfig>; maxRetries?: number; hangUpGraceMs?: number } = {},
) {
  const fake = createFakeParts(options.config)
  const alphaToMask = createAlphaToMask()
  const { hangUpGraceMs = 40, maxRetries = 0 } = options
  const url = await listen(
    await dialectApp((app) => registerOpenAi(app, { ...fake.parts, alphaToMask, hangUpGraceMs })),
  )
  const client = new OpenAI({ apiKey: 'any', baseURL: `${url}/v1`, maxRetries })
  return { ...fake, client, url }
}

/** Makes every image of a job at once. */
function finishAll({ jobs, outputs }: FakeParts, id: TaskId) {
  jobs.start(id)
  for (const index of jobs.state(id).seeds.keys()) {
    const file = `2026-01-31/${id}-${index}.png`
    outputs.set(file, PNG)
    jobs.picture(id, { index, file, width: 128, height: 96 })
  }
  jobs.finish(id)
}

const until = async (holds: () => boolean) => {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 400) throw new Error('it never came true')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('images.generate with the official client', () => {
  it('answers gpt-image models with the files themselves', async () => {
    const { client, jobs, ...fake } = await connect()
    jobs.onSubmit = (id) => finishAll({ jobs, ...fake }, id)
    const answer = await client.images.generate({
      model: 'gpt-image-1',
      prompt: 'a cat',
      n: 2,
      quality: 'high',
    })
    expect(answer.data).toHaveLength(2)
    expect(answer.data?.[0]?.b64_json).toBe(Buffer.from(PNG).toString('base64'))
    expect(answer).toMatchObject({
      size: '128x96',
      quality: 'high',
      background: 'opaque',
      output_format: 'png',
    })
    expect(answer.usage).toBeUndefined()
    expect(answer._request_id).toBe(jobs.ids[0])
    expect(jobs.submissions[0]).toMatchObject({
      dialect: 'openai',
      isAwaited: true,
      request: {
        prompt: 'a cat',
        image_number: 2,
        performance_selection: 'Quality',
        base_model_name: 'sticker',
      },
    })
  })

  it('tells which prompt was really used', async () => {
    const { client, jobs, outputs } = await connect()
    outputs.set('a.png', PNG)
    jobs.onSubmit = (id) => {
      jobs.start(id)
      jobs.picture(id, { file: 'a.png', parameters: { ...SAMPLE_PARAMETERS, fullPrompt: ['a', 'b'] } })
      jobs.finish(id)
    }
    const answer = await client.images.generate({ prompt: 'a' })
    expect(answer.data?.[0]?.revised_prompt).toBe('a, b')
  })

  it('answers dall-e models with addresses that lead to the files', async () => {
    const { client, jobs, ...fake } = await connect()
    jobs.onSubmit = (id) => finishAll({ jobs, ...fake }, id)
    const answer = await client.images.generate({ model: 'dall-e-3', prompt: 'a cat' })
    const [id] = jobs.ids
    expect(answer.data?.[0]).toEqual({ url: `http://relay.test/outputs/2026-01-31/${id}-0.png` })
  })

  it('makes addresses of where it was called when it was told of no other', async () => {
    const { client, jobs, url, ...fake } = await connect({ config: { baseUrl: null } })
    jobs.onSubmit = (id) => finishAll({ jobs, ...fake }, id)
    const answer = await client.images.generate({ prompt: 'a cat' })
    expect(answer.data?.[0]?.url).toMatch(new RegExp(`^${url}/outputs/2026-01-31/`))
  })

  it('streams previews in the wanted format, then each picture as it is finished', async () => {
    const { client, jobs, outputs, conversions } = await connect()
    jobs.onSubmit = (id) => {
      jobs.start(id)
      for (const step of [1, 2, 3, 4, 5, 6, 7, 8]) {
        jobs.say(id, step * 10, 'Sampling', { image: 1, images: 1, step, steps: 8 })
        jobs.preview(id, PNG)
      }
      outputs.set('a.webp', PNG)
      jobs.picture(id, { file: 'a.webp', mime: 'image/webp', width: 160, height: 128 })
      jobs.finish(id)
    }
    const stream = await client.images.generate({
      model: 'gpt-image-1',
      prompt: 'a cat',
      stream: true,
      partial_images: 3,
      output_format: 'webp',
      size: '1536x1024',
    })
    const events = []
    for await (const event of stream) events.push(event)
    expect(events.map(({ type }) => type)).toEqual([
      ...Array.from({ length: 3 }, () => 'image_generation.partial_image'),
      'image_generation.completed',
    ])
    expect(events[1]).toEqual({
      type: 'image_generation.partial_image',
      b64_json: Buffer.from('image/webp').toString('base64'),
      partial_image_index: 1,
      created_at: NOON / 1000,
      size: '1536x1024',
      quality: 'auto',
      background: 'auto',
      output_format: 'webp',
    })
    expect(events[3]).toMatchObject({
      b64_json: Buffer.from(PNG).toString('base64'),
      size: '160x128',
      quality: 'medium',
      background: 'opaque',
      output_format: 'webp',
    })
    expect(conversions).toEqual(['image/webp', 'image/webp', 'image/webp'])
  })

  it('streams one completed event per picture', async () => {
    const { client, jobs, ...fake } = await connect()
    jobs.onSubmit = (id) => finishAll({ jobs, ...fake }, id)
    const stream = await client.images.generate({ prompt: 'cats', n: 3, stream: true })
    const types = []
    for await (const { type } of stream) types.push(type)
    expect(types).toEqual(Array.from({ length: 3 }, () => 'image_generation.completed'))
  })

  it('throws the error that ends a stream', async () => {
    const { client, jobs } = await connect()
    jobs.onSubmit = (id) => jobs.fail(id, { code: 'out_of_memory', message: 'no memory left', detail: {} })
    const stream = await client.images.generate({ prompt: 'a cat', stream: true })
    const read = async () => {
      for await (const event of stream) expect(event).toBeUndefined()
    }
    await expect(read()).rejects.toMatchObject({ code: 'out_of_memory', message: 'no memory left' })
  })

  it('stops the job when the reader of a stream leaves', async () => {
    const { client, jobs } = await connect()
    jobs.onSubmit = (id) => jobs.start(id)
    const stream = await client.images.generate({ prompt: 'a cat', stream: true })
    stream.controller.abort()
    await until(() => jobs.state(jobs.ids[0]!).status === 'stopped')
  })
})

describe('errors with the official client', () => {
  it('become the class and fields that its users catch', async () => {
    const { client } = await connect()
    const failure = await client.images
      .generate({ prompt: 'a cat', size: '1024' })
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(BadRequestError)
    expect(failure).toMatchObject({ param: 'size', code: 'invalid_value', type: 'invalid_request_error' })
  })

  it('tell a missing prompt and a mistyped field apart', async () => {
    const { client } = await connect()
    const post = (body: object) =>
      client.post('/images/generations', { body }).catch((error: unknown) => error)
    expect(await post({})).toMatchObject({ param: 'prompt', code: 'missing_required_parameter' })
    expect(await post({ prompt: 'a', qualty: 'hd' })).toMatchObject({
      param: 'qualty',
      code: 'unknown_parameter',
    })
    expect(await post({ prompt: 5 })).toMatchObject({ param: 'prompt', code: 'invalid_type' })
    const mistyped = await post({ prompt: 'a', styles: ['SAI Origam'] })
    expect(mistyped).toMatchObject({ param: 'styles.0' })
    expect(String(mistyped)).toContain('"SAI Origami"')
  })

  it('are not tried again where that cannot help', async () => {
    const { client, jobs } = await connect({ maxRetries: 2 })
    jobs.onSubmit = (id) => jobs.fail(id, { code: 'device_insufficient', message: 'too small', detail: {} })
    const failure = client.images.generate({ prompt: 'a cat' })
    await expect(failure).rejects.toMatchObject({ status: 503, code: 'device_insufficient' })
    expect(jobs.submissions).toHaveLength(1)
  })

  it('are tried again as a new job where it can', async () => {
    const { client, jobs, ...fake } = await connect({ maxRetries: 1 })
    const error = { code: 'device_lost', message: 'gone', detail: { retryAfterS: 0.05 } } as const
    jobs.onSubmit = (id) => (jobs.ids.length === 1 ? jobs.fail(id, error) : finishAll({ jobs, ...fake }, id))
    const answer = await client.images.generate({ model: 'gpt-image-1', prompt: 'a cat' })
    expect(answer.data).toHaveLength(1)
    expect(jobs.submissions.map(({ isRetry }) => isRetry)).toEqual([false, true])
  })

  it('say how long a full queue lasts', async () => {
    const { client, jobs } = await connect()
    jobs.refuseNext = new AppError('queue_full', '8 jobs wait', { retryAfterS: 7 })
    const failure = await client.images.generate({ prompt: 'a cat' }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(RateLimitError)
    const { headers } = failure as RateLimitError
    expect([headers?.get('retry-after'), headers?.get('retry-after-ms')]).toEqual(['7', '7000'])
  })

  it('come for a stopped job, and once only', async () => {
    const { client, jobs } = await connect({ maxRetries: 2 })
    jobs.onSubmit = (id) => jobs.stopped(id)
    await expect(client.images.generate({ prompt: 'a' })).rejects.toMatchObject({ code: 'job_stopped' })
    expect(jobs.submissions).toHaveLength(1)
  })
})

describe('callers who hang up', () => {
  it('get the same job when they come back, and not a second one', async () => {
    const { client, jobs, ...fake } = await connect({ maxRetries: 1, hangUpGraceMs: 3000 })
    jobs.onSubmit = (id) => jobs.start(id)
    const answer = client.images.generate({ model: 'gpt-image-1', prompt: 'a cat' }, { timeout: 400 })
    const given = answer.then(
      ({ data }) => data?.length,
      (error: unknown) => error,
    )
    await until(() => jobs.ids.length === 1 && jobs.watchers(jobs.ids[0]!) === 1)
    const [id] = jobs.ids
    await until(() => jobs.watchers(id!) === 0)
    await until(() => jobs.watchers(id!) === 1)
    finishAll({ jobs, ...fake }, id!)
    expect(await given).toBe(1)
    expect(jobs.submissions).toHaveLength(1)
  })

  it('and come back too late get a new job', async () => {
    const { client, jobs, ...fake } = await connect({ maxRetries: 1, hangUpGraceMs: 10 })
    jobs.onSubmit = (id) => (jobs.ids.length === 1 ? jobs.start(id) : finishAll({ jobs, ...fake }, id))
    const answer = await client.images.generate({ model: 'gpt-image-1', prompt: 'a cat' }, { timeout: 400 })
    expect(answer.data).toHaveLength(1)
    expect(jobs.ids.map((id) => jobs.state(id).status)).toEqual(['stopped', 'finished'])
  })

  it('and stay away have their job stopped', async () => {
    const { client, jobs } = await connect()
    jobs.onSubmit = (id) => jobs.start(id)
    const caller = new AbortController()
    const failure = client.images.generate({ prompt: 'a cat' }, { signal: caller.signal })
    const gone = expect(failure).rejects.toBeInstanceOf(APIUserAbortError)
    await until(() => jobs.ids.length === 1 && jobs.watchers(jobs.ids[0]!) === 1)
    caller.abort()
    await gone
    await until(() => jobs.state(jobs.ids[0]!).status === 'stopped')
  })

  it('find their job going on if they gave it a key', async () => {
    const { client, jobs, ...fake } = await connect({ hangUpGraceMs: 10 })
    jobs.onSubmit = (id) => jobs.start(id)
    const ask = (signal?: AbortSignal) =>
      client.images.generate(
        { model: 'gpt-image-1', prompt: 'a cat' },
        { signal, headers: { 'Idempotency-Key': 'k1' } },
      )
    const caller = new AbortController()
    const gone = expect(ask(caller.signal)).rejects.toBeInstanceOf(APIUserAbortError)
    await until(() => jobs.ids.length === 1 && jobs.watchers(jobs.ids[0]!) === 1)
    caller.abort()
    await gone
    await until(() => jobs.watchers(jobs.ids[0]!) === 0)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const [id] = jobs.ids
    expect(jobs.state(id!).status).toBe('running')
    const answer = ask()
    await until(() => jobs.watchers(id!) === 1)
    finishAll({ jobs, ...fake }, id!)
    expect((await answer).data).toHaveLength(1)
    expect(jobs.submissions).toHaveLength(1)
  })
})

describe('images.edit and images.createVariation with the official client', () => {
  const upload = () => toFile(PNG, 'a.png', { type: 'image/png' })

  it('make pictures after others', async () => {
    const { client, jobs, ...fake } = await connect()
    jobs.onSubmit = (id) => finishAll({ jobs, ...fake }, id)
    const image = [await upload(), await upload()]
    const answer = await client.images.edit({ model: 'gpt-image-1', image, prompt: 'as origami', n: 2 })
    expect(answer.data).toHaveLength(2)
    const { request } = jobs.submissions[0]!
    expect(request.image_prompt?.controlnet_image).toHaveLength(2)
    expect(request.image_number).toBe(2)
  })

  it('repaint what a mask leaves transparent', async () => {
    const { client, jobs, ...fake } = await connect()
    jobs.onSubmit = (id) => finishAll({ jobs, ...fake }, id)
    const half = { create: { width: 2, height: 1, channels: 4, background: '#fff0' } } as const
    const dot = { create: { width: 1, height: 1, channels: 4, background: '#ffff' } } as const
    const mask = await sharp(half)
      .composite([{ input: await sharp(dot).png().toBuffer(), left: 1, top: 0 }])
      .png()
      .toBuffer()
    const stream = await client.images.edit({
      image: await upload(),
      mask: await toFile(mask, 'mask.png', { type: 'image/png' }),
      prompt: 'a hat',
      stream: true,
    })
    const types = []
    for await (const { type } of stream) types.push(type)
    expect(types).toEqual(['image_edit.completed'])
    const made = jobs.submissions[0]!.request.inpaint!.inpaint_mask_image_upload!
    const { data } = await sharp(made.bytes).greyscale().raw().toBuffer({ resolveWithObject: true })
    expect([...data]).toEqual([255, 0])
  })

  it('are refused clearly by an engine that cannot do them', async () => {
    const { client, jobs } = await connect({ maxRetries: 2 })
    const message = 'Sticker cannot do Image Prompt in this build'
    jobs.onSubmit = (id) => jobs.fail(id, { code: 'unsupported_feature', message, detail: {} })
    const failure = client.images.edit({ image: await upload(), prompt: 'a hat' })
    await expect(failure).rejects.toMatchObject({
      status: 400,
      code: 'unsupported_feature',
      type: 'invalid_request_error',
      message: `400 ${message}`,
    })
    expect(jobs.submissions).toHaveLength(1)
  })

  it('say which part of a form is wrong', async () => {
    const { client } = await connect()
    const image = await toFile(Buffer.from('<svg/>'), 'a.png', { type: 'image/png' })
    await expect(client.images.edit({ image, prompt: 'a hat' })).rejects.toMatchObject({
      status: 400,
      param: 'image',
    })
    await expect(client.images.edit({ image: await upload(), prompt: 'a', n: 99 })).rejects.toMatchObject({
      param: 'n',
      code: 'invalid_value',
    })
  })

  it('know the retry of a form although its boundary is another', async () => {
    const { client, jobs, ...fake } = await connect({ maxRetries: 1, hangUpGraceMs: 3000 })
    jobs.onSubmit = (id) => jobs.start(id)
    const answer = client.images.edit(
      { model: 'gpt-image-1', image: await upload(), prompt: 'a hat' },
      { timeout: 500 },
    )
    const given = answer.then(
      ({ data }) => data?.length,
      (error: unknown) => error,
    )
    await until(() => jobs.ids.length === 1 && jobs.watchers(jobs.ids[0]!) === 1)
    const [id] = jobs.ids
    await until(() => jobs.watchers(id!) === 0)
    await until(() => jobs.ids.length > 1 || jobs.watchers(id!) === 1)
    finishAll({ jobs, ...fake }, id!)
    expect(await given).toBe(1)
    expect(jobs.submissions).toHaveLength(1)
  })

  it('vary a picture', async () => {
    const { client, jobs, ...fake } = await connect()
    jobs.onSubmit = (id) => finishAll({ jobs, ...fake }, id)
    const answer = await client.images.createVariation({ image: await upload(), n: 1, size: '512x512' })
    expect(answer.data?.[0]?.url).toContain('/outputs/')
    expect(jobs.submissions[0]!.request.upscale_or_vary).toMatchObject({ uov_method: 'Vary (Subtle)' })
  })
})

describe('models with the official client', () => {
  it('are listed and looked up, by names that stand for others too', async () => {
    const { client } = await connect()
    const ids = []
    for await (const { id } of client.models.list()) ids.push(id)
    expect(ids).toEqual(['sticker', 'sd-turbo'])
    expect(await client.models.retrieve('gpt-image-1')).toMatchObject({ id: 'gpt-image-1', root: 'sticker' })
    await expect(client.models.retrieve('nothing')).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
      param: 'model',
    })
  })
})
