import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TabMessage } from './messages.ts'
import { readQuickly } from './read-quickly.ts'
import { anyTabMessage } from './testing/arbitrary-messages.ts'

const QUICK = ['accept', 'hb', 'started', 'progress', 'finished']

const kindOf = (message: TabMessage) => (message.t === 'event' ? message.event.type : message.t)

/** Puts any value, or nothing, in one place of a message, however deep. */
function damage(value: unknown, path: readonly number[], other: unknown): unknown {
  const [at = 0, ...rest] = path
  if (typeof value !== 'object' || value === null) return other
  const keys = Object.keys(value)
  if (keys.length === 0) return other
  const key = keys[at % keys.length]!
  const before = (value as Record<string, unknown>)[key]
  const after = rest.length === 0 ? other : damage(before, rest, other)
  if (Array.isArray(value)) return value.map((one: unknown, index) => (String(index) === key ? after : one))
  return { ...value, [key]: after }
}

const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(-1, -0, 0.5, Infinity, 2 ** 53, 100.5, '', 'A'.repeat(32), undefined, [], {}),
)

describe('the quick reader', () => {
  it('reads as the schema reads', () => {
    fc.assert(
      fc.property(anyTabMessage, (message) => {
        const value = JSON.parse(JSON.stringify(message)) as object
        const quick = readQuickly(value)
        if (quick) expect(quick).toEqual(TabMessage.parse(value))
      }),
      { numRuns: 500 },
    )
  })

  it('reads what tabs say most', () => {
    fc.assert(
      fc.property(anyTabMessage, (message) => {
        fc.pre(QUICK.includes(kindOf(message)))
        const isRare =
          message.t === 'event' &&
          message.event.type === 'progress' &&
          ['load', 'download'].includes(message.event.activity.kind)
        fc.pre(!isRare)
        expect(readQuickly(JSON.parse(JSON.stringify(message)) as object)).not.toBeNull()
      }),
    )
  })

  it('never takes what the schema refuses, and drops what the schema drops', () => {
    fc.assert(
      fc.property(
        anyTabMessage,
        fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }),
        odd,
        (message, path, other) => {
          const value = damage({ ...message, mood: 'good' }, path, other)
          const quick = readQuickly(value as object)
          if (!quick) return
          const slow = TabMessage.safeParse(value)
          expect(slow.success).toBe(true)
          expect(quick).toEqual(slow.data)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
