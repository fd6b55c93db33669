import { describe, expect, it } from 'vitest'
import type { RelayLink } from '../../../contract/bridge.ts'
import { CLOSE_NAMES } from '../../../contract/protocol/close-codes.ts'
import { createRelayStore, isLoopbackHost, type RelayState } from '../../state/relay.ts'
import { sayEnglish } from '../../text/say-english.ts'
import { relayMood, relayWords } from './relay-words.ts'

const say = sayEnglish()
const stateOf = (change: Partial<RelayState>, link: Partial<RelayLink> = {}): RelayState => {
  const state = createRelayStore().getState()
  return { ...state, presence: 'present', isServing: true, ...change, link: { ...state.link, ...link } }
}

describe('relayMood', () => {
  it('says nothing where no relay serves the page', () => {
    for (const presence of ['unknown', 'absent', 'silent'] as const) {
      expect(relayMood(stateOf({ presence }))).toBeNull()
    }
  })

  it.each([
    ['connected', true, 'connected'],
    ['finishing', false, 'connected'],
    ['connecting', true, 'connecting'],
    ['retrying', true, 'connecting'],
    ['waiting', true, 'connecting'],
    ['refused', true, 'refused'],
    ['off', false, 'off'],
  ] as const)('is in one of four moods: %s', (state, isServing, mood) => {
    expect(relayMood(stateOf({ isServing }, { state }))).toBe(mood)
  })
})

describe('relayWords', () => {
  it('has a sentence for every reason', () => {
    for (const reason of [
      ...CLOSE_NAMES,
      'forbidden',
      'insecure',
      'lost',
      'not_accepted',
      'unreachable',
    ] as const) {
      for (const state of ['retrying', 'refused'] as const) {
        const words = relayWords(stateOf({}, { state, reason, failures: 3 }), 'active', say)
        expect(words.sentence).toMatch(/^[A-Z].*\.$/)
        expect(words.headline).toBe(state === 'refused' ? 'Refused' : 'Reconnecting (attempt 3)')
      }
    }
  })

  it('tells a static host from a relay that is gone', () => {
    expect(relayWords(stateOf({ presence: 'absent' }), 'active', say).headline).toBe('Not served by a relay')
    expect(relayWords(stateOf({ presence: 'silent' }), 'active', say).headline).toBe(
      'The relay does not answer',
    )
  })

  it('says which window serves', () => {
    expect(relayWords(stateOf({}, { state: 'off' }), 'elsewhere', say).sentence).toContain('another window')
    expect(relayWords(stateOf({}, { state: 'off' }), 'starting', say).headline).toBe('Waiting for the engine')
  })

  it('says since when it is connected, and what is left to do', () => {
    const since = new Date(2026, 0, 31, 14, 5).getTime()
    expect(relayWords(stateOf({}, { state: 'connected', since }), 'active', say).headline).toBe(
      'Connected since 2:05 PM',
    )
    const finishing = stateOf({ isServing: false }, { state: 'finishing', jobs: 1 })
    expect(relayWords(finishing, 'active', say).headline).toBe('Off after 1 job')
  })
})

describe('isLoopbackHost', () => {
  it('knows the names of this machine', () => {
    expect(
      ['localhost', '127.0.0.1', '127.8.9.10', '[::1]', 'tab.localhost'].map(isLoopbackHost),
    ).not.toContain(false)
  })
  it('takes nothing else for it', () => {
    expect(
      ['example.com', '192.168.1.2', 'localhost.example.com', '127.0.0.1.nip.io'].map(isLoopbackHost),
    ).not.toContain(true)
  })
})
