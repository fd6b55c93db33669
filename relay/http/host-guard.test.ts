import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { registerHostGuard } from './host-guard.ts'
import { createOrigins } from './origins.ts'

const HOST = '127.0.0.1:7866'
const OWN = 'http://127.0.0.1:7866'
const EVIL = 'https://evil.example'
const APP = 'https://app.example'

async function serverWith({ isKeyed = false, trustProxy = false } = {}) {
  const app = Fastify({ trustProxy })
  onTestFinished(() => app.close())
  await registerHostGuard(
    app,
    createOrigins({
      listenHost: '127.0.0.1',
      baseUrl: null,
      allowHosts: [],
      allowOrigins: [APP],
      isKeyed: () => isKeyed,
    }),
  )
  app.setErrorHandler((_error, _request, reply) => reply.code(500).send({ code: 'internal' }))
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'not_found' }))
  app.get('/tasks', () => ({ ok: true }))
  app.post('/generate', () => ({ ok: true }))
  app.get('/broken', () => {
    throw new Error('broken')
  })
  app.post('/worker/ticket', () => ({ ok: true }))
  return (method: 'GET' | 'POST' | 'DELETE' | 'OPTIONS', url: string, headers: Record<string, string> = {}) =>
    app.inject({ method, url, headers: { host: HOST, ...headers } })
}

describe('the Host header', () => {
  it('must be ours, for every method and address', async () => {
    const ask = await serverWith({ isKeyed: true })
    for (const [method, url] of [
      ['GET', '/tasks'],
      ['POST', '/generate'],
      ['OPTIONS', '/tasks'],
      ['GET', '/nothing'],
    ] as const) {
      const answer = await ask(method, url, { host: 'evil.example:7866', origin: 'http://evil.example:7866' })
      expect(answer.statusCode).toBe(421)
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
    expect((await ask('GET', '/tasks')).statusCode).toBe(200)
  })

  it('is told how it could be allowed, without being repeated letter for letter', async () => {
    const ask = await serverWith()
    const named = await ask('GET', '/tasks', { host: 'relay.lan:7866' })
    expect(named.json()).toMatchObject({
      detail: expect.stringContaining('--allow-host relay.lan.') as string,
    })
    const strange = await ask('GET', '/tasks', { host: '<script>alert(1)</script>' })
    expect([strange.statusCode, strange.body.includes('script')]).toEqual([421, false])
  })

  it('of a proxy must be ours too, where proxies are believed, and is ignored where not', async () => {
    const forwarded = { 'x-forwarded-host': 'evil.example' }
    expect((await (await serverWith({ trustProxy: true }))('GET', '/tasks', forwarded)).statusCode).toBe(421)
    expect((await (await serverWith())('GET', '/tasks', forwarded)).statusCode).toBe(200)
  })
})

describe('a change', () => {
  const cases: readonly [string, Record<string, string>, keyless: number, keyed: number][] = [
    ['a program', {}, 200, 200],
    ['a program with a password', { authorization: 'Basic YTpi' }, 200, 200],
    ['the own page', { origin: OWN, 'sec-fetch-site': 'same-origin' }, 200, 200],
    ['the own page under another name', { origin: 'http://localhost:7866' }, 200, 200],
    ['an allowed page', { origin: APP, 'sec-fetch-site': 'cross-site' }, 200, 200],
    ['an allowed page with a password', { origin: APP, authorization: 'Basic YTpi' }, 200, 200],
    ['a foreign page', { origin: EVIL, 'sec-fetch-site': 'cross-site' }, 403, 200],
    ['a foreign page in an old browser', { origin: EVIL }, 403, 200],
    ['a foreign page that hides its origin', { 'sec-fetch-site': 'cross-site' }, 403, 403],
    ['a page of a neighbour port without origin', { 'sec-fetch-site': 'same-site' }, 403, 403],
    ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403, 200],
    ['a foreign page with the saved password', { origin: EVIL, authorization: 'Basic YTpi' }, 403, 403],
    ['a sandboxed frame with the saved password', { origin: 'null', authorization: 'basic YTpi' }, 403, 403],
    ['another program at another port', { origin: 'http://localhost:3000' }, 403, 200],
  ]
  it.each(cases)('by %s', async (_, headers, keyless, keyed) => {
    const statuses = []
    for (const isKeyed of [false, true]) {
      statuses.push((await (await serverWith({ isKeyed }))('POST', '/generate', headers)).statusCode)
    }
    expect(statuses).toEqual([keyless, keyed])
  })

  it('of any kind counts, reading does not', async () => {
    const ask = await serverWith()
    const foreign = { 'sec-fetch-site': 'cross-site' }
    expect((await ask('DELETE', '/tasks', foreign)).statusCode).toBe(403)
    expect((await ask('GET', '/tasks', foreign)).statusCode).toBe(200)
  })
})

describe('CORS', () => {
  const PREFLIGHT = {
    origin: EVIL,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'x-api-key, content-type',
  }

  it('answers preflights as FooocusAPI does', async () => {
    const ask = await serverWith({ isKeyed: true })
    for (const url of ['/generate', '/nothing/at/all']) {
      const answer = await ask('OPTIONS', url, PREFLIGHT)
      expect([answer.statusCode, answer.body]).toEqual([200, 'OK'])
      expect(answer.headers).toMatchObject({
        'content-type': 'text/plain; charset=utf-8',
        'access-control-allow-origin': EVIL,
        'access-control-allow-credentials': 'true',
        'access-control-max-age': '600',
        'access-control-allow-methods': 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT',
        'access-control-allow-headers': 'x-api-key, content-type',
      })
      expect(String(answer.headers.vary)).toMatch(/origin/i)
    }
  })

  it('marks every answer, failures included', async () => {
    const ask = await serverWith({ isKeyed: true })
    for (const [url, status] of [
      ['/tasks', 200],
      ['/nothing', 404],
      ['/broken', 500],
    ] as const) {
      const answer = await ask('GET', url, { origin: EVIL })
      expect(answer.statusCode).toBe(status)
      expect(answer.headers['access-control-allow-origin']).toBe(EVIL)
      expect(answer.headers['access-control-expose-headers']).toMatch(/X-Task-Id/)
    }
  })

  it('shows foreign pages nothing of a relay that asks for no keys', async () => {
    const ask = await serverWith()
    for (const origin of [EVIL, 'null', 'http://localhost:3000']) {
      const preflight = await ask('OPTIONS', '/generate', { ...PREFLIGHT, origin })
      const read = await ask('GET', '/tasks', { origin })
      expect(preflight.statusCode).toBe(404)
      for (const { headers } of [preflight, read]) {
        expect(headers['access-control-allow-origin']).toBeUndefined()
        expect(String(headers.vary)).toMatch(/origin/i)
      }
    }
    expect((await ask('GET', '/tasks', { origin: APP })).headers['access-control-allow-origin']).toBe(APP)
    // Its refusal is one that an allowed page's script could read.
    const refused = await ask('POST', '/generate', { origin: EVIL })
    expect(refused.json()).toMatchObject({ code: 'forbidden' })
  })

  it('leaves the addresses of tabs and commands alone', async () => {
    const ask = await serverWith({ isKeyed: true })
    for (const url of ['/worker', '/worker/ticket', '/worker?x', '/control/jobs']) {
      const answer = await ask('OPTIONS', url, PREFLIGHT)
      expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([404, undefined])
    }
    expect((await ask('OPTIONS', '/workers', PREFLIGHT)).statusCode).toBe(200)
  })

  it('says nothing to programs, which send no origin', async () => {
    const answer = await (await serverWith({ isKeyed: true }))('GET', '/tasks')
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })
})
