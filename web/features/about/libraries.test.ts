import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PAGE_LIBRARIES } from './libraries.ts'

const root = new URL('../../../', import.meta.url)
const readJson = (path: string) =>
  JSON.parse(readFileSync(new URL(path, root), 'utf8')) as Record<string, unknown>

/** Dependencies that the server alone has. */
const OF_THE_SERVER = [
  '@fastify/cors',
  '@fastify/multipart',
  '@fastify/rate-limit',
  '@fastify/static',
  'close-with-grace',
  'fastify',
  'ioredis',
  'libsql',
  'lossless-json',
  'node-sqlite3-wasm',
  'pino',
  'prom-client',
  'request-filtering-agent',
  'swagger-ui-dist',
  'ws',
]
/** Built into the page, but no dependencies while it runs. */
const OF_THE_BUILD = ['workbox-precaching', 'workbox-routing']

describe('the list of libraries', () => {
  it('names every dependency that is not the server’s alone', () => {
    const dependencies = Object.keys(readJson('package.json')['dependencies'] as object)
    const ofThePage = dependencies.filter((name) => !OF_THE_SERVER.includes(name))
    expect(PAGE_LIBRARIES.map(({ name }) => name)).toEqual([...ofThePage, ...OF_THE_BUILD].sort())
  })

  it.each(PAGE_LIBRARIES)(
    'tells the licence that $name itself tells, as the notices do',
    ({ name, licence }) => {
      const row = new RegExp(`^\\| (?:page|everywhere) +\\| ${licence} .*[ ,]${name}[ ,]`, 'm')
      expect(readFileSync(new URL('THIRD_PARTY.md', root), 'utf8')).toMatch(row)
      expect(readJson(`node_modules/${name}/package.json`)['license']).toBe(licence)
    },
  )
})
