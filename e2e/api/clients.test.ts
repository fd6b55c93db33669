import OpenAI from 'openai'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { post, until } from '../../relay/testing/conformance/client.ts'
import { startOwnRelay, type OwnRelay } from '../fixtures/own-relay.ts'

/** The clients that people have, unchanged, against the built-in model in a headless tab. */

let relay: OwnRelay

beforeAll(async () => {
  relay = await startOwnRelay(['--headless-tab'])
  await until(
    async () => (await (await fetch(`${relay.address}/ready`)).json()) as { tabs: number },
    ({ tabs }) => tabs > 0,
  )
})

afterAll(() => relay.remove())

const openai = (more: object = {}) => new OpenAI({ baseURL: `${relay.address}/v1`, apiKey: 'none', ...more })
const isPng = (base64: string) => Buffer.from(base64, 'base64').subarray(1, 4).toString() === 'PNG'
const countJobs = async () => {
  const answer = await fetch(`${relay.address}/tasks?query=history&page_size=100`)
  return ((await answer.json()) as { history: readonly unknown[] }).history.length
}

it("makes a picture for OpenAI's client", async () => {
  const { data } = await openai().images.generate({ model: 'gpt-image-1', prompt: 'a red apple' })
  expect(isPng(data![0]!.b64_json!)).toBe(true)
})

it('streams partial pictures to it', async () => {
  const stream = await openai().images.generate({
    model: 'gpt-image-1',
    prompt: 'a blue fish',
    stream: true,
    partial_images: 2,
  })
  const events: { type: string; b64_json: string }[] = []
  for await (const event of stream) events.push(event)
  expect(events.at(-1)!.type).toBe('image_generation.completed')
  expect(events.filter(({ type }) => type === 'image_generation.partial_image').length).toBeGreaterThan(0)
  expect(events.every(({ b64_json }) => isPng(b64_json))).toBe(true)
})

it('varies a picture for it, and tells it clearly that this model cannot edit', async () => {
  const { data } = await openai().images.generate({ model: 'gpt-image-1', prompt: 'a red apple' })
  const bytes = Buffer.from(data![0]!.b64_json!, 'base64')
  const image = new File([bytes], 'apple.png', { type: 'image/png' })
  const varied = await openai().images.createVariation({ image, n: 2, response_format: 'b64_json' })
  expect(varied.data!.map(({ b64_json }) => isPng(b64_json!))).toEqual([true, true])
  expect(varied.data![0]!.b64_json).not.toBe(varied.data![1]!.b64_json)
  await expect(openai().images.edit({ image, prompt: 'a green apple' })).rejects.toMatchObject({
    status: 400,
    code: 'unsupported_feature',
  })
})

it('joins its retries after a cut to the job of the first try', async () => {
  const before = await countJobs()
  // Too impatient for a picture: it gives up and tries again by itself, as it does when a connection breaks.
  const impatient = openai({ timeout: 2_000, maxRetries: 8 })
  const { data } = await impatient.images.generate({ model: 'gpt-image-1', prompt: 'a yellow banana' })
  expect(isPng(data![0]!.b64_json!)).toBe(true)
  expect(await countJobs()).toBe(before + 1)
})

it("serves a plain client of AUTOMATIC1111's web UI", async () => {
  const models = (await (await fetch(`${relay.address}/sdapi/v1/sd-models`)).json()) as { title: string }[]
  expect(models.length).toBeGreaterThan(0)
  const body = {
    prompt: 'a red apple',
    steps: 8,
    width: 512,
    height: 512,
    cfg_scale: 4,
    seed: 42,
    batch_size: 2,
  }
  const call = post(`${relay.address}/sdapi/v1/txt2img`, body)
  const progress = await until(
    async () => (await (await fetch(`${relay.address}/sdapi/v1/progress`)).json()) as { progress: number },
    ({ progress: done }) => done > 0,
  )
  expect(progress.progress).toBeLessThanOrEqual(1)
  const { images, info } = (await call).json as { images: string[]; info: string }
  expect(images.map(isPng)).toEqual([true, true])
  expect((JSON.parse(info) as { all_seeds: number[] }).all_seeds).toEqual([42, 43])
  const over = { ...body, batch_size: 1, init_images: [images[0]], denoising_strength: 0.4 }
  const redrawn = (await post(`${relay.address}/sdapi/v1/img2img`, over)).json as { images: string[] }
  expect(redrawn.images.map(isPng)).toEqual([true])
})
