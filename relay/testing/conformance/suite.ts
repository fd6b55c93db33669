import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readImageFacts } from '../../../contract/metadata/image-facts.ts'
import { readMetadata } from '../../../contract/metadata/picture-metadata.ts'
import { ask } from '../ask.ts'
import { get, getBytes, post, stream, until, type Subject } from './client.ts'

/** What is started for the suite. */
export interface Conformance {
  /** A relay without keys and a tab that works for it. */
  readonly start: () => Promise<Subject>
  /** A relay that asks for this key; may be without a tab. */
  readonly startWithKey: (key: string) => Promise<Subject>
  readonly stop: () => Promise<void>
  /** Whether the tab really enlarges pictures; one that makes pictures up cannot. */
  readonly enlarges: boolean
  /** Merged into every request, so that a real model is quick. Four steps in any case. */
  readonly quick: Readonly<Record<string, unknown>>
  /** Merged into requests that must still run while something else is done to them. */
  readonly slow: Readonly<Record<string, unknown>>
}

const RESULT = /\/outputs\/\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d_\d{4}\.png$/
const PLACEHOLDER = {
  id: -1,
  req_params: {},
  in_queue_mills: -1,
  start_mills: -1,
  finish_mills: -1,
  task_status: 'pending',
  progress: -1,
  preview: '',
  webhook_url: '',
  result: [],
}
/** Six phases with prompt expansion, then four steps over the rest: trunc(6 + s · 94 / 4). */
const STEP_PROGRESS = [29, 53, 76, 100]

/** The fields of a record that the checks read. */
interface TaskRecord {
  readonly task_id: string
  readonly task_status: string | null
  readonly result: string[]
  readonly req_params: Record<string, unknown>
  readonly in_queue_mills: number
  readonly preview?: string | null
}

/** The black-box checks that any server of FooocusAPI's contract must pass. */
export function describeConformance(name: string, parts: Conformance): void {
  describe(`FooocusAPI, ${name}`, () => {
    let subject: Subject
    const generate = () => `${subject.url}/v1/engine/generate/`
    const quick = (more: object = {}) => ({ prompt: 'a red apple', ...parts.quick, ...more })
    const slow = (more: object = {}) => ({ prompt: 'a red apple', ...parts.slow, ...more })
    const record = async (body: object) => (await post(generate(), body)).json as TaskRecord
    const task = async (id: string) => (await get(`${subject.url}/tasks/${id}`)).json as TaskRecord
    const begin = async (body: object) => (await record({ ...body, async_process: true })).task_id
    const running = (id: string) =>
      until(
        () => task(id),
        ({ task_status }) => task_status === 'running',
      )
    const ended = (id: string) =>
      until(
        () => task(id),
        ({ task_status }) => ['finished', 'stop', 'skip', 'error'].includes(task_status ?? ''),
      )
    const control = async (action: string) =>
      (await post(`${subject.url}/v1/engine/control?action=${action}`, '')).json
    const parametersOf = async (url: string) => {
      const read = readMetadata((await getBytes(url)).bytes)
      return read.kind === 'found' ? read.parameters : null
    }

    beforeAll(async () => {
      subject = await parts.start()
    }, 120_000)
    afterAll(parts.stop, 30_000)

    it('1. sends programs from / to the documentation, which lists the eleven routes', async () => {
      const root = await get(`${subject.url}/`)
      expect(root.status).toBe(307)
      expect(root.headers.get('location')).toBe('/docs')
      const { json } = await get(`${subject.url}/openapi.json`)
      expect(Object.keys((json as { paths: object }).paths)).toEqual(
        expect.arrayContaining([
          '/v1/engine/generate/',
          '/v1/engine/control',
          '/tasks',
          '/tasks/{task_id}',
          '/outputs/{dir_name}/{file_name}',
          '/inputs/{file_name}',
          '/v1/engines/all-models',
          '/v1/engines/styles',
          '/v1/tools/describe-image',
          '/v1/tools/generate_mask',
        ]),
      )
    })

    it('2. asks for the key on the eight protected routes and nowhere else', async () => {
      const guarded = await parts.startWithKey('k')
      const routes = [
        ['POST', '/v1/engine/generate/'],
        ['POST', '/v1/engine/control?action=stop'],
        ['POST', '/v1/tools/generate_mask'],
        ['POST', '/v1/tools/describe-image'],
        ['GET', '/tasks'],
        ['GET', '/tasks/0f6c0c5b8a4b4e0e9d3b6a1f2c7d8e90'],
        ['GET', '/v1/engines/all-models'],
        ['GET', '/v1/engines/styles'],
      ] as const
      for (const [method, path] of routes) {
        const body = method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}
        const answer = await fetch(guarded.url + path, { method, ...body })
        expect([path, answer.status, await answer.text()]).toEqual([path, 403, '{"detail":"Forbidden"}'])
      }
      expect((await get(`${guarded.url}/v1/engines/styles`, { 'X-API-KEY': 'k' })).status).toBe(200)
      expect((await get(`${guarded.url}/outputs/2026-01-01/nothing.png`)).status).toBe(404)
    })

    it('3. answers an almost empty request with a finished record', async () => {
      const { status, json, text } = await post(generate(), parts.quick)
      expect(status).toBe(200)
      expect(json).toMatchObject({ task_status: 'finished', progress: 100 })
      expect(json).not.toHaveProperty('preview')
      const { result } = json as TaskRecord
      expect(result).toHaveLength(1)
      expect(result[0]).toMatch(RESULT)
      const seed = /"image_seed":\s*(\d+)/.exec(text)![1]!
      expect(BigInt(seed)).toBeLessThanOrEqual(2n ** 63n - 1n)
      // The exact seed stands in the file too: no digit was lost on the way.
      expect((await parametersOf(result[0]!))?.seed).toBe(seed)
    })

    it('4. serves both spellings, with and without a content type', async () => {
      const url = `${subject.url}/v1/engine/generate`
      expect((await post(url, quick())).json).toMatchObject({ task_status: 'finished' })
      const bare = await fetch(url, { method: 'POST', body: Buffer.from(JSON.stringify(quick())) })
      expect(await bare.json()).toMatchObject({ task_status: 'finished' })
    })

    it('5. refuses what does not fit in the words of the original', async () => {
      const refused = async (body: object) => {
        const { status, json } = await post(generate(), body)
        return {
          status,
          ...(json as { detail: { type: string; ctx?: object; loc: unknown[] }[] }).detail[0],
        }
      }
      expect(await refused({ image_number: 33 })).toMatchObject({
        status: 422,
        type: 'less_than_equal',
        ctx: { le: 32 },
        loc: ['body', 'image_number'],
      })
      expect(await refused({ performance_selection: 'speed' })).toMatchObject({ status: 422, type: 'enum' })
      expect(await refused({ prompt: 1 })).toMatchObject({ status: 422, type: 'string_type' })
      expect(await refused({ save_name: null })).toMatchObject({ status: 422 })
      expect((await post(generate(), quick({ uov_input_image: null, no_such_key: 1 }))).status).toBe(200)
      expect((await stream(generate(), quick({ stream_output: 'true' }))).type).toContain('text/event-stream')
    })

    it('6. answers at once when asked to, and the task can be followed', async () => {
      const blocker = await begin(slow())
      const { json } = await post(generate(), slow({ async_process: true }))
      const { task_id: id, ...rest } = json as TaskRecord
      expect(id).toMatch(/^[0-9a-f]{32}$/)
      expect(rest).toEqual(PLACEHOLDER)
      const pending = await task(id)
      expect(pending.task_status).toBeNull()
      expect(pending).not.toHaveProperty('preview')
      await running(blocker)
      const seen = await until(
        () => task(blocker),
        (one) => (one.preview ?? '') !== '' || one.task_status === 'finished',
      )
      expect(seen.preview).toMatch(/^[A-Za-z0-9+/]+=*$/)
      await control('stop')
      await until(
        () => task(id),
        ({ task_status }) => task_status === 'running',
      )
      await control('stop')
      expect((await ended(id)).task_status).toBe('stop')
    })

    it('7. streams progress in exactly these bytes', async () => {
      const { type, text, events } = await stream(
        generate(),
        quick({ stream_output: true, async_process: true }),
      )
      expect(type).toBe('text/event-stream; charset=utf-8')
      const steps = events.filter(({ message }) => message.startsWith('Sampling step'))
      // Steps may be left out when they come fast, never out of order, and the numbers are Fooocus'.
      expect(steps.length).toBeGreaterThan(0)
      for (const { progress, message } of steps) {
        const step = Number(/^Sampling step (\d+)\/4, image 1\/1 \.\.\.$/.exec(message)![1])
        expect(progress).toBe(STEP_PROGRESS[step - 1])
      }
      expect(events.some(({ preview }) => preview?.startsWith('data:image/png;base64,'))).toBe(true)
      const last = events.at(-1)!
      expect(last).toMatchObject({ progress: 100, preview: null, message: 'Finished' })
      expect(last.images[0]).toMatch(RESULT)
      const blocks = text.split('\r\n\r\n').filter((block) => !block.startsWith(':') && block !== '')
      for (const block of blocks) expect(block).toMatch(/^data: \{"progress": .*\}\r\ndata: $/)
    })

    it('8. answers with the picture itself, and only one', async () => {
      const { status, type, bytes } = await binary('image/webp', {
        image_number: 4,
        stream_output: true,
        async_process: true,
      })
      expect([status, type]).toEqual([200, 'image/webp'])
      expect(Buffer.from(bytes.subarray(8, 12)).toString()).toBe('WEBP')
    })

    it('9. takes image/jpg for JPEG, and no Accept for JSON', async () => {
      const { status, type, bytes } = await binary('image/jpg')
      expect([status, type, bytes[0], bytes[1]]).toEqual([200, 'image/jpeg', 0xff, 0xd8])
    })

    it('10. controls what runs, and nothing else', async () => {
      expect(await control('pause')).toMatchObject({ message: 'Invalid control action' })
      expect(await control('stop')).toMatchObject({ message: 'No task running' })

      const stopped = await begin(slow({ image_number: 2 }))
      await until(
        () => task(stopped),
        (one) => (one as { progress?: number }).progress! > 6,
      )
      expect(await control('stop')).toMatchObject({ message: 'task stoped' })
      expect((await ended(stopped)).task_status).toBe('stop')

      const skipped = await begin(slow({ image_number: 2 }))
      await until(
        () => task(skipped),
        (one) => (one as { progress?: number }).progress! > 6,
      )
      expect(await control('skip')).toMatchObject({ message: 'task skiped' })
      const end = await ended(skipped)
      expect([end.task_status, end.result.length]).toEqual(['finished', 1])

      // What was asked after the last step must not fall on the next task.
      expect((await record(quick())).task_status).toBe('finished')
    })

    it('11. keeps a history, newest first, and forgets a range of it', async () => {
      const made = [await record(quick()), await record(quick()), await record(quick())]
      const page = await get(`${subject.url}/tasks?query=history&page=0&page_size=2`)
      const { history, current, pending } = page.json as Record<string, TaskRecord[]>
      expect(history!.map((one) => one.task_id)).toEqual([made[2]!.task_id, made[1]!.task_id])
      expect([current, pending]).toEqual([[], []])
      const none = await get(`${subject.url}/tasks?query=foo`)
      expect(none.json).toMatchObject({ history: [], current: [], pending: [] })

      const whole = (mills: number, add: number) =>
        new Date(Math.floor(mills / 1000) * 1000 + add).toISOString()
      const from = whole(made[2]!.in_queue_mills, 0)
      const to = whole(made[2]!.in_queue_mills, 1000)
      const gone = await get(`${subject.url}/tasks?action=delete&start_at=${from}&end_at=${to}`)
      expect([gone.status, gone.text]).toEqual([200, 'null'])
      expect((await getBytes(made[2]!.result[0]!)).status).toBe(404)
      expect((await get(`${subject.url}/tasks/${made[2]!.task_id}`)).status).toBe(404)
    })

    it('12. converts outputs, and serves nothing else', async () => {
      const { result } = await record(quick())
      const webp = await getBytes(result[0]!, { accept: 'image/webp' })
      expect([webp.status, webp.type, Buffer.from(webp.bytes.subarray(8, 12)).toString()]).toEqual([
        200,
        'image/webp',
        'WEBP',
      ])
      const jpeg = await getBytes(result[0]!, { accept: 'image/jpeg' })
      expect([jpeg.status, jpeg.type, jpeg.bytes[0]]).toEqual([200, 'image/jpeg', 0xff])
      expect((await getBytes(result[0]!.replace(/png$/, 'txt'))).status).toBe(404)
      const name = result[0]!.split('/').slice(-2).join('/')
      // As it stands: fetch would tidy the address up before it is sent.
      expect((await ask(`${subject.url}/outputs/%2e%2e/outputs/${name}`)).status).toBe(404)
      expect((await ask(`${subject.url}/outputs/%2e%2e%2foutputs/${name}`)).status).toBe(404)
    })

    it('13. names files as asked, and never outside its folder', async () => {
      const named = await record(quick({ save_name: 'a/b' }))
      expect(named.result[0]).toMatch(/\/outputs\/\d{4}-\d\d-\d\d\/a\/b-0\.png$/)
      expect((await getBytes(named.result[0]!)).status).toBe(200)
      const climbing = await record(quick({ save_name: '../x' }))
      expect(climbing.result[0]).toMatch(/\/outputs\/\d{4}-\d\d-\d\d\/x-0\.png$/)
      expect((await getBytes(climbing.result[0]!)).status).toBe(200)
    })

    it('14. counts seeds up, keeps them when asked, and wraps at 2^63', async () => {
      const seeds = async (body: object) => {
        const text = JSON.stringify(quick({ image_number: 2, ...body })).replace(
          '"LARGEST"',
          '9223372036854775807',
        )
        const { json } = await post(generate(), text)
        const files = (json as TaskRecord).result
        return Promise.all(files.map(async (url) => (await parametersOf(url))?.seed))
      }
      expect(await seeds({ image_seed: 41, image_number: 3 })).toEqual(['41', '42', '43'])
      expect(await seeds({ image_seed: 41, disable_seed_increment: true })).toEqual(['41', '41'])
      expect(await seeds({ image_seed: 'LARGEST' })).toEqual(['9223372036854775807', '0'])
    })

    it('15. resolves wildcards, arrays and styles as the original does', async () => {
      const prompts = async (body: object) => {
        const { result } = await record(quick({ style_selections: [], ...body }))
        return Promise.all(result.map(async (url) => (await parametersOf(url))?.prompt))
      }
      expect(await prompts({ prompt: 'a __color__ hat', image_seed: 42 })).toEqual(['a fuchsia hat'])
      expect(await prompts({ prompt: '[[red, green]] hat', image_number: 2 })).toEqual([
        'red hat',
        ' green hat',
      ])
      expect(await prompts({ prompt: '__missing__ hat' })).toEqual(['missing hat'])
    })

    it('16. writes its parameters into the file, in both schemes', async () => {
      const fooocus = await record(quick({ image_seed: 7 }))
      const { bytes } = await getBytes(fooocus.result[0]!)
      const chunks = textChunks(bytes)
      expect(chunks.map(({ key }) => key)).toEqual(['parameters', 'fooocus_scheme'])
      const keys = Object.keys(JSON.parse(chunks[0]!.text) as object)
      expect(keys).toEqual([...keys].sort())
      const a1111 = await record(quick({ image_seed: 7, metadata_scheme: 'a1111' }))
      const text = textChunks((await getBytes(a1111.result[0]!)).bytes)[0]!.text
      expect(text).toMatch(
        /\nSteps: 4, Sampler: DPM\+\+ 2M SDE Karras, Seed: 7, Size: \d+x\d+, CFG scale: 4\.0, /,
      )
    })

    it('17. merges a preset under what was sent', async () => {
      const merged = async (body: object) =>
        (await record({ ...quick(), preset: 'anime', ...body })).req_params
      expect(await merged({})).toMatchObject({
        guidance_scale: 6,
        adaptive_cfg: 7,
        aspect_ratios_selection: '896×1152',
      })
      expect(await merged({ guidance_scale: 4 })).toMatchObject({ guidance_scale: 4 })
      const unknown = await post(generate(), { preset: 'no such' })
      expect(unknown.status).toBe(422)
    })

    it('18. calls the webhook once, with the finished record', async () => {
      const receiver = await listenForHooks()
      try {
        const made = await record(quick({ webhook_url: receiver.url }))
        const binaryId = (
          await fetch(generate(), jpegRequest(quick({ webhook_url: receiver.url })))
        ).headers.get('x-task-id')
        const left = new AbortController()
        const streaming = await fetch(generate(), {
          method: 'POST',
          signal: left.signal,
          body: JSON.stringify(quick({ stream_output: true, webhook_url: receiver.url })),
          headers: { 'content-type': 'application/json' },
        })
        const streamedId = streaming.headers.get('x-task-id')!
        left.abort()
        await until(
          async () => receiver.bodies.length,
          (count) => count >= 3,
        )
        const byId = new Map(receiver.bodies.map((body) => [(body as TaskRecord).task_id, body]))
        expect([...byId.keys()].sort()).toEqual([made.task_id, binaryId, streamedId].sort())
        expect(receiver.bodies).toHaveLength(3)
        expect(byId.get(made.task_id)).toEqual(made)
      } finally {
        receiver.close()
      }
    })

    it('19. takes a custom factor exactly: 3.2 on 256×256', async () => {
      const image = sharp({ create: { width: 256, height: 256, channels: 3, background: '#39c' } })
      const uov_input_image = (await image.png().toBuffer()).toString('base64')
      const asked = { uov_input_image, uov_method: 'Upscale (Custom)', upscale_multiple: 3.2 }
      const { req_params, result } = await record(quick(asked))
      expect(req_params).toMatchObject({ uov_method: 'Upscale (Custom)', upscale_multiple: 3.2 })
      if (!parts.enlarges) return
      const { bytes } = await getBytes(result[0]!)
      expect(readImageFacts(bytes)).toMatchObject({ width: 819, height: 819 })
    })

    it('20. loses no accepted task when it dies', async () => {
      if (!subject.restart) return
      const ids = [await begin(slow()), await begin(quick()), await begin(quick())]
      await running(ids[0]!)
      subject = await subject.restart()
      for (const id of ids) expect((await ended(id)).task_status).toBe('finished')
    }, 120_000)

    const binary = (accept: string, body: object = {}) =>
      fetch(generate(), jpegRequest(quick(body), accept)).then(async (response) => ({
        status: response.status,
        type: response.headers.get('content-type'),
        bytes: new Uint8Array(await response.arrayBuffer()),
      }))
  })
}

const jpegRequest = (body: object, accept = 'image/jpg') => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', accept },
})

/** A PNG's text chunks, read by hand. */
function textChunks(bytes: Uint8Array): { key: string; text: string }[] {
  const found = []
  for (let at = 8; at < bytes.length;) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at)
    const length = view.getUint32(0)
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1')
    if (type === 'tEXt') {
      const [key, text] = Buffer.from(bytes.subarray(at + 8, at + 8 + length))
        .toString('latin1')
        .split('\0')
      found.push({ key: key!, text: text! })
    }
    at += 12 + length
  }
  return found
}

async function listenForHooks() {
  const bodies: unknown[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += String(chunk)))
    request.on('end', () => {
      bodies.push(JSON.parse(text))
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/hook`, bodies, close: () => server.close() }
}
