import sharp from 'sharp'
import { describe, expect, it, test } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import type { PixelSize } from '../../contract/image.ts'
import type { ModelEntry, ModelSpec } from '../../contract/manifest.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { planTask, type TaskPlan } from './plan-task.ts'
import { BUILT_IN_SOURCES } from './resolve-prompts.ts'

const modelWith = (sizes: ModelSpec['sizes'], roles: (role: string) => boolean = () => true): ModelEntry => ({
  ...stickerModel,
  id: 'other',
  name: 'Other',
  embedded: false,
  files: stickerModel.files.filter(({ role }) => roles(role)),
  spec: { ...stickerModel.spec, sizes },
})

/** Sizes as those of Fooocus' own models. */
const xl = modelWith({ trained: [[1024, 1024]], multiple: 8, min: 512, max: 2048 })

type Asked = Omit<NonNullable<GenerationRequestInput['upscale_or_vary']>, 'uov_input_image'>

async function pictureOf({ width, height }: PixelSize, format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png') {
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#39c' } })
    .toFormat(format)
    .toBuffer()
  return { mime: `image/${format}`, bytes: new Uint8Array(bytes) }
}

async function planOf(
  size: PixelSize,
  asked: Asked,
  { model = xl, ...more }: GenerationRequestInput & { model?: ModelEntry } = {},
): Promise<TaskPlan> {
  const upscale_or_vary = { uov_input_image: await pictureOf(size), ...asked }
  const request = parseRequest({ style_selections: [], ...more, upscale_or_vary })
  return planTask(request, model, '7', { ...BUILT_IN_SOURCES, models: [stickerModel] })
}

async function refusal(...asked: Parameters<typeof planOf>): Promise<AppError> {
  const thrown = await planOf(...asked).catch((error: unknown) => error)
  if (thrown instanceof AppError) return thrown
  throw new Error('it was planned')
}

const square = (side: number): PixelSize => ({ width: side, height: side })

describe('a variation', () => {
  // Examples of Fooocus' own sizes.
  test.each([
    [square(512), square(1024)],
    [
      { width: 640, height: 480 },
      { width: 1152, height: 832 },
    ],
    [
      { width: 300, height: 900 },
      { width: 576, height: 1728 },
    ],
    // Of one size with what the model draws: left as it is, up to whole cells of the latent.
    [
      { width: 1001, height: 1002 },
      { width: 1000, height: 1000 },
    ],
    [
      { width: 1920, height: 1080 },
      { width: 1920, height: 1080 },
    ],
    [square(3000), square(2048)],
  ])('of %j is drawn at %j', async (from, size) => {
    const { images, remake } = await planOf(from, { uov_method: 'Vary (Subtle)' })
    expect(images[0]).toMatchObject(size)
    expect(remake).toMatchObject({ kind: 'vary', enlarger: null, from, size })
  })

  it('is stretched a little rather than cut much, and says so', async () => {
    const asked = { uov_method: 'Vary (Subtle)' } as const
    const { images, remake, notices } = await planOf({ width: 159, height: 150 }, asked, {
      model: stickerModel,
    })
    expect(images[0]).toMatchObject({ width: 160, height: 160 })
    expect(remake!.fitted).toEqual(square(160))
    expect(notices).toContainEqual({ code: 'size_rounded', detail: { from: '159×150', to: '160×160' } })
  })

  test.each<[Asked, number]>([
    [{ uov_method: 'Vary (Subtle)' }, 0.5],
    [{ uov_method: 'Vary (Strong)' }, 0.85],
    [{ uov_method: 'Vary (Strong)', overwrite_vary_strength: 0.2 }, 0.2],
    [{ uov_method: 'Vary (Strong)', overwrite_vary_strength: 1e-7 }, 0.01],
    [{ uov_method: 'Vary (Subtle)', overwrite_vary_strength: 0, overwrite_upscale_strength: 0.9 }, 0.5],
  ])('%j starts from %d of the noise', async (asked, denoise) => {
    const { images } = await planOf(square(1024), asked, { image_number: 2 })
    expect(images.map((image) => image.denoise)).toEqual([denoise, denoise])
    expect(images[0]!.steps).toBe(30)
  })

  it('stays within what the model draws', async () => {
    const { images } = await planOf(
      { width: 640, height: 480 },
      { uov_method: 'Vary (Subtle)' },
      { model: stickerModel },
    )
    expect(images[0]).toMatchObject({ width: 192, height: 128 })
  })
})

describe('an enlarged picture', () => {
  test.each<[PixelSize, Asked, PixelSize]>([
    [square(1024), { uov_method: 'Upscale (1.5x)' }, square(1536)],
    [square(1024), { uov_method: 'Upscale (2x)' }, square(2048)],
    [square(512), { uov_method: 'Upscale (Custom)', upscale_multiple: 3.2 }, square(1632)],
    // Smaller than what the model draws: brought to that.
    [square(256), { uov_method: 'Upscale (2x)' }, square(1024)],
  ])('of %j with %j is drawn at %j', async (from, asked, size) => {
    const { images, remake } = await planOf(from, asked)
    expect(images[0]).toMatchObject({ ...size, denoise: 0.382, steps: 18 })
    expect(remake).toMatchObject({ kind: 'upscale', enlarger: { role: 'upscaler_4x' } })
  })

  it('is resampled to the factor that was asked for before its middle is taken', async () => {
    const { remake } = await planOf(square(512), { uov_method: 'Upscale (Custom)', upscale_multiple: 3.2 })
    expect(remake!.fitted).toEqual(square(1638))
  })

  test.each<[string, PixelSize, Asked, PixelSize]>([
    ['asked to be fast', square(1024), { uov_method: 'Upscale (Fast 2x)' }, square(2048)],
    [
      'too large to be drawn',
      square(1200),
      { uov_method: 'Upscale (Custom)', upscale_multiple: 3.2 },
      square(3840),
    ],
  ])('is only enlarged when %s, and once', async (_, from, asked, size) => {
    const { images, remake } = await planOf(from, asked, { image_number: 3 })
    expect(remake).toMatchObject({ denoise: null, fitted: size, size })
    expect(images).toHaveLength(1)
    expect(images[0]).toMatchObject(size)
  })

  it('takes its strength and steps from the overrides', async () => {
    const asked = { uov_method: 'Upscale (1.5x)', overwrite_upscale_strength: 0.6 } as const
    const { images } = await planOf(square(1024), asked, {
      performance_selection: 'Quality',
      overwrite_step: 5,
    })
    expect(images[0]).toMatchObject({ denoise: 0.6, steps: 5 })
  })

  it('takes the smaller network where the larger one gives too much, and is refused beyond that', async () => {
    const { remake } = await planOf(square(2000), { uov_method: 'Upscale (1.5x)' })
    expect(remake!.enlarger).toMatchObject({ role: 'upscaler_2x', entry: { id: 'other' } })
    const tooLarge = await refusal(square(2600), { uov_method: 'Upscale (1.5x)' })
    expect(tooLarge).toMatchObject({
      code: 'invalid_request',
      detail: { field: 'upscale_or_vary.uov_input_image', most: 2500 },
    })
    const threefold = await refusal(square(2000), { uov_method: 'Upscale (Custom)', upscale_multiple: 3 })
    expect(threefold.detail).toMatchObject({ most: 1250 })
  })

  it("takes the page's own network for a model that has none", async () => {
    const model = modelWith(xl.spec.sizes, (role) => !role.startsWith('upscaler'))
    const { remake } = await planOf(square(1024), { uov_method: 'Upscale (2x)' }, { model })
    expect(remake!.enlarger!.entry).toBe(stickerModel)
  })
})

test('a model that cannot read pictures only enlarges them', async () => {
  const model = modelWith(xl.spec.sizes, (role) => role !== 'vae_encoder')
  const drawn = await refusal(square(1024), { uov_method: 'Vary (Subtle)' }, { model })
  expect(drawn).toMatchObject({ code: 'unsupported_feature', detail: { feature: 'Vary (Subtle)' } })
  const { images } = await planOf(square(1024), { uov_method: 'Upscale (Fast 2x)' }, { model })
  expect(images).toHaveLength(1)
})

test('a picture too long is refused with the limit', async () => {
  const long = await refusal({ width: 900, height: 100 }, { uov_method: 'Vary (Subtle)' })
  expect(long).toMatchObject({ code: 'invalid_request', detail: { most: 8 } })
  const longForIt = await refusal(
    { width: 640, height: 128 },
    { uov_method: 'Vary (Subtle)' },
    { model: stickerModel },
  )
  expect(longForIt).toMatchObject({ code: 'invalid_request', detail: { min: 64, max: 192 } })
})

test('nothing is read when nothing is asked for', async () => {
  const { images, remake } = await planOf(square(512), { uov_method: 'Disabled' }, { model: stickerModel })
  expect(remake).toBeNull()
  expect(images[0]).toMatchObject({ width: 160, height: 128, denoise: 1 })
})

test('the picture that was handed in is not copied into each of its results', async () => {
  const { images } = await planOf(square(1024), { uov_method: 'Vary (Subtle)' }, { image_number: 2 })
  for (const { request } of images) {
    expect(request.upscale_or_vary).toMatchObject({ uov_method: 'Vary (Subtle)' })
    expect(request.upscale_or_vary!.uov_input_image.bytes).toHaveLength(0)
  }
})

describe('a file', () => {
  const planFile = async (bytes: Uint8Array<ArrayBuffer>) => {
    const upscale_or_vary = {
      uov_method: 'Vary (Subtle)',
      uov_input_image: { mime: 'image/png', bytes },
    } as const
    return planTask(parseRequest({ upscale_or_vary }), xl, '7', BUILT_IN_SOURCES)
  }
  const refused = { code: 'invalid_request', detail: { field: 'upscale_or_vary.uov_input_image' } }

  it('is read by its bytes, whatever it is said to be', async () => {
    for (const format of ['jpeg', 'webp'] as const) {
      const { bytes } = await pictureOf(square(1024), format)
      expect((await planFile(bytes)).images[0]).toMatchObject(square(1024))
    }
  })

  it('that is no picture, cut off, or none of the three formats is refused', async () => {
    const { bytes } = await pictureOf(square(1024))
    const gif = await pictureOf(square(64), 'gif')
    for (const wrong of [new Uint8Array(9), bytes.slice(0, 60), bytes.slice(0, -20), gif.bytes]) {
      await expect(planFile(wrong)).rejects.toMatchObject(refused)
    }
  })
})

test('a model whose first size is no square counts in whole steps of its own', async () => {
  const model = modelWith({ trained: [[1152, 896]], multiple: 8, min: 512, max: 2048 })
  const { images } = await planOf(square(512), { uov_method: 'Vary (Subtle)' }, { model })
  expect(images[0]).toMatchObject(square(1024))
})

test('what is only enlarged asks for no refiner, and says that it comes once', async () => {
  const { refiner, notices } = await planOf(
    square(256),
    { uov_method: 'Upscale (Custom)', upscale_multiple: 3.2 },
    { model: { ...stickerModel, id: 'like' }, refiner_model_name: 'sticker', image_number: 3 },
  )
  expect(refiner).toBeNull()
  expect(notices).toContainEqual({
    code: 'setting_forced',
    detail: { by: 'Upscale (Custom)', setting: 'image_number', to: '1' },
  })
})

test("a camera's picture without an end marker is taken", async () => {
  const { bytes } = await pictureOf(square(1024), 'jpeg')
  const upscale_or_vary = {
    uov_method: 'Vary (Subtle)',
    uov_input_image: { mime: 'image/jpeg', bytes: bytes.slice(0, -2) },
  } as const
  const { images } = planTask(parseRequest({ upscale_or_vary }), xl, '7', BUILT_IN_SOURCES)
  expect(images[0]).toMatchObject(square(1024))
})
