import { connect, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { baseUrlOf, outputUrl } from './base-url.ts'

async function ask(baseUrl: string | null, headers: Record<string, string>) {
  const app = Fastify()
  app.get('/', async (request) => baseUrlOf(request, { baseUrl }))
  return (await app.inject({ url: '/', headers })).body
}

describe('baseUrlOf', () => {
  it('is the configured one, wherever the call came in', async () => {
    expect(await ask('https://pictures.example', { host: '127.0.0.1:7866' })).toBe('https://pictures.example')
  })

  it('is otherwise the host that was called', async () => {
    expect(await ask(null, { host: 'box.local:7866' })).toBe('http://box.local:7866')
    expect(await ask(null, { host: '[::1]:7866' })).toBe('http://[::1]:7866')
  })

  it('does not believe what anybody says of a proxy', async () => {
    const headers = { host: 'box.local', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    expect(await ask(null, headers)).toBe('http://box.local')
  })

  it('is an address even for a client that names no host', async () => {
    const app = Fastify()
    app.get('/', async (request) => baseUrlOf(request, { baseUrl: null }))
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    const answer = await text(connect({ port, host: '127.0.0.1' }).end('GET / HTTP/1.0\r\n\r\n'))
    await app.close()
    expect(answer.split('\r\n\r\n')[1]).toBe(`http://127.0.0.1:${port}`)
  })
})

describe('outputUrl', () => {
  it('keeps folders and escapes what has a meaning in addresses', () => {
    expect(outputUrl('http://a', '2026-01-31/50% #1?.png')).toBe(
      'http://a/outputs/2026-01-31/50%25%20%231%3F.png',
    )
  })
})
