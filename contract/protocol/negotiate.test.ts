import { expect, it } from 'vitest'
import { PROTOCOL_VERSION, SUBPROTOCOL } from './messages.ts'
import { helloVersion, negotiate, OLDEST_PROTOCOL_VERSION } from './negotiate.ts'

it('agrees on the version of a tab of the same age', () => {
  expect(negotiate(PROTOCOL_VERSION)).toEqual({ kind: 'agreed', version: PROTOCOL_VERSION })
})

it('agrees with every version in between and says who is too old outside', () => {
  const relay = { oldest: 2, newest: 4 }
  expect([1, 2, 3, 4, 5].map((version) => negotiate(version, relay))).toEqual([
    { kind: 'refused', reason: 'tab_too_old' },
    { kind: 'agreed', version: 2 },
    { kind: 'agreed', version: 3 },
    { kind: 'agreed', version: 4 },
    { kind: 'refused', reason: 'relay_too_old' },
  ])
})

it('understands its own version', () => {
  expect(OLDEST_PROTOCOL_VERSION).toBeLessThanOrEqual(PROTOCOL_VERSION)
})

it('names version 1 in the subprotocol', () => {
  expect([SUBPROTOCOL, PROTOCOL_VERSION]).toEqual(['fooocus-relay.v1', 1])
})

it('reads the version of a hello whose other fields it does not understand', () => {
  expect(helloVersion({ t: 'hello', v: 7, caps: 'all new' })).toBe(7)
})

it.each([null, 'hello', [], { t: 'hello' }, { t: 'hello', v: 0 }, { t: 'hello', v: '1' }, { t: 'hb', v: 1 }])(
  'finds no version in %j',
  (value) => {
    expect(helloVersion(value)).toBeNull()
  },
)
