import Fastify from 'fastify'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { createAccess } from './access.ts'
import { credentialsOf } from './credentials.ts'
import { createKeyring } from './keyring.ts'
import type { Shape } from './refusals.ts'

const SHAPES: readonly Shape[] = ['fooocus', 'openai', 'a1111', 'plain']

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

/** A server with a scope for each kind of client, all with `/<shape>/who` and `POST /<shape>/echo`. */
async function serverWith(apikey: string) {
  const keyring = createKeyring({ file: null, apikey, isPublic: false, now: Date.now, onProblem() {} })
  const access = createAccess(keyring)
  const app = Fastify()
  onTestFinished(() => app.close())
  access.prepare(app)
  app.get('/open', (request) => request.caller)
  app.get('/single', { onRequest: access.requireKey('plain') }, (request) => request.caller)
  for (const shape of SHAPES) {
    await app.register((scope, _options, done) => {
      access.protect(scope, shape)
      scope.get(`/${shape}/who`, (request) => request.caller)
      const schema = { body: { type: 'object', required: ['prompt'] } }
      scope.post(`/${shape}/echo`, { schema }, (request) => request.caller)
      done()
    })
  }
  const ask = (path: string, headers: Record<string, string | string[]> = {}) =>
    // The types leave out headers that were sent twice.
    app.inject({ url: path, headers: headers as Record<string, string> })
  return { app, ask, keyring }
}

describe('a relay with a key', () => {
  it.each<[string, Record<string, string | string[]>, boolean]>([
    ['nothing', {}, false],
    ['X-API-KEY', { 'x-api-key': 'sesame' }, true],
    ['an X-API-KEY with spaces around it', { 'x-api-key': ' sesame ' }, true],
    ['a wrong X-API-KEY', { 'x-api-key': 'Sesame' }, false],
    ['an empty X-API-KEY', { 'x-api-key': '' }, false],
    ['an X-API-KEY that was sent twice', { 'x-api-key': ['sesame', 'sesame'] }, false],
    ['Bearer', { authorization: 'Bearer sesame' }, true],
    ['bearer in lower case', { authorization: 'bearer sesame' }, true],
    ['Bearer without a token', { authorization: 'Bearer ' }, false],
    ['Bearer with two words', { authorization: 'Bearer sesame open' }, false],
    ['an empty Authorization', { authorization: '' }, false],
    ['an empty Authorization beside a good key', { authorization: '', 'x-api-key': 'sesame' }, true],
    ['a wrong Bearer beside a good key', { authorization: 'Bearer no', 'x-api-key': 'sesame' }, true],
    ['a good Bearer beside an empty key', { authorization: 'Bearer sesame', 'x-api-key': '' }, true],
    ['Basic with the key as password', { authorization: basic('anyone:sesame') }, true],
    ['Basic with the key as user', { authorization: basic('sesame:') }, true],
    ['Basic with a wrong password', { authorization: basic('sesame:no') }, false],
    ['Basic without a colon', { authorization: basic('sesame') }, false],
    ['Basic that is not base64', { authorization: 'Basic ***' }, false],
    ['another scheme', { authorization: 'Digest sesame' }, false],
    ['the key alone', { authorization: 'sesame' }, false],
    ['a very long key', { 'x-api-key': 'sesame'.repeat(1000) }, false],
    ['a cookie', { cookie: 'x-api-key=sesame' }, false],
  ])('asked with %s', async (_, headers, isLetIn) => {
    const { ask } = await serverWith('sesame')
    for (const path of ['/fooocus/who', '/single']) {
      const answer = await ask(path, headers)
      expect(answer.statusCode === 200, path).toBe(isLetIn)
      if (isLetIn) expect(answer.json()).toEqual({ owner: 'default', priority: 0 })
    }
  })

  it('knows A1111 users by user:password', async () => {
    const { ask } = await serverWith('anna:sesame')
    expect((await ask('/a1111/who', { authorization: basic('anna:sesame') })).statusCode).toBe(200)
    expect((await ask('/a1111/who', { authorization: basic('ben:sesame') })).statusCode).toBe(401)
  })

  it('refuses each client in its own words', async () => {
    const { ask } = await serverWith('sesame')
    const fooocus = await ask('/fooocus/who')
    expect([fooocus.statusCode, fooocus.json()]).toEqual([403, { detail: 'Forbidden' }])
    const openai = await ask('/openai/who')
    expect([openai.statusCode, openai.json()]).toEqual([
      401,
      {
        error: {
          message: expect.any(String) as string,
          type: 'invalid_request_error',
          param: null,
          code: 'invalid_api_key',
        },
      },
    ])
    const a1111 = await ask('/a1111/who')
    expect([a1111.statusCode, a1111.headers['www-authenticate']]).toEqual([401, 'Basic'])
    expect((await ask('/single')).json()).toMatchObject({ code: 'unauthorized' })
  })

  it('says who calls, key by key', async () => {
    const { ask, keyring } = await serverWith('sesame')
    const key = keyring.addKey('cron', 7)
    const expected = { owner: key.slice(4, 14), priority: 7 }
    expect((await ask('/openai/who', { authorization: `Bearer ${key}` })).json()).toEqual(expected)
    expect((await ask('/open', { 'x-api-key': key })).json()).toEqual(expected)
    expect((await ask('/open')).json()).toEqual({ owner: '', priority: 0 })
    keyring.revoke(key.slice(4, 14))
    expect((await ask('/openai/who', { authorization: `Bearer ${key}` })).statusCode).toBe(401)
  })
})

test('a relay without a key lets everyone in, whatever they send', async () => {
  const { ask, keyring } = await serverWith('')
  for (const headers of [{}, { authorization: '' }, { 'x-api-key': 'anything' }]) {
    expect((await ask('/fooocus/who', headers)).json()).toEqual({ owner: '', priority: 0 })
  }
  keyring.addKey('first')
  expect((await ask('/fooocus/who')).statusCode).toBe(403)
})

describe('the order of checks', () => {
  const post = async (url: string, payload: string, headers: Record<string, string> = {}) => {
    const { app } = await serverWith('sesame')
    const all = { 'content-type': 'application/json', ...headers }
    return (await app.inject({ method: 'POST', url, payload, headers: all })).statusCode
  }
  const KEY = { 'x-api-key': 'sesame' }

  it('of FooocusAPI: broken JSON, then the key, then what the JSON says', async () => {
    // The parser's own error; the dialect turns it into 422.
    expect(await post('/fooocus/echo', '{"prompt": ')).toBe(400)
    expect(await post('/fooocus/echo', '{}')).toBe(403)
    expect(await post('/fooocus/echo', '{}', KEY)).toBe(400)
    expect(await post('/fooocus/echo', '{"prompt":""}', KEY)).toBe(200)
  })

  it('of everyone else: the key first', async () => {
    expect(await post('/openai/echo', '{"prompt": ')).toBe(401)
    expect(await post('/openai/echo', '{"prompt": ', KEY)).toBe(400)
  })

  it('reads no large body of a stranger', async () => {
    expect(await post('/fooocus/echo', `{"prompt":"${'x'.repeat(70_000)}`)).toBe(403)
    expect(await post('/fooocus/echo', '{"prompt": ', { 'content-length': '99999999' })).toBe(403)
  })
})

test('credentials are taken from headers only, and never more than three', () => {
  expect(credentialsOf({ 'x-api-key': 'a', authorization: basic('b:c') })).toEqual(['a', 'c', 'b:c'])
  expect(credentialsOf({})).toEqual([])
})
