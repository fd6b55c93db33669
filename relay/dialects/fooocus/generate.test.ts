import { describe, expect, it } from 'vitest'
import { AppError } from '../../../contract/errors.ts'
import { NOON, PNG, PNG_TEXT } from '../testing/fake-parts.ts'
import { makesPictures, serveFooocus as serve } from './testing/serve-fooocus.ts'

describe('a synchronous call', () => {
  it('is answered with the finished record, byte for byte', async () => {
    const served = await serve()
    makesPictures(served)
    const { status, headers, text, json } = await served.post(
      `{"prompt":"a lighthouse","image_seed":9223372036854775807}`,
    )
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/json')
    expect(headers['x-task-id']).toBe(served.jobs.ids[0])
    expect(text).toContain('"image_seed":9223372036854775807,')
    const { req_params, ...rest } = json!
    expect(rest).toEqual({
      id: 1,
      task_id: served.jobs.ids[0],
      in_queue_mills: NOON,
      start_mills: NOON,
      finish_mills: NOON,
      task_status: 'finished',
      progress: 100,
      webhook_url: '',
      result: ['http://relay.test/outputs/2026-01-31/2026-01-31_12-30-00_1000.png'],
      image_seed_str: '9223372036854775807',
      seeds: ['9223372036854775807'],
      files: ['2026-01-31/2026-01-31_12-30-00_1000.png'],
    })
    expect(Object.keys(json!).slice(0, 10)).toEqual([
      'id',
      'task_id',
      'req_params',
      'in_queue_mills',
      'start_mills',
      'finish_mills',
      'task_status',
      'progress',
      'webhook_url',
      'result',
    ])
    expect(req_params).toMatchObject({
      prompt: 'a lighthouse',
      aspect_ratios_selection: '1152×896',
      current_tab: 'uov',
      uov_input_image: '',
      input_image_checkbox: true,
      base_model_name: 'sticker',
      preset: 'initial',
      webhook_url: '',
    })
    const { loras, controlnet_image, enhance_ctrls } = req_params as Record<string, unknown[]>
    expect(loras).toEqual(Array(5).fill({ enabled: true, model_name: 'None', weight: 1 }))
    expect(controlnet_image).toEqual(
      Array(4).fill({ cn_img: '', cn_stop: 0.6, cn_weight: 0.6, cn_type: 'ImagePrompt' }),
    )
    expect(enhance_ctrls).toHaveLength(3)
  })

  it.each(['/v1/engine/generate', '/v1/engine/generate/'])('is served at %s', async (url) => {
    const served = await serve()
    makesPictures(served)
    expect((await served.post({}, {}, url)).json).toMatchObject({ task_status: 'finished' })
  })

  it('says why it failed, with 200 as FooocusAPI does', async () => {
    const served = await serve()
    served.jobs.onSubmit = (id) =>
      served.jobs.fail(id, { code: 'out_of_memory', message: 'too big', detail: {} })
    const { status, json } = await served.post({})
    expect(status).toBe(200)
    expect(json).toMatchObject({
      task_status: 'error',
      error_message: 'too big',
      error_code: 'out_of_memory',
      result: [],
      progress: 100,
    })
  })

  it('draws a seed for none and for what is no seed', async () => {
    const served = await serve()
    makesPictures(served)
    for (const image_seed of [-1, -7, '9223372036854775808']) await served.post({ image_seed })
    const seeds = served.jobs.submissions.map(({ request }) => BigInt(request.image_seed))
    for (const seed of seeds) expect(seed >= 0n && seed < 2n ** 63n).toBe(true)
    expect(new Set(seeds).size).toBe(3)
  })

  it('hands over owner, name, webhook and key', async () => {
    const served = await serve({ webhookUrl: 'https://all.example/hook' })
    makesPictures(served)
    await served.post(
      { save_name: 'a/b', webhook_url: 'https://one.example/' },
      { 'x-owner': 'ann', 'idempotency-key': 'k1' },
    )
    await served.post({ save_name: 'None', webhook_url: null })
    expect(served.jobs.submissions).toMatchObject([
      {
        owner: 'ann',
        dialect: 'fooocus',
        saveName: 'a/b',
        webhook: { url: 'https://one.example/', legacyEncoding: false },
        idempotencyKey: 'k1',
        isRetry: false,
        isAwaited: true,
      },
      { owner: '', saveName: null, webhook: { url: 'https://all.example/hook' }, idempotencyKey: null },
    ])
  })

  it('gives way to Prefer: respond-async and Prefer: wait', async () => {
    const served = await serve()
    const now = await served.post({}, { prefer: 'respond-async' })
    expect(now.status).toBe(202)
    expect(now.headers['location']).toBe(`/tasks/${served.jobs.ids[0]}`)
    expect(now.json).toMatchObject({ id: -1, task_status: 'pending' })
    const later = await served.post({}, { prefer: 'wait=0' })
    expect([later.status, later.json!['task_id']]).toEqual([202, served.jobs.ids[1]])
    expect(served.jobs.state(served.jobs.ids[1]!).status).toBe('queued')
  })

  it.each([
    [new AppError('queue_full', 'full', { retryAfterS: 42 }), 429, '42'],
    [new AppError('no_engine_connected', 'nobody', {}), 503, '10'],
  ])('names the wait when there is no room or no tab', async (error, status, wait) => {
    const served = await serve()
    served.jobs.refuseNext = error
    const answer = await served.post({})
    expect([answer.status, answer.headers['retry-after'], answer.json]).toEqual([
      status,
      wait,
      { detail: error.message, code: error.code },
    ])
  })
})

describe('an asynchronous call', () => {
  it('is answered at once with exactly the placeholder', async () => {
    const served = await serve()
    const { status, text } = await served.post({ async_process: true })
    expect(status).toBe(200)
    expect(text).toBe(
      `{"id":-1,"task_id":"${served.jobs.ids[0]}","req_params":{},"in_queue_mills":-1,"start_mills":-1,` +
        `"finish_mills":-1,"task_status":"pending","progress":-1,"preview":"","webhook_url":"","result":[]}`,
    )
    expect(served.jobs.submissions[0]!.isAwaited).toBe(false)
  })
})

describe('a call for a picture', () => {
  it('gets the file itself, and only one is made', async () => {
    const served = await serve()
    makesPictures(served, 'image/webp')
    const answer = await served.post(
      { image_number: 4, stream_output: true, async_process: true },
      { accept: 'image/webp' },
    )
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/webp'])
    expect(answer.bytes.equals(PNG)).toBe(true)
    expect(served.conversions).toEqual([])
    expect(served.jobs.submissions[0]!.request).toMatchObject({ image_number: 1, output_format: 'webp' })
  })

  it('gets it converted when it asked for another format in its body', async () => {
    const served = await serve()
    makesPictures(served)
    const answer = await served.post({ output_format: 'png' }, { accept: 'image/jpg' })
    expect([answer.headers['content-type'], answer.text]).toEqual(['image/jpeg', 'image/jpeg'])
  })

  it.each([
    ['stopped', 'clone', 204],
    ['failed', 'clone', 500],
    ['failed', 'reference', 204],
  ] as const)('that was %s is answered in %s with %i', async (how, compat, status) => {
    const served = await serve({ compat })
    served.jobs.onSubmit = (id) =>
      how === 'stopped'
        ? served.jobs.stopped(id)
        : served.jobs.fail(id, { code: 'device_lost', message: 'gone', detail: {} })
    const answer = await served.post({}, { accept: 'image/png' })
    expect(answer.status).toBe(status)
    expect(answer.text).toBe(status === 500 ? '{"detail":"gone","code":"device_lost"}' : '')
  })

  it.each(['*/*', 'application/json', 'text/html,image/avif,image/webp,*/*;q=0.8'])(
    'is not %s',
    async (accept) => {
      const served = await serve()
      makesPictures(served)
      expect((await served.post({}, { accept })).json).toMatchObject({ task_status: 'finished' })
    },
  )
})

describe('pictures in a request', () => {
  it('become addresses in the record and bytes in the request', async () => {
    const served = await serve()
    makesPictures(served)
    const { json } = await served.post({
      uov_input_image: PNG_TEXT,
      uov_method: 'Upscale (Custom)',
      upscale_multiple: 3.2,
      controlnet_image: [{}, { cn_img: 'None', cn_stop: null }],
    })
    const { request } = served.jobs.submissions[0]!
    expect(request.upscale_or_vary).toMatchObject({ uov_method: 'Upscale (Custom)', upscale_multiple: 3.2 })
    expect(Buffer.from(request.upscale_or_vary!.uov_input_image.bytes).equals(PNG)).toBe(true)
    const file = [...served.inputs.keys()][0]
    expect(json!['req_params']).toMatchObject({
      uov_input_image: `http://relay.test/inputs/${file}`,
      current_tab: 'uov',
      inpaint_input_image: '',
    })
  })

  it.each([
    [{ inpaint_input_image: PNG_TEXT, inpaint_mask_image_upload: PNG_TEXT }, 'inpaint', ['inpaint']],
    [{ inpaint_input_image: PNG_TEXT, outpaint_selections: ['Left'] }, 'inpaint', ['inpaint']],
    [{ inpaint_input_image: PNG_TEXT }, 'inpaint', []],
    [{ uov_input_image: PNG_TEXT }, 'uov', []],
    [{ controlnet_image: [{}, { cn_img: PNG_TEXT }] }, 'ip', ['image_prompt']],
    [
      {
        controlnet_image: [{ cn_img: PNG_TEXT }],
        uov_input_image: PNG_TEXT,
        uov_method: 'Vary (Subtle)',
        mixing_image_prompt_and_vary_upscale: true,
      },
      'ip',
      ['upscale_or_vary', 'image_prompt'],
    ],
    [{ enhance_input_image: PNG_TEXT, enhance_checkbox: true }, 'enhance', ['enhance']],
    [{ enhance_checkbox: true }, 'uov', ['enhance']],
    [{ current_tab: 'inpaint' }, 'inpaint', []],
  ])('choose the work: %#', async (body, tab, parts) => {
    const served = await serve()
    makesPictures(served)
    const { json } = await served.post(body)
    expect(json!['req_params']).toMatchObject({ current_tab: tab })
    const { request } = served.jobs.submissions[0]!
    const present = ['upscale_or_vary', 'inpaint', 'image_prompt', 'enhance'].filter(
      (name) => name in request,
    )
    expect(present).toEqual(parts)
  })

  it('get the strength of their kind where a client leaves it open', async () => {
    const served = await serve()
    makesPictures(served)
    await served.post({
      controlnet_image: [
        { cn_img: PNG_TEXT, cn_stop: null, cn_weight: null, cn_type: 'FaceSwap' },
        { cn_img: PNG_TEXT },
      ],
    })
    expect(served.jobs.submissions[0]!.request.image_prompt!.controlnet_image).toMatchObject([
      { cn_stop: 0.9, cn_weight: 0.75 },
      { cn_stop: 0.6, cn_weight: 0.6 },
    ])
  })

  it('are refused by the name of their field', async () => {
    const served = await serve()
    const { status, json } = await served.post({ controlnet_image: [{ cn_img: 'aGVsbG8=' }] })
    expect(status).toBe(422)
    expect(json!['detail']).toMatchObject([{ loc: ['body', 'controlnet_image', 0, 'cn_img'] }])
  })
})

describe('names', () => {
  it.each([
    [{ style_selections: ['Fooocus Enhanc'] }, ['style_selections', 0], 'Fooocus Enhance'],
    [{ base_model_name: 'stiker' }, ['base_model_name'], 'sticker'],
    [{ refiner_model_name: 'sd-turbp' }, ['refiner_model_name'], 'sd-turbo'],
    [{ sampler_name: 'eulr' }, ['sampler_name'], 'euler'],
    [{ scheduler_name: 'karas' }, ['scheduler_name'], 'karras'],
    [{ vae_name: 'my.vae' }, ['vae_name'], 'Default (model)'],
    [{ loras: [{ model_name: 'pixl.safetensors' }] }, ['loras', 0, 'model_name'], 'pixel.safetensors'],
    [{ preset: 'anima' }, ['preset'], 'anime'],
  ])('that nobody knows are refused with the nearest: %j', async (body, path, nearest) => {
    const served = await serve()
    const { status, json } = await served.post(body)
    expect(status).toBe(422)
    const [issue] = json!['detail'] as { loc: unknown[]; ctx: { nearest: string } }[]
    expect(issue!.loc).toEqual(['body', ...path])
    expect(issue!.ctx.nearest).toBe(nearest)
  })

  it('of empty slots, of the stock install and with another ending are taken', async () => {
    const served = await serve()
    makesPictures(served)
    const { status, headers } = await served.post({
      base_model_name: 'juggernautXL_v8Rundiffusion.safetensors',
      loras: [
        { enabled: true, model_name: 'sd_xl_offset_example-lora_1.0.safetensors', weight: 0.1 },
        { enabled: true, model_name: 'None', weight: 1 },
        { enabled: false, model_name: 'unknown', weight: 1 },
        { model_name: 'pixel' },
      ],
    })
    expect(status).toBe(200)
    expect(headers['x-notice']).toBe('lora sd_xl_offset_example-lora_1.0.safetensors is not here')
    expect(served.jobs.submissions[0]!.request).toMatchObject({
      base_model_name: 'sticker',
      loras: [{ enabled: true, model_name: 'pixel.safetensors', weight: 0.5 }],
    })
  })

  it('of a preset that are not here fall back, and what was sent wins over it', async () => {
    const served = await serve()
    makesPictures(served)
    const anime = await served.post({ preset: 'anime' })
    expect(anime.json!['req_params']).toMatchObject({
      guidance_scale: 6,
      adaptive_cfg: 7,
      aspect_ratios_selection: '896×1152',
      base_model_name: 'sticker',
      preset: 'anime',
    })
    expect(anime.headers['x-notice']).toContain('animaPencilXL_v500.safetensors is not here: sticker instead')
    const own = await served.post({ preset: 'anime', guidance_scale: 4 })
    expect(own.json!['req_params']).toMatchObject({ guidance_scale: 4 })
    const playground = await served.post({ preset: 'playground_v2.5' })
    expect(playground.json!['req_params']).toMatchObject({
      scheduler_name: 'edm_playground_v2.5',
      sampler_name: 'dpmpp_2m',
    })
  })

  it('of keys that mean nothing are told in a header', async () => {
    const served = await serve()
    makesPictures(served)
    const { status, headers } = await served.post({ aspect_ratios_selections: '1*1', 'x\r\ny': 1 })
    expect([status, headers['x-unknown-fields']]).toEqual([200, 'aspect_ratios_selections; x??y'])
  })
})

describe('like the original', () => {
  it('unknown presets are ignored, and records have flat LoRAs', async () => {
    const served = await serve({ compat: 'reference' })
    makesPictures(served)
    const { json } = await served.post({ preset: 'no such', loras: [{ model_name: 'pixel.safetensors' }] })
    const { loras } = json!['req_params'] as { loras: unknown[] }
    expect(loras.slice(0, 6)).toEqual([true, 'pixel.safetensors', 0.5, true, 'None', 1])
    expect(loras).toHaveLength(15)
  })

  it.each(['turbo', 'align_your_steps'])(
    '%s is sampled as normal and recorded as asked for',
    async (name) => {
      const own = await serve()
      makesPictures(own)
      await own.post({ scheduler_name: name })
      expect(own.jobs.submissions[0]!.request.scheduler_name).toBe(name)
      const served = await serve({ compat: 'reference' })
      makesPictures(served)
      const { json, headers } = await served.post({ scheduler_name: name })
      expect(served.jobs.submissions[0]!.request.scheduler_name).toBe('normal')
      expect(json!['req_params']).toMatchObject({ scheduler_name: name })
      expect(headers['x-notice']).toBe(`${name} samples as normal here`)
    },
  )

  it('the other spelling is redirected with its query', async () => {
    const served = await serve({ compat: 'reference' })
    const { status, headers } = await served.post({}, { host: 'here:7866' }, '/v1/engine/generate?a=b')
    expect([status, headers['location']]).toEqual([307, 'http://here:7866/v1/engine/generate/?a=b'])
  })

  it('failed tasks are finished without pictures, and webhooks are texts', async () => {
    const served = await serve({ compat: 'reference' })
    served.jobs.onSubmit = (id) => served.jobs.fail(id, { code: 'internal', message: 'x', detail: {} })
    const { json } = await served.post({ webhook_url: 'http://a.example/' })
    expect(json).toMatchObject({ task_status: 'finished', result: [] })
    expect(served.jobs.submissions[0]!.webhook).toEqual({ url: 'http://a.example/', legacyEncoding: true })
  })
})

it('a record can be posted again', async () => {
  const served = await serve()
  makesPictures(served)
  const first = await served.post({
    image_seed: 5,
    loras: [{ model_name: 'pixel.safetensors' }],
    save_name: 'x',
  })
  const second = await served.post(JSON.stringify(first.json!['req_params']))
  expect(second.status).toBe(200)
  expect(second.json!['req_params']).toEqual(first.json!['req_params'])
})
