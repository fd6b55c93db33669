import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { runTask } from '../../contract/run-task.ts'
import { createTaskId, type TaskEvent } from '../../contract/task.ts'
import { AppError, Cancelled } from '../../contract/errors.ts'
import { loadEnlarger } from '../models/enlarger.ts'
import type { Enlarger } from '../models/ports.ts'
import { resampleLanczos } from '../pixels/resample-lanczos.ts'
import type { Graph, Runtime } from '../runtime/runtime.ts'
import { createFakeEngineParts, readWithSharp } from '../testing/fake-engine-parts.ts'
import { startNativeEngine } from '../testing/native-engine.ts'
import { openStickerFile } from '../testing/sticker-files.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { createEngine, type LocalEngine } from './engine.ts'

/** The built-in model's real networks over pictures that were handed in. */

let engine: LocalEngine
let ledger: Runtime['ledger']
let tasks = 0
/** A red apple as the model draws it. */
let apple: Uint8Array<ArrayBuffer>

async function run(input: GenerationRequestInput, onEvent: (event: TaskEvent) => void = () => {}) {
  const id = createTaskId(String(++tasks).padStart(32, '0'))
  const request = parseRequest({ style_selections: [], image_seed: '7', prompt: 'a red apple', ...input })
  const files: Uint8Array<ArrayBuffer>[] = []
  const messages: string[] = []
  const state = await runTask(engine, { id, origin: 'page', request, createdAt: 0 }, (event) => {
    if (event.type === 'picture') files.push(event.file.bytes)
    const line = event.type === 'progress' ? `${event.percent} ${event.message}` : ''
    if (line !== '' && line !== messages.at(-1)) messages.push(line)
    onEvent(event)
  })
  return { state, files, messages, pixels: () => readWithSharp({ mime: 'image/png', bytes: files[0]! }) }
}

type Asked = Omit<NonNullable<GenerationRequestInput['upscale_or_vary']>, 'uov_input_image'>

const remake = (
  asked: Asked,
  {
    bytes = apple,
    mime = 'image/png',
    ...more
  }: GenerationRequestInput & { bytes?: Uint8Array<ArrayBuffer>; mime?: string } = {},
  onEvent?: (event: TaskEvent) => void,
) => run({ ...more, upscale_or_vary: { uov_input_image: { mime, bytes }, ...asked } }, onEvent)

/** Mean difference of two pictures of one size, 0 to 255. */
async function distance(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [one, other] = await Promise.all([a, b].map((bytes) => sharp(bytes).removeAlpha().raw().toBuffer()))
  expect(one!.length).toBe(other!.length)
  return one!.reduce((sum, value, i) => sum + Math.abs(value - other![i]!), 0) / one!.length
}

const resized = async (bytes: Uint8Array, width: number, height: number) =>
  new Uint8Array(await sharp(bytes).resize(width, height, { fit: 'fill' }).png().toBuffer())

beforeAll(async () => {
  const started = await startNativeEngine()
  engine = started.engine
  ledger = started.ledger
  const { files } = await run({ aspect_ratios_selection: '1024*1024', performance_selection: 'Lightning' })
  apple = files[0]!
})

describe('a variation', () => {
  it('keeps more of the picture, the less noise it starts from', async () => {
    const strengths = [0.1, 0.3, 0.5]
    const drawn = []
    for (const overwrite_vary_strength of strengths) {
      const { files } = await remake(
        { uov_method: 'Vary (Subtle)', overwrite_vary_strength },
        { prompt: 'a green frog', image_seed: '8', overwrite_step: 12 },
      )
      drawn.push(await distance(apple, files[0]!))
    }
    expect(drawn[0]).toBeLessThan(8)
    expect(drawn[1]).toBeGreaterThan(drawn[0]!)
    expect(drawn[2]).toBeGreaterThan(drawn[1]!)
  })

  it('is another one for each seed, at the percentages and in the words of Fooocus', async () => {
    const { files, messages } = await remake(
      { uov_method: 'Vary (Strong)' },
      { performance_selection: 'Lightning', image_number: 2 },
    )
    expect(files).toHaveLength(2)
    expect(await distance(files[0]!, files[1]!)).toBeGreaterThan(1)
    expect(messages.slice(0, 6)).toEqual([
      '1 Initializing ...',
      '2 Loading models ...',
      '3 Processing prompts ...',
      '6 Image processing ...',
      '6 VAE encoding ...',
      '6 Encoding positive #1 ...',
    ])
    expect(messages).toContain('17 Sampling step 1/4, image 1/2 ...')
  })
})

describe('an enlarged picture', () => {
  it('is drawn anew over four times the pixels', async () => {
    const { files, messages, state } = await remake({ uov_method: 'Upscale (2x)' }, { overwrite_step: 4 })
    expect(state.pictures[0]).toMatchObject({
      width: 256,
      height: 256,
      parameters: { resolution: { width: 256 } },
    })
    expect(await distance(await resized(apple, 256, 256), files[0]!)).toBeLessThan(16)
    expect(messages.slice(3, 6)).toEqual([
      '6 Image processing ...',
      '7 Upscaling image from (128, 128) ...',
      '8 VAE encoding ...',
    ])
    const steps = messages.filter((message) => message.includes('Sampling'))
    expect(steps.map((message) => Number.parseInt(message))).toEqual([31, 54, 77, 100])
  })

  it('is only enlarged when it shall be fast: one picture, and no model is told a prompt', async () => {
    const { files, messages, state } = await remake({ uov_method: 'Upscale (Fast 2x)' }, { image_number: 4 })
    expect(state).toMatchObject({ phase: 'finished', images: 1, pictures: [{ width: 256, height: 256 }] })
    expect(state.pictures[0]!.parameters.steps).toBe(0)
    expect(await distance(await resized(apple, 256, 256), files[0]!)).toBeLessThan(4)
    expect(messages).toEqual([
      '1 Initializing ...',
      '2 Image processing ...',
      '3 Upscaling image from (128, 128) ...',
      '100 Saving image to system ...',
    ])
  })

  it('has exactly the size that a custom factor gives, also of a picture in several tiles', async () => {
    const bytes = await resized(apple, 300, 260)
    const { state } = await remake({ uov_method: 'Upscale (Custom)', upscale_multiple: 3.2 }, { bytes })
    expect(state.pictures[0]).toMatchObject({ width: 960, height: 832 })
  })
})

describe('a picture that was handed in', () => {
  it('is turned the way its camera was held', async () => {
    const bytes = new Uint8Array(
      await sharp(await resized(apple, 96, 64))
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer(),
    )
    const { state } = await remake({ uov_method: 'Upscale (Fast 2x)' }, { bytes, mime: 'image/jpeg' })
    // What is brought to the model's own size keeps its shape: upright.
    const [picture] = state.pictures
    expect(picture!.height).toBeGreaterThan(picture!.width)
    expect(picture!.parameters.resolution).toEqual({ width: picture!.width, height: picture!.height })
  })

  it('is seen on white where it is see-through', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 }
    const bytes = new Uint8Array(
      await sharp({ create: { width: 128, height: 128, channels: 4, background: clear } })
        .png()
        .toBuffer(),
    )
    const { pixels } = await remake({ uov_method: 'Upscale (Fast 2x)' }, { bytes })
    const { data } = await pixels()
    expect(Math.min(...data.subarray(0, 4_000))).toBeGreaterThan(245)
  })

  it('fails the task with a clear error when it cannot be decoded, and the next task runs', async () => {
    const bytes = apple.slice()
    const pixels = Buffer.from(bytes).indexOf('IDAT') + 4
    bytes.fill(0, pixels, pixels + 400)
    const { state } = await remake({ uov_method: 'Upscale (Fast 2x)' }, { bytes })
    expect(state).toMatchObject({ phase: 'failed', error: { code: 'invalid_file' } })
    const unread = await remake({ uov_method: 'Vary (Subtle)' }, { bytes: new Uint8Array(9) })
    expect(unread.state).toMatchObject({ phase: 'failed', error: { code: 'invalid_request' } })
    const next = await remake({ uov_method: 'Upscale (Fast 2x)' })
    expect(next.state.phase).toBe('finished')
  })
})

describe('while it is enlarged', () => {
  const atFirstTile = (act: (event: TaskEvent) => void) => (event: TaskEvent) => {
    if (
      event.type === 'progress' &&
      event.activity.kind === 'picture' &&
      event.message.startsWith('Upscaling')
    )
      act(event)
  }

  it('a task can be stopped', async () => {
    const bytes = await resized(apple, 600, 600)
    const { state, files } = await remake(
      { uov_method: 'Upscale (Fast 2x)' },
      { bytes },
      atFirstTile(({ taskId }) => void engine.cancel(taskId)),
    )
    expect(state.phase).toBe('stopped')
    expect(files).toEqual([])
  })

  it('its picture can be skipped', async () => {
    const bytes = await resized(apple, 600, 600)
    const { state } = await remake(
      { uov_method: 'Upscale (Fast 2x)' },
      { bytes },
      atFirstTile(({ taskId }) => void engine.skip(taskId)),
    )
    expect(state).toMatchObject({ phase: 'finished', skipped: [0], pictures: [] })
  })

  it.each(['Upscale (Fast 2x)', 'Upscale (2x)', 'Vary (Subtle)'] as const)(
    'and before, while the network for it loads: %s',
    async (uov_method) => {
      let skip = () => {}
      const untilSkipped = ({ signal }: { readonly signal: AbortSignal }) => {
        skip()
        return new Promise<never>((_resolve, reject) => {
          const giveUp = () => reject(new Cancelled())
          if (signal.aborted) giveUp()
          signal.addEventListener('abort', giveUp)
        })
      }
      const { parts } = createFakeEngineParts({
        tools: {
          loadEnlarger: (_use, how) => untilSkipped(how),
          loadPictureEncoder: (_entry, how) => untilSkipped(how),
        },
      })
      const faked = createEngine(parts)
      await faked.activate([])
      const id = createTaskId(String(++tasks).padStart(32, '0'))
      skip = () => void faked.skip(id)
      const upscale_or_vary = { uov_input_image: { mime: 'image/png', bytes: apple }, uov_method } as const
      const request = parseRequest({ upscale_or_vary })
      const state = await runTask(faked, { id, origin: 'page', request, createdAt: 0 })
      expect(state).toMatchObject({ phase: 'finished', skipped: [0], pictures: [] })
    },
  )

  it('and will be drawn over, a skip is heard as well: at once, or for the first of several', async () => {
    const skip = atFirstTile(({ taskId }) => void engine.skip(taskId))
    const one = await remake({ uov_method: 'Upscale (2x)' }, { overwrite_step: 1 }, skip)
    expect(one.state).toMatchObject({ phase: 'finished', skipped: [0], pictures: [] })
    expect(one.messages.at(-1)).toMatch(/^7 Upscaling/)
    const two = await remake({ uov_method: 'Upscale (2x)' }, { overwrite_step: 1, image_number: 2 }, skip)
    expect(two.state).toMatchObject({ phase: 'finished', skipped: [0], pictures: [{ index: 1 }] })
  })

  it('what was loaded for it is put away again, also after a stop', async () => {
    const before = ledger()
    await remake({ uov_method: 'Upscale (Fast 2x)' })
    await remake({ uov_method: 'Upscale (2x)' }, { overwrite_step: 1 })
    const stopped = await remake(
      { uov_method: 'Upscale (2x)' },
      {},
      atFirstTile(({ taskId }) => void engine.cancel(taskId)),
    )
    expect(stopped.state.phase).toBe('stopped')
    expect(ledger()).toEqual(before)
  })
})

describe('a task whose picture is enlarged', () => {
  const lost = () => Promise.reject(new AppError('device_lost', 'gone'))
  const ask = async (enlargers: Enlarger[], hooks: { readonly losses?: number[] } = {}) => {
    const loadEnlarger = () => Promise.resolve(enlargers.shift()!)
    const { parts, starts } = createFakeEngineParts({ tools: { loadEnlarger } })
    const fake = createEngine(parts)
    await fake.activate([])
    const request = parseRequest({
      upscale_or_vary: {
        uov_method: 'Upscale (Fast 2x)',
        uov_input_image: { mime: 'image/png', bytes: apple },
      },
    })
    const id = createTaskId(String(++tasks).padStart(32, '0'))
    const state = await runTask(fake, { id, origin: 'page', request, createdAt: 0 })
    hooks.losses?.push(...starts)
    return state
  }
  const twice: Enlarger = {
    enlarge: async (image) => resampleLanczos(image, { width: image.width * 2, height: image.height * 2 }),
    dispose: async () => {},
  }

  it('begins again when the device is lost, also if what was loaded cannot be put away', async () => {
    const losses: number[] = []
    const state = await ask(
      [{ enlarge: lost, dispose: () => Promise.reject(new Error('no device')) }, twice],
      {
        losses,
      },
    )
    expect(state).toMatchObject({ phase: 'finished', pictures: [{ width: 256 }] })
    expect(losses).toEqual([0, 1])
  })

  it('fails with a code when numbers run out of range', async () => {
    const graph = {
      inputs: [],
      run: () => Promise.resolve(new Float32Array(3 * 512 * 512).fill(Number.NaN)),
      release: () => Promise.resolve(),
    } as unknown as Graph
    const runtime = { createGraph: () => Promise.resolve(graph) } as unknown as Runtime
    const how = { signal: new AbortController().signal, onActivity: () => {} }
    const loaded = await loadEnlarger(
      { runtime, entry: stickerModel, openFile: openStickerFile, ...how },
      'upscaler_4x',
    )
    expect(await ask([loaded])).toMatchObject({ phase: 'failed', error: { code: 'numerical_failure' } })
  })
})
