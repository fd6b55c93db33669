import Fastify from 'fastify'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { App } from './app.ts'
import { openEventStream, type EventStream, type EventStreamOptions } from './event-stream.ts'

const open: { app?: App; socket?: Socket } = {}

afterEach(async () => {
  open.socket?.destroy()
  await open.app?.close()
})

/** A reader over a real socket that reads only when told to. */
async function streamTo(options: Partial<EventStreamOptions> = {}) {
  const app = Fastify({ forceCloseConnections: true })
  open.app = app
  const opened = new Promise<EventStream>((resolve) => {
    app.get('/', (_request, reply) => {
      reply.header('access-control-allow-origin', 'https://page.example')
      resolve(openEventStream(reply, { heartbeatText: () => ': beat\n\n', ...options }))
      return reply
    })
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  open.socket = socket
  let text = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk) => (text += String(chunk)))
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  const stream = await opened
  return { stream, socket, text: () => text }
}

const until = async (fits: () => boolean) => {
  for (let tries = 0; !fits(); tries++) {
    if (tries > 500) throw new Error('never came')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('openEventStream', () => {
  it('sends its head at once, with the headers that were set before', async () => {
    const { text } = await streamTo({ headers: { 'x-task-id': 'abc' } })
    await until(() => text().includes('\r\n\r\n'))
    const head = text().toLowerCase()
    for (const line of [
      'http/1.1 200 ok',
      'content-type: text/event-stream; charset=utf-8',
      'cache-control: no-store',
      'connection: keep-alive',
      'x-accel-buffering: no',
      'x-task-id: abc',
      'access-control-allow-origin: https://page.example',
      'transfer-encoding: chunked',
    ]) {
      expect(head).toContain(line)
    }
  })

  it('sends every event by itself, in order, and ends', async () => {
    const { stream, text } = await streamTo()
    stream.send('data: 1\n\n', 'progress')
    stream.send('data: 2\n\n', 'must')
    stream.end()
    stream.send('data: 3\n\n', 'must')
    await until(() => text().endsWith('0\r\n\r\n'))
    expect(text().split('\r\n\r\n').slice(1).join('\r\n\r\n')).toBe(
      '9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n0\r\n\r\n',
    )
  })

  it('gives signs of life while there is nothing to say', async () => {
    const { text } = await streamTo({ heartbeatMs: 10 })
    await until(() => text().split(': beat').length > 3)
  })

  it('leaves progress out for a slow reader, and nothing else', async () => {
    const { stream, socket, text } = await streamTo()
    await until(() => text().includes('\r\n\r\n'))
    socket.pause()
    const big = 'x'.repeat(64 * 1024)
    for (let at = 0; at < 400; at++) {
      stream.send(`data: p${at} ${big}\n\n`, 'progress')
      if (at % 100 === 50) stream.send(`data: must${at}\n\n`, 'must')
      // Let the socket take what it will.
      if (at % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    stream.send('data: end\n\n', 'must')
    stream.end()
    socket.resume()
    await until(() => text().endsWith('0\r\n\r\n'))
    const seen = [...text().matchAll(/data: (p?\w+)/g)].map((match) => match[1]!)
    const progress = seen.filter((one) => /^p\d+$/.test(one)).map((one) => Number(one.slice(1)))
    expect(progress.length).toBeLessThan(400)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    expect(progress).toContain(399)
    expect(seen.filter((one) => one.startsWith('must'))).toEqual(['must50', 'must150', 'must250', 'must350'])
    expect(seen.at(-1)).toBe('end')
  })

  it('cuts off a reader who takes nothing any more', async () => {
    const { stream, socket, text } = await streamTo({ stallMs: 50 })
    await until(() => text().includes('\r\n\r\n'))
    socket.pause()
    const by = new Promise((resolve) => stream.onClose(resolve))
    const big = `data: ${'x'.repeat(1 << 20)}\n\n`
    for (let at = 0; at < 64; at++) stream.send(big, 'must')
    expect(await by).toBe('reader')
  })

  it('says who ended it, also to those who ask late', async () => {
    const { stream } = await streamTo()
    const first = new Promise((resolve) => stream.onClose(resolve))
    stream.end()
    expect(await first).toBe('us')
    expect(await new Promise((resolve) => stream.onClose(resolve))).toBe('us')
  })

  it('survives a reader who leaves, whatever is sent afterwards', async () => {
    const { stream, socket, text } = await streamTo({ heartbeatMs: 5 })
    await until(() => text().includes('\r\n\r\n'))
    const by = new Promise((resolve) => stream.onClose(resolve))
    socket.resetAndDestroy()
    expect(await by).toBe('reader')
    expect(() => {
      stream.send('data: late\n\n', 'must')
      stream.end()
    }).not.toThrow()
  })
})
