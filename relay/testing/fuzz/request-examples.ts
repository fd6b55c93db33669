import sharp from 'sharp'
import { MARKER } from './fuzz-relay.ts'

/** Something that may be asked. */
export interface Target {
  readonly method: string
  /** With parameters in braces. */
  readonly path: string
  readonly body?: unknown
  /** Sent as a form; files are bytes. */
  readonly form?: Readonly<Record<string, string | Uint8Array>>
  readonly query?: Readonly<Record<string, string>>
}

const PROMPT = `a cat ${MARKER}-prompt`
const HOOK = `http://127.0.0.1:9/hook?sig=${MARKER}-hook`
const SMALL = { overwrite_width: 64, overwrite_height: 64, performance_selection: 'Lightning' }

/** Requests that are right, to be made wrong; operations of the description that have no example here get an empty body. */
export async function makeTargets(openApi: unknown): Promise<readonly Target[]> {
  const create = {
    width: 64,
    height: 64,
    channels: 4,
    background: { r: 9, g: 99, b: 200, alpha: 0.5 },
  } as const
  const png = await sharp({ create }).png().toBuffer()
  const webp = await sharp({ create }).webp().toBuffer()
  const text = png.toString('base64')
  const url = `data:image/png;base64,${text}`
  const generate = { method: 'POST', path: '/v1/engine/generate/' }
  const basic = { prompt: PROMPT, webhook_url: HOOK, ...SMALL }
  const common = {
    ...basic,
    negative_prompt: 'dog',
    style_selections: ['Fooocus V2', 'SAI Anime'],
    aspect_ratios_selection: '64*64',
    image_number: 2,
    image_seed: 12345,
    output_format: 'jpeg',
    guidance_scale: 4.5,
    sharpness: 2,
    loras: [{ enabled: true, model_name: 'None', weight: 0.5 }],
    metadata_scheme: 'a1111',
    save_name: 'cat',
    preset: 'anime',
    sampler_name: 'euler',
    scheduler_name: 'karras',
    clip_skip: 2,
    freeu_enabled: true,
    generate_image_grid: true,
    async_process: true,
  }
  const examples: readonly Target[] = [
    { ...generate, body: basic },
    { ...generate, body: common },
    { ...generate, body: { ...basic, stream_output: true } },
    {
      ...generate,
      body: { ...basic, async_process: true, uov_input_image: text, uov_method: 'Vary (Subtle)' },
    },
    {
      ...generate,
      body: {
        ...basic,
        async_process: true,
        inpaint_input_image: url,
        inpaint_mask_image_upload: text,
        outpaint_selections: ['Left', 'Top'],
        outpaint_distance: [10, 0, 20, 0],
        current_tab: 'inpaint',
      },
    },
    {
      ...generate,
      body: {
        ...basic,
        async_process: true,
        controlnet_image: [{ cn_img: text, cn_stop: 0.5, cn_weight: 0.6, cn_type: 'PyraCanny' }],
        enhance_input_image: text,
        enhance_checkbox: true,
        enhance_ctrls: [
          { enhance_enabled: true, enhance_mask_dino_prompt: 'face', enhance_mask_model: 'sam' },
        ],
      },
    },
    { method: 'POST', path: '/v1/engine/control', query: { action: 'skip', task_id: '{id}' } },
    { method: 'POST', path: '/v1/tools/describe-image', body: { image: text, image_type: 'Anime' } },
    {
      method: 'POST',
      path: '/v1/tools/generate_mask',
      body: { image: url, mask_model: 'sam', box_threshold: 0.3 },
    },
    { method: 'POST', path: '/v1/tools/read-metadata', body: { image: text } },
    {
      method: 'GET',
      path: '/tasks',
      query: {
        query: 'all',
        page: '0',
        page_size: '3',
        start_at: '2026-01-01T00:00:00',
        end_at: '2030-01-01',
      },
    },
    { method: 'DELETE', path: '/tasks', query: { start_at: '2026-01-01', end_at: '2026-01-02' } },
    { method: 'GET', path: '/tasks', query: { action: 'delete', start_at: '2026-01-01T00:00:00' } },
    {
      method: 'GET',
      path: '/v1/generation/query-job',
      query: { job_id: '{id}', require_step_preview: 'true' },
    },
    {
      method: 'GET',
      path: '/v1/generation/job-history',
      query: { job_id: '{id}', page: '0', delete: 'false' },
    },
    {
      method: 'POST',
      path: '/v1/generation/text-to-image',
      body: { ...basic, advanced_params: { overwrite_step: 3 }, async_process: true },
    },
    {
      method: 'POST',
      path: '/v1/generation/image-upscale-vary',
      form: { input_image: png, uov_method: 'Vary (Subtle)', prompt: PROMPT, async_process: 'true' },
    },
    {
      method: 'POST',
      path: '/v1/generation/image-prompt',
      form: { cn_img1: png, cn_stop1: '0.5', cn_weight1: '0.5', cn_type1: 'ImagePrompt', prompt: PROMPT },
    },
    {
      method: 'POST',
      path: '/v2/generation/image-inpaint-outpaint',
      body: { ...basic, input_image: text, input_mask: text, async_process: true },
    },
    {
      method: 'POST',
      path: '/v1/images/generations',
      body: { model: 'gpt-image-1', prompt: PROMPT, n: 1, size: '64x64', quality: 'low', seed: 3, steps: 2 },
    },
    {
      method: 'POST',
      path: '/v1/images/generations',
      body: { prompt: PROMPT, size: '64x64', stream: true, partial_images: 2, output_format: 'webp' },
    },
    {
      method: 'POST',
      path: '/v1/images/edits',
      form: { image: png, mask: png, prompt: PROMPT, size: '64x64', n: '1' },
    },
    {
      method: 'POST',
      path: '/v1/images/edits',
      body: { images: [{ image_url: url }], mask: { image_url: url }, prompt: PROMPT, size: '64x64' },
    },
    { method: 'POST', path: '/v1/images/variations', form: { image: webp, n: '2', size: '64x64' } },
    {
      method: 'POST',
      path: '/sdapi/v1/txt2img',
      body: {
        prompt: PROMPT,
        width: 64,
        height: 64,
        steps: 2,
        batch_size: 2,
        sampler_name: 'Euler a',
        seed: -1,
      },
    },
    {
      method: 'POST',
      path: '/sdapi/v1/img2img',
      body: {
        init_images: [text],
        mask: text,
        prompt: PROMPT,
        denoising_strength: 0.5,
        width: 64,
        height: 64,
      },
    },
    { method: 'POST', path: '/sdapi/v1/png-info', body: { image: text } },
    {
      method: 'POST',
      path: '/sdapi/v1/options',
      body: { sd_model_checkpoint: 'sticker', CLIP_stop_at_last_layers: 2 },
    },
    { method: 'GET', path: '/v1/models/{model}' },
    ...STATIC.map((path) => ({ method: 'GET', path })),
    { method: 'POST', path: '/worker/ticket' },
    { method: 'OPTIONS', path: '/worker/ticket' },
    { method: 'POST', path: '/control/jobs/{id}/stop' },
  ]
  const known = new Set(examples.map(({ method, path }) => `${method} ${path}`))
  return [...examples, ...operationsOf(openApi).filter(({ method, path }) => !known.has(`${method} ${path}`))]
}

const STATIC = [
  '/',
  '/gallery',
  '/docs',
  '/docs/start.js',
  '/redoc',
  '/openapi.json',
  '/health',
  '/ready',
  '/metrics',
  '/ping',
  '/control/tabs',
  '/control/jobs',
  '/control/jobs/{id}',
  '/worker',
  '/workers',
  '/index.html',
  '/service-worker.js',
  '/assets/page-abc123.js',
  '/assets/page-abc123.js.br',
  '/models/sticker/unet/model.onnx',
  '/.vite/manifest.json',
  '/outputs/{dir_name}/{file_name}',
  '/inputs/{file_name}',
  '/files/{date}/{file_name}',
  '/%2e%2e/%2e%2e/etc/passwd',
  '//etc/passwd',
]

function operationsOf(openApi: unknown): Target[] {
  const { paths } = openApi as { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  )
}
