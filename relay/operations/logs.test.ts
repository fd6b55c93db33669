import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify, { LogController, type FastifyBaseLogger } from 'fastify'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createLogger, logRequests, type LogParts } from './logs.ts'

function logs(parts: Partial<LogParts> = {}) {
  const lines: string[] = []
  const logger = createLogger({
    level: 'info',
    format: 'json',
    secrets: ['opensesame'],
    write: (line) => lines.push(line),
    ...parts,
  })
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> }
}

describe('a line of JSON', () => {
  it('has time, level, words and fields', () => {
    const { logger, last } = logs()
    logger.info({ job: 'abc' }, 'accepted')
    expect(last()).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      level: 'info',
      job: 'abc',
      msg: 'accepted',
    })
  })

  it.each([
    ['a line of its own', 'apple\n{"level":60,"msg":"forged"}'],
    ['ANSI', '\u001b[2J\u001b[31mred'],
    ['C1 controls', '\u009b2J\u0085next'],
    ['separators', '\u2028a\u2029'],
    ['another direction', '\u202etxt.exe\u2066'],
    ['a carriage return', '\rINFO forged'],
  ])('cannot be forged with %s', (_, text) => {
    for (const format of ['json', 'text'] as const) {
      const { logger, lines } = logs({ format })
      logger.info({ file: text, nested: { [text]: text }, err: new Error(text) }, text)
      logger.info(text)
      logger.child({ bound: text }).warn('x')
      expect(lines).toHaveLength(3)
      for (const line of lines) {
        expect(line.endsWith('\n')).toBe(true)
        expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
        if (format === 'json') expect(() => JSON.parse(line) as unknown).not.toThrow()
      }
    }
  })

  it('stays short whatever is logged', () => {
    const { logger, lines } = logs()
    const huge = 'x '.repeat(500_000)
    logger.info({ name: huge, prompt: huge, err: new Error(huge) }, huge)
    expect(lines[0]!.length).toBeLessThan(5000)
  })

  it('holds no secret, however it is logged', () => {
    const { logger, lines } = logs({ level: 'trace' })
    const secrets = ['opensesame', `frk_0123456789_${'s'.repeat(43)}`, 'a very private wish']
    const carrier = {
      authorization: `Bearer ${secrets[0]}`,
      prompt: secrets[2],
      err: new Error(`key ${secrets[1]} refused`),
      url: `https://a.example/x?key=${secrets[0]}`,
    }
    logger.trace(carrier, `with ${secrets[0]}`)
    logger.error(new Error(secrets[0]))
    logger.info('%s and %o', secrets[1], { prompt: secrets[2] })
    logger.child(carrier).info({ deep: { deeper: carrier } })
    logger.child({}).child({ note: secrets[1] }).info('x')
    logger.info(new Error(secrets[1]), 'and %s', secrets[0])
    expect(lines).toHaveLength(6)
    for (const secret of secrets) expect(lines.join('')).not.toContain(secret)
  })
})

it('a line of text is one that people read', () => {
  const { logger, lines } = logs({ format: 'text' })
  logger.warn({ route: '/tasks/:id', status: 200, note: 'two words', nothing: undefined }, 'answered')
  expect(lines[0]).toMatch(
    /^\d\d:\d\d:\d\d warn {2}answered {2}route=\/tasks\/:id {2}status=200 {2}note="two words"\n$/,
  )
})

describe('requests', () => {
  async function serverWith(parts: Partial<LogParts> = {}) {
    const all = logs(parts)
    // The library knows the common part of all loggers only.
    const loggerInstance: FastifyBaseLogger = all.logger
    const app = Fastify({ loggerInstance, logController: new LogController({ disableRequestLogging: true }) })
    onTestFinished(() => app.close())
    app.decorateRequest('caller', { getter: () => ({ owner: 'abc', priority: 0 }) })
    logRequests(app, all.logger)
    app.get('/tasks/:id', () => 'ok')
    app.get('/health', () => 'ok')
    app.get('/slow', () => new Promise(() => {}))
    app.get('/broken', (request) => {
      request.log.error({ req: request }, 'broken')
      throw new Error('opensesame')
    })
    return { app, ...all }
  }

  it('are told by route, without address, key or query', async () => {
    const { app, lines, last } = await serverWith()
    const headers = { 'x-api-key': 'opensesame', authorization: 'Bearer opensesame' }
    await app.inject({ url: '/tasks/secret-id?key=opensesame', headers })
    expect(last()).toMatchObject({
      method: 'GET',
      route: '/tasks/:id',
      status: 200,
      key: 'abc',
      msg: 'answered',
    })
    expect(last().ms).toEqual(expect.any(Number))
    await app.inject({ url: '/broken?key=opensesame', headers })
    expect(last()).toMatchObject({ level: 'warn', status: 500, route: '/broken' })
    expect(lines.join('')).not.toMatch(/opensesame|secret-id/)
  })

  it('for nothing special are told only to those who want to know everything', async () => {
    const quiet = await serverWith()
    const loud = await serverWith({ level: 'debug' })
    for (const { app } of [quiet, loud]) {
      await app.inject('/health')
      await app.inject('/nothing/here')
    }
    expect(quiet.lines).toEqual([])
    expect(loud.lines.join('')).toContain('"route":"(none)"')
  })

  it('that their client gives up are told too', async () => {
    const { app, last } = await serverWith()
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    const sent = httpRequest({ host: '127.0.0.1', port, path: '/slow' })
    sent.on('error', () => {})
    sent.end()
    await vi.waitFor(async () => {
      const open = await new Promise((resolve) => app.server.getConnections((_, count) => resolve(count)))
      expect(open).toBe(1)
    })
    setTimeout(() => sent.destroy(), 50)
    await vi.waitFor(() => expect(last()).toMatchObject({ msg: 'client left', route: '/slow' }))
  })
})
