import Fastify from 'fastify'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import { createRateLimits, isGenerateRoute, type RateLimitParts } from './rate-limits.ts'
import type { Shape } from './refusals.ts'

async function serverWith(parts: Partial<RateLimitParts>, shape: Shape = 'fooocus') {
  const app = Fastify({ trustProxy: true })
  onTestFinished(() => app.close())
  const limits = await createRateLimits(app, {
    perMinute: 2,
    identify: ({ headers }) =>
      headers['x-api-key'] === 'bad' ? null : { owner: String(headers['x-api-key'] ?? ''), priority: 0 },
    isKeyed: () => true,
    whyBusy: () => null,
    ...parts,
  })
  await app.register((scope, _options, done) => {
    limits.limit(scope, shape)
    scope.get('/tasks', () => 'ok')
    scope.post('/v1/engine/generate/', () => 'ok')
    done()
  })
  app.get('/health', () => 'ok')
  return (url: string, { key = 'a', ip = '10.0.0.1', method = 'GET' } = {}) =>
    app.inject({ url, method, headers: { 'x-api-key': key, 'x-forwarded-for': ip } })
}

describe('callers', () => {
  it('hear 429 beyond their share, with the time to wait', async () => {
    const ask = await serverWith({})
    expect((await ask('/tasks')).headers['x-ratelimit-remaining']).toBe('1')
    expect((await ask('/tasks')).statusCode).toBe(200)
    const refused = await ask('/tasks')
    expect(refused.statusCode).toBe(429)
    expect(refused.json()).toEqual({ detail: 'Only 2 requests a minute are allowed.', code: 'rate_limited' })
    const wait = Number(refused.headers['retry-after'])
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
  })

  it('do not take the share of other keys, addresses or kinds of work', async () => {
    const ask = await serverWith({})
    for (let i = 0; i < 3; i++) await ask('/tasks')
    expect((await ask('/tasks', { key: 'b' })).statusCode).toBe(200)
    expect((await ask('/tasks', { ip: '10.0.0.2' })).statusCode).toBe(200)
    expect((await ask('/v1/engine/generate/', { method: 'POST' })).statusCode).toBe(200)
    expect((await ask('/health')).statusCode).toBe(200)
    expect((await ask('/tasks')).statusCode).toBe(429)
  })

  it('who try keys share one count, and take nothing from those with a good one', async () => {
    const ask = await serverWith({})
    for (let i = 0; i < 3; i++) await ask('/tasks', { key: 'bad' })
    expect((await ask('/tasks', { key: 'bad' })).statusCode).toBe(429)
    expect((await ask('/tasks', { key: 'good' })).statusCode).toBe(200)
  })

  it('on this machine are not limited where no key is needed, unless told so', async () => {
    const local = { ip: '127.0.0.1', key: '' }
    const usual = await serverWith({ perMinute: null, isKeyed: () => false })
    expect((await usual('/tasks', local)).headers['x-ratelimit-limit']).toBeUndefined()
    expect((await usual('/tasks', { ip: '10.0.0.1' })).headers['x-ratelimit-limit']).toBe('3000')
    const told = await serverWith({ perMinute: 1, isKeyed: () => false })
    await told('/tasks', local)
    expect((await told('/tasks', local)).statusCode).toBe(429)
  })

  it.each<[Shape, unknown]>([
    ['openai', { error: { type: 'requests', code: 'rate_limit_exceeded' } }],
    ['a1111', { error: 'HTTPException', detail: 'Only 1 requests a minute are allowed.' }],
    ['plain', { code: 'rate_limited' }],
  ])('hear it in their own words: %s', async (shape, body) => {
    const ask = await serverWith({ perMinute: 1 }, shape)
    await ask('/tasks')
    const refused = await ask('/tasks')
    expect(refused.statusCode).toBe(429)
    expect(refused.json()).toMatchObject(body as object)
  })
})

test('a busy relay takes no work, and still answers questions', async () => {
  const ask = await serverWith({ perMinute: 100, whyBusy: () => new AppError('queue_full', 'overloaded') })
  const refused = await ask('/v1/engine/generate/', { method: 'POST' })
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '5'])
  expect((await ask('/tasks')).statusCode).toBe(200)
})

test.each<[string, string | undefined, boolean]>([
  ['POST', '/v1/engine/generate/', true],
  ['POST', '/v1/engine/generate', true],
  ['POST', '/v1/generation/text-to-image', true],
  ['POST', '/v2/generation/image-prompt', true],
  ['POST', '/v1/images/generations', true],
  ['POST', '/v1/images/edits', true],
  ['POST', '/sdapi/v1/txt2img', true],
  ['POST', '/v1/generation/stop', false],
  ['POST', '/v1/engine/control', false],
  ['GET', '/v1/generation/query-job', false],
  ['POST', undefined, false],
])('%s %s is work: %s', (method, pattern, expected) => {
  expect(isGenerateRoute(pattern, method)).toBe(expected)
})
