import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { GENERATE, makesPictures, serveFooocus, type Served } from './testing/serve-fooocus.ts'

const open: { served?: Served; socket?: Socket } = {}

afterEach(async () => {
  open.socket?.destroy()
  await open.served?.app.close()
})

const until = async (fits: () => boolean) => {
  for (let tries = 0; !fits(); tries++) {
    if (tries > 500) throw new Error('never came')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Posts over a real socket and collects what comes back, undecoded. */
async function postRaw(served: Served, body: object, headers = '') {
  open.served = served
  await served.app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((served.app.server.address() as AddressInfo).port, '127.0.0.1')
  open.socket = socket
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => undefined)
  const text = JSON.stringify(body)
  socket.write(
    `POST ${GENERATE} HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n` +
      `${headers}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  )
  return { socket, raw: () => Buffer.concat(chunks).toString('latin1') }
}

/** The payload of a chunked answer, chunk by chunk. */
function chunksOf(raw: string): string[] {
  const chunks: string[] = []
  let rest = raw.slice(raw.indexOf('\r\n\r\n') + 4)
  for (;;) {
    const line = rest.indexOf('\r\n')
    const length = line < 0 ? 0 : Number.parseInt(rest.slice(0, line), 16)
    if (!length) return chunks
    chunks.push(rest.slice(line + 2, line + 2 + length))
    rest = rest.slice(line + 2 + length + 2)
  }
}

describe('a stream', () => {
  it('consists of exactly these bytes, every event in a chunk of its own', async () => {
    const served = await serveFooocus()
    const { jobs } = served
    const { raw } = await postRaw(served, { prompt: 'x', stream_output: 'true', async_process: true })
    await until(() => raw().includes('Waiting'))
    const id = jobs.ids[0]!
    jobs.start(id)
    jobs.say(id, 1, 'Loading models ...')
    jobs.say(id, 29.9, 'Sampling step 1/4, image 1/1 – é😀 ...', { image: 1, images: 1, step: 1, steps: 4 })
    jobs.preview(id, Uint8Array.from([1, 2, 3]))
    jobs.picture(id, {})
    jobs.finish(id)
    await until(() => raw().endsWith('0\r\n\r\n'))

    const head = raw().slice(0, raw().indexOf('\r\n\r\n')).toLowerCase()
    expect(head).toContain('content-type: text/event-stream; charset=utf-8')
    expect(head).toContain('cache-control: no-store')
    expect(head).toContain('x-accel-buffering: no')
    expect(head).toContain(`x-task-id: ${id}`)
    const event = (json: string) => `data: ${json}\r\ndata: \r\n\r\n`
    const step = 'Sampling step 1/4, image 1/1 \\u2013 \\u00e9\\ud83d\\ude00 ...'
    const url = 'http://relay.test/outputs/2026-01-31/2026-01-31_12-30-00_1000.png'
    expect(chunksOf(raw())).toEqual([
      event(
        `{"progress": 0, "preview": null, "message": "Waiting for task to start ...", "images": [], "task_id": "${id}"}`,
      ),
      event(
        `{"progress": 1, "preview": null, "message": "Loading models ...", "images": [], "task_id": "${id}"}`,
      ),
      event(`{"progress": 29, "preview": null, "message": "${step}", "images": [], "task_id": "${id}"}`),
      event(
        `{"progress": 29, "preview": "data:image/png;base64,AQID", "message": "${step}", "images": [], "task_id": "${id}"}`,
      ),
      event(
        `{"progress": 100, "preview": null, "message": "Finished", "images": ["${url}"], "task_id": "${id}", "status": "finished"}`,
      ),
    ])
    expect(jobs.watchers(id)).toBe(0)
  })

  it('ends with the reason when the task fails', async () => {
    const served = await serveFooocus()
    served.jobs.onSubmit = (id) =>
      served.jobs.fail(id, { code: 'out_of_memory', message: 'too big', detail: {} })
    const { raw } = await postRaw(served, { stream_output: true })
    await until(() => raw().endsWith('0\r\n\r\n'))
    expect(chunksOf(raw()).at(-1)).toMatch(
      /"message": "Finished", "images": \[\], .*"status": "error", "error": "too big"\}/,
    )
  })

  it('is what a client gets that accepts nothing else', async () => {
    const served = await serveFooocus()
    makesPictures(served)
    const { raw } = await postRaw(served, {}, 'accept: text/event-stream\r\n')
    await until(() => raw().endsWith('0\r\n\r\n'))
    expect(raw()).toContain('text/event-stream')
  })

  it('that is left does not stop its task, unless that was asked for', async () => {
    for (const cancel_on_disconnect of [false, true]) {
      const served = await serveFooocus()
      const { socket, raw } = await postRaw(served, { stream_output: true, cancel_on_disconnect })
      await until(() => raw().includes('Waiting'))
      const id = served.jobs.ids[0]!
      socket.destroy()
      await until(() => served.jobs.watchers(id) === 0)
      await until(() => served.jobs.state(id).status === (cancel_on_disconnect ? 'stopped' : 'queued'))
      await served.app.close()
    }
  })
})

describe('a caller who hangs up', () => {
  it.each([
    ['', 'stopped'],
    ['accept: image/png\r\n', 'stopped'],
    ['idempotency-key: k\r\n', 'queued'],
    ['prefer: wait=100\r\n', 'queued'],
  ])('with %j leaves the task %s', async (headers, status) => {
    const served = await serveFooocus()
    const { socket } = await postRaw(served, {}, headers)
    await until(() => served.jobs.ids.length === 1 && served.jobs.watchers(served.jobs.ids[0]!) === 1)
    socket.destroy()
    const id = served.jobs.ids[0]!
    await until(() => served.jobs.watchers(id) === 0)
    // A stop, if there is one, follows within the same turn or the next.
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(served.jobs.state(id).status).toBe(status)
  })
})
