import { randomUUID } from 'node:crypto'
import type { Seeded } from '../seeded.ts'
import { MARKER, type Secrets } from './fuzz-relay.ts'
import { mutateBytes, mutateText, mutateValue, toJsonText } from './mutate.ts'
import type { Target } from './request-examples.ts'

/** A request as it goes onto the wire. */
export interface DrawnRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: Buffer | null
  /** The connection is dropped so many milliseconds after the request was sent. */
  readonly abortAfterMs: number | null
}

/** What may be drawn from. */
export interface DrawParts {
  readonly targets: readonly Target[]
  readonly secrets: Secrets
  /** Ids of jobs that exist. */
  readonly ids: readonly string[]
  /** Files of results: `2026-01-31/name.png`. */
  readonly files: readonly string[]
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'] as const
const ACCEPTS = [
  '*/*',
  'application/json',
  'image/png',
  'image/webp',
  'image/*',
  'text/event-stream',
  'text/html',
] as const
const ODD_ACCEPTS = ['', 'image/', 'image/png;q=abc', ',,,;;', 'a/b/c', 'image/svg+xml', 'image/jpg, */*;q=0']
const TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'application/xml',
  'application/json; charset=utf-16',
  'application/octet-stream',
  ';;;',
  '',
] as const
const PARAMETERS = [
  '..',
  '%2e%2e',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%5c..%5cwin.ini',
  '%00',
  'a'.repeat(400),
  '%F0%9F%98%80.png',
  '%ff%fe',
  'CON.png',
  '.tmp',
  '2026-01-01',
  'x.png',
  'x.svg',
  "1'--",
  '__proto__',
  'constructor',
]

/** Draws the next one. */
export function drawRequest({ targets, secrets, ids, files }: DrawParts, chance: Seeded): DrawnRequest {
  const target = chance.pick(targets)
  const method = chance.chance(0.92) ? target.method : chance.pick(METHODS)
  const id = () =>
    ids.length > 0 && chance.chance(0.7) ? chance.pick(ids) : chance.pick([randomUUID(), ...PARAMETERS])
  const [day = '', file = ''] = files.length > 0 && chance.chance(0.6) ? chance.pick(files).split('/') : []
  const filled = target.path
    .replace(/\{(dir_name|date)\}/, () => day || chance.pick(PARAMETERS))
    .replace('{file_name}', () => file || chance.pick(PARAMETERS))
    .replace(/\{\w+\}/g, id)
  const path = `${chance.chance(0.04) ? mutatePath(filled, chance) : filled}${queryOf(target, id, chance)}`
  const { body, type } = bodyOf(target, chance)
  const headers: Record<string, string | string[]> = {
    ...authOf(secrets, chance),
    ...strangeHeaders(chance),
    ...(type !== null && { 'content-type': type }),
  }
  if (chance.chance(0.5))
    headers['accept'] = chance.chance(0.9) ? chance.pick(ACCEPTS) : chance.pick(ODD_ACCEPTS)
  const hasBody = body !== null && method !== 'GET' && method !== 'HEAD' && method !== 'TRACE'
  if (hasBody) {
    const lie = chance.chance(0.01) ? chance.pick([-1, 1, 50]) : 0
    headers['content-length'] = String(Math.max(0, body.byteLength + lie))
    if (lie !== 0) headers['connection'] = 'close'
  }
  const abortAfterMs = chance.chance(0.03) ? chance.between(0, 30) : null
  return { method, path, headers: cleaned(headers), body: hasBody ? body : null, abortAfterMs }
}

function queryOf({ query = {} }: Target, id: () => string, chance: Seeded): string {
  const all = Object.entries(query).map(([key, value]) => [key, value === '{id}' ? id() : value] as const)
  const kept = all.filter(() => chance.chance(0.85))
  const texts = kept.map(([key, value]) => {
    const drawn = chance.chance(0.25) ? mutateText(value, chance) : value
    return `${key}=${encodeURIComponent(Buffer.from(drawn).toString())}`
  })
  if (chance.chance(0.04))
    texts.push(`${chance.pick(['__proto__', 'action', 'page[]', 'key', '%', ''])}=${MARKER}-query`)
  if (chance.chance(0.02)) texts.push('page=1&page=2&query[a]=b&%zz=%')
  return texts.length > 0 ? `?${texts.join('&')}` : ''
}

function bodyOf(
  { body, form, method }: Target,
  chance: Seeded,
): { body: Buffer | null; type: string | null } {
  if (form) return formOf(form, chance)
  if (body === undefined && !(method === 'POST' && chance.chance(0.5))) return { body: null, type: null }
  let value: unknown = body ?? {}
  for (let changes = chance.pick([0, 0, 1, 1, 1, 2, 3, 5]); changes > 0; changes--)
    value = mutateValue(value, chance)
  const text = toJsonText(value, chance)
  const type = chance.chance(0.88) ? 'application/json' : chance.pick(TYPES)
  const bytes = Buffer.from(text)
  return { body: chance.chance(0.02) ? Buffer.from(mutateBytes(bytes, chance)) : bytes, type }
}

function formOf(form: NonNullable<Target['form']>, chance: Seeded): { body: Buffer; type: string } {
  const boundary = `----${chance.between(1, 1e9)}`
  const parts = Object.entries(form)
    .filter(() => chance.chance(0.93))
    .flatMap(([name, value]) => {
      const isFile = typeof value !== 'string'
      const bytes = isFile ? value : Buffer.from(chance.chance(0.15) ? mutateText(value, chance) : value)
      const drawn = chance.chance(0.12) ? mutateBytes(bytes, chance) : bytes
      const title = chance.chance(0.05) ? mutateText(name, chance).replaceAll(/[\r\n"]/g, '') : name
      const file = isFile ? `; filename="${chance.pick(['a.png', '../../a.png', 'a\\"b', ''])}"` : ''
      const kind = isFile ? `\r\ncontent-type: ${chance.pick(['image/png', 'text/html', ''])}` : ''
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="${title}"${file}${kind}\r\n\r\n`
      return [Buffer.from(head), Buffer.from(drawn), Buffer.from('\r\n')]
    })
  const whole = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  const body = chance.chance(0.08) ? Buffer.from(mutateBytes(whole, chance)) : whole
  const said = chance.chance(0.03) ? 'other' : boundary
  return { body, type: `multipart/form-data; boundary=${said}` }
}

function authOf({ apikey }: Secrets, chance: Seeded): Record<string, string | string[]> {
  const wrong = `${MARKER}-wrong`
  const basic = (key: string) => `Basic ${Buffer.from(`${MARKER}:${key}`).toString('base64')}`
  if (chance.chance(0.4)) return { 'x-api-key': apikey }
  if (chance.chance(0.7)) return { authorization: `Bearer ${apikey}` }
  return chance.pick<Record<string, string | string[]>>([
    {},
    { 'x-api-key': wrong },
    { 'x-api-key': [apikey, wrong] },
    { 'x-api-key': '' },
    { authorization: '' },
    { authorization: `Bearer ${wrong}` },
    { authorization: basic(apikey) },
    { authorization: basic(wrong) },
    { authorization: `Basic ${wrong}` },
    { authorization: wrong.repeat(40) },
    { authorization: 'Bearer', 'x-api-key': apikey },
  ])
}

function strangeHeaders(chance: Seeded): Record<string, string> {
  const drawn: Record<string, string> = {}
  const some = (probability: number, name: string, values: readonly string[]) => {
    if (chance.chance(probability)) drawn[name] = chance.pick(values)
  }
  some(0.03, 'origin', ['null', 'https://evil.example', 'http://127.0.0.1', 'x'])
  some(0.02, 'sec-fetch-site', ['cross-site', 'same-origin', 'x'])
  some(0.01, 'host', ['evil.example', '127.0.0.1:1', 'localhost', '[::1', 'a b'])
  some(0.05, 'idempotency-key', ['k', 'x'.repeat(300), ''])
  some(0.03, 'x-stainless-retry-count', ['1', '-1', '99999999', 'x'])
  some(0.04, 'prefer', ['respond-async', 'wait=1', 'wait=-1', 'wait=1e9', 'wait=', ',,'])
  some(0.03, 'range', ['bytes=0-10', 'bytes=5-1', 'bytes=-0', 'bytes=0-999999999', 'bytes=a-b', 'lines=1-2'])
  some(0.02, 'x-forwarded-host', ['evil.example', '\t'])
  some(0.02, 'x-forwarded-for', ['1.2.3.4', 'x'])
  some(0.02, 'accept-encoding', ['br', 'gzip;q=0', '*;q=x'])
  some(0.01, 'if-none-match', ['*', '"x"'])
  some(0.01, 'cookie', [`session=${MARKER}-cookie`])
  some(0.01, 'x-control-token', [`${MARKER}-control`])
  some(0.01, 'expect', ['100-continue'])
  some(0.01, 'x-long', ['y'.repeat(8_000)])
  return drawn
}

/** Only what Node's own client refuses to send is left out; the rest goes as it is. */
function cleaned(headers: Record<string, string | string[]>): Record<string, string | string[]> {
  const clean = (value: string) => value.replaceAll(/[^\t\x20-\x7e]/g, '?')
  return Object.fromEntries(
    Object.entries(headers).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(clean) : clean(value),
    ]),
  )
}

function mutatePath(path: string, chance: Seeded): string {
  const changed = chance.pick([
    `${path}/`,
    `/${path}`,
    path.toUpperCase(),
    `${path}%00`,
    `${path}/..%2f..%2f`,
    path.slice(0, -1),
    `${path};a=b`,
    `${path}%zz`,
  ])
  return changed.startsWith('/') ? changed : `/${changed}`
}
