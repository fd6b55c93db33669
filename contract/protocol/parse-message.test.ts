import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRequest } from '../parse-request.ts'
import { createTaskId } from '../task.ts'
import { createLease } from './identifiers.ts'
import { detachPictures } from './job-request.ts'
import type { RelayMessage, TabMessage } from './messages.ts'
import { formatMessage, MAX_TEXT_BYTES, parseRelayMessage, parseTabMessage } from './parse-message.ts'
import { anyRelayMessage, anyTabMessage } from './testing/arbitrary-messages.ts'

const taskId = createTaskId('0'.repeat(31) + '1')
const lease = createLease(new Uint8Array(12))
const ACCEPT: TabMessage = { t: 'accept', taskId, lease, etaMs: 5 }

const textOf = (message: TabMessage | RelayMessage) => {
  const formatted = formatMessage(message)
  if (formatted.kind !== 'text') throw new Error(`${formatted.bytes} bytes are too many`)
  return formatted.text
}

const jobFor = (prompt: string): RelayMessage => {
  const { request } = detachPictures(parseRequest({ prompt, negative_prompt: prompt }))
  const times = { attempt: 1, createdAt: 1, deadline: 2, ttlMs: 3 }
  return { t: 'job', taskId, lease, ...times, request, inputs: [], previews: false }
}

describe('messages', () => {
  it('of a tab come back as they were', () => {
    fc.assert(
      fc.property(anyTabMessage, (message) => {
        expect(parseTabMessage(textOf(message))).toEqual({ kind: 'message', message })
      }),
    )
  })

  it('of a relay come back as they were', () => {
    fc.assert(
      fc.property(anyRelayMessage, (message) => {
        expect(parseRelayMessage(textOf(message))).toEqual({ kind: 'message', message })
      }),
    )
  })

  it('keep a seed of 2^63 − 1 exact', () => {
    const { request } = detachPictures(parseRequest({ image_seed: '9223372036854775807' }))
    const job = { ...jobFor(''), request } as RelayMessage
    const parsed = parseRelayMessage(textOf(job))
    expect(parsed).toMatchObject({ message: { request: { image_seed: '9223372036854775807' } } })
  })

  it('lose fields that this version does not know', () => {
    const text = JSON.stringify({ ...ACCEPT, mood: 'good' })
    expect(parseTabMessage(text)).toEqual({ kind: 'message', message: ACCEPT })
  })
})

describe('parsing a message', () => {
  it('tells a kind that it has never heard of from a bad message', () => {
    expect(parseTabMessage('{"t":"sing","song":1}')).toEqual({ kind: 'unknown', t: 'sing' })
  })

  it('does not know the messages of the other direction', () => {
    expect(parseRelayMessage(textOf(ACCEPT))).toEqual({ kind: 'unknown', t: 'accept' })
    expect(parseTabMessage(textOf({ t: 'stored', taskId })).kind).toBe('unknown')
  })

  it.each([
    '',
    'null',
    '7',
    '"hello"',
    '[]',
    '{}',
    '{"t":7}',
    '{"t":"hello"',
    '{"t":null}',
    '['.repeat(60_000),
  ])('finds %.20s bad', (text) => {
    expect(parseTabMessage(text).kind).toBe('bad')
    expect(parseRelayMessage(text).kind).toBe('bad')
  })

  it('says what is wrong, and where', () => {
    const parsed = parseTabMessage(JSON.stringify({ ...ACCEPT, lease: 'x', etaMs: -1 }))
    expect(parsed).toMatchObject({ kind: 'bad' })
    expect(parsed.kind === 'bad' && parsed.issues.map((issue) => issue.split(':')[0])).toEqual([
      'accept.lease',
      'accept.etaMs',
    ])
  })

  it('tells a few short problems of a message that is wrong everywhere', () => {
    const wrong = Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`key${index}`, index]))
    const job = { ...jobFor(''), request: wrong, inputs: Array.from({ length: 500 }, () => 7) }
    const parsed = parseRelayMessage(JSON.stringify(job))
    const issues = parsed.kind === 'bad' ? parsed.issues : []
    expect(issues.length).toBeGreaterThan(0)
    expect(issues.length).toBeLessThanOrEqual(8)
    expect(Math.max(...issues.map((issue) => issue.length))).toBeLessThanOrEqual(200)
  })

  it.each(['"image_number":33', '"promt":"typo"', '"__proto__":{"prompt":"x"}'])(
    'refuses a request with %s in it',
    (field) => {
      const text = textOf(jobFor('')).replace('"metadata_scheme":', `${field},"metadata_scheme":`)
      expect(parseRelayMessage(text).kind).toBe('bad')
    },
  )

  it('refuses a job that waits for a picture which it does not announce', () => {
    const job = JSON.parse(textOf(jobFor(''))) as { request: object }
    const enhance = { enhance_input_image: { attachment: 'enhance.enhance_input_image' } }
    const parsed = parseRelayMessage(JSON.stringify({ ...job, request: { ...job.request, enhance } }))
    expect(parsed).toEqual({
      kind: 'bad',
      issues: ['job.inputs: must announce every attachment of the request'],
    })
  })

  it('leaves the prototype of everything alone', () => {
    const detail = '{"__proto__":{"polluted":"yes"}}'
    const event = `{"type":"failed","taskId":"${taskId}","at":1,"error":{"code":"internal","message":"","detail":${detail}}}`
    parseTabMessage(
      `{"t":"event","lease":"${lease}","seq":0,"event":${event},"__proto__":{"polluted":"yes"}}`,
    )
    expect(({} as { polluted?: string }).polluted).toBeUndefined()
  })

  it('takes 64 KiB and refuses one byte more, counted in UTF-8', () => {
    const start = '{"t":"sing"}'
    const fill = (bytes: number) => start + ' '.repeat(bytes - start.length)
    expect(parseTabMessage(fill(MAX_TEXT_BYTES)).kind).toBe('unknown')
    expect(parseTabMessage(fill(MAX_TEXT_BYTES + 1))).toEqual({
      kind: 'too-large',
      bytes: MAX_TEXT_BYTES + 1,
    })
    expect(parseTabMessage(`"${'猫'.repeat(30_000)}"`)).toEqual({ kind: 'too-large', bytes: 90_002 })
  })

  it('answers any text without a throw', () => {
    const kinds = ['message', 'unknown', 'bad', 'too-large']
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.json())
    fc.assert(
      fc.property(anyText, (text) => {
        expect(kinds).toContain(parseTabMessage(text).kind)
        expect(kinds).toContain(parseRelayMessage(text).kind)
      }),
    )
  })

  it('answers a damaged message without a throw', () => {
    fc.assert(
      fc.property(anyRelayMessage, fc.nat(), fc.anything(), (message, at, value) => {
        const fields = Object.keys(message)
        const damaged = { ...message, [fields[at % fields.length]!]: value }
        const text = JSON.stringify(damaged, (_, one: unknown) =>
          typeof one === 'bigint' ? String(one) : one,
        )
        expect(['message', 'unknown', 'bad', 'too-large']).toContain(parseRelayMessage(text).kind)
      }),
    )
  })
})

describe('formatMessage', () => {
  it('refuses a job that the other side would refuse', () => {
    expect(formatMessage(jobFor('a'.repeat(20_000))).kind).toBe('text')
    expect(formatMessage(jobFor('猫'.repeat(20_000))).kind).toBe('too-large')
  })
})
