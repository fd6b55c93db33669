import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createKeyring, type KeyringParts } from './keyring.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

function ringWith(parts: Partial<KeyringParts> = {}) {
  const ring = createKeyring({
    file: null,
    apikey: '',
    isPublic: false,
    now: Date.now,
    onProblem: () => {},
    ...parts,
  })
  onTestFinished(() => ring.close())
  return ring
}

const SCOPE = { name: 'laptop', models: null, slots: 1, expiresAt: null }

describe('keys', () => {
  it('are shown once and kept as digests', () => {
    const file = join(temporaryFolder(), 'keys.json')
    const ring = ringWith({ file })
    const key = ring.addKey('cron', 5)
    expect(key).toMatch(/^frk_[0-9a-f]{10}_[\w-]{43}$/)
    const secret = key.slice(15)
    expect(readFileSync(file, 'utf8')).not.toContain(secret)
    expect(ring.caller(key)).toEqual({ owner: key.slice(4, 14), priority: 5 })
  })

  it.each([
    ['empty', () => ''],
    ['cut', (key: string) => key.slice(0, -1)],
    ['longer', (key: string) => `${key}x`],
    ['in upper case', (key: string) => key.toUpperCase()],
    ['with another secret', (key: string) => `${key.slice(0, 15)}${'A'.repeat(43)}`],
    ['with another id', (key: string) => `frk_0000000000${key.slice(14)}`],
    ['as a pairing token', (key: string) => key.replace('frk', 'prt')],
    ['only the id', (key: string) => key.slice(4, 14)],
  ])('let nobody in with one that is %s', (_, spoil) => {
    const ring = ringWith()
    expect(ring.caller(spoil(ring.addKey('a')))).toBeNull()
  })

  it('of the command line belong to "default", and keys of the file work beside them', () => {
    const ring = ringWith({ apikey: 'a secret' })
    expect(ring.caller('a secret')).toEqual({ owner: 'default', priority: 0 })
    expect(ring.caller('a secret ')).toBeNull()
    expect(ring.caller(ring.addKey('b'))?.owner).not.toBe('default')
  })

  it('let nobody in once revoked, and stay needed', () => {
    const ring = ringWith()
    expect(ring.isRequired()).toBe(false)
    const key = ring.addKey('a')
    const id = key.slice(4, 14)
    expect(ring.isRequired()).toBe(true)
    expect(ring.revoke(id)).toBe(true)
    expect(ring.revoke(id)).toBe(false)
    expect(ring.caller(key)).toBeNull()
    expect(ring.isRequired()).toBe(true)
  })

  it('are needed where other machines can come in, even if there is none', () => {
    expect(ringWith({ isPublic: true }).isRequired()).toBe(true)
  })

  it('that another program adds or revokes are noticed at once', () => {
    const file = join(temporaryFolder(), 'keys.json')
    const [relay, terminal] = [ringWith({ file }), ringWith({ file })]
    const key = terminal.addKey('late')
    expect(relay.caller(key)).not.toBeNull()
  })

  it('stay as they are when their file breaks or goes', () => {
    const file = join(temporaryFolder(), 'keys.json')
    const onProblem = vi.fn()
    const ring = ringWith({ file, onProblem })
    const key = ring.addKey('a')
    writeFileSync(file, 'broken')
    expect(ring.caller('frk_0000000000_x')).toBeNull()
    expect(onProblem).toHaveBeenCalled()
    expect(ring.caller(key)).not.toBeNull()
    rmSync(file)
    expect(ring.caller('unknown')).toBeNull()
    expect(ring.isRequired()).toBe(true)
  })
})

describe('pairing tokens', () => {
  it('tell what they are good for', async () => {
    const ring = ringWith({ now: () => 1000 })
    const token = ring.addPairing({ name: 'a', models: ['sticker'], slots: 2, expiresAt: 5000 })
    expect(token).toMatch(/^prt_[0-9a-f]{10}_[\w-]{43}$/)
    expect(await ring.pairings.verify(token)).toEqual({
      id: token.slice(4, 14),
      models: ['sticker'],
      slots: 2,
      expiresAt: 5000,
    })
    expect(ring.caller(token)).toBeNull()
    expect(ring.isRequired()).toBe(false)
  })

  it('end', async () => {
    let now = 0
    const ring = ringWith({ now: () => now })
    const token = ring.addPairing({ ...SCOPE, expiresAt: 5000 })
    now = 4999
    expect(await ring.pairings.verify(token)).not.toBeNull()
    now = 5000
    expect(await ring.pairings.verify(token)).toBeNull()
  })

  it('are unknown to strangers', async () => {
    const { pairings } = ringWith()
    expect(await pairings.verify('prt_0000000000_x')).toBeNull()
    expect(await pairings.verify('')).toBeNull()
    expect(pairings.isRevoked('0000000000')).toBe(true)
  })

  it('that another program revokes are noticed within a second', async () => {
    const file = join(temporaryFolder(), 'keys.json')
    const terminal = ringWith({ file })
    const token = terminal.addPairing(SCOPE)
    const id = token.slice(4, 14)
    const relay = ringWith({ file })
    expect(relay.pairings.isRevoked(id)).toBe(false)
    const told = new Promise<string>((resolve) => relay.pairings.onRevoked(resolve))
    const before = performance.now()
    terminal.revoke(id)
    expect(await told).toBe(id)
    expect(performance.now() - before).toBeLessThan(3000)
    expect(relay.pairings.isRevoked(id)).toBe(true)
    expect(await relay.pairings.verify(token)).toBeNull()
  })

  it('are told of once, and not to those who stopped listening', () => {
    const ring = ringWith()
    const [one, two] = [ring.addPairing(SCOPE), ring.addPairing(SCOPE)].map((token) => token.slice(4, 14))
    const told: string[] = []
    const stop = ring.pairings.onRevoked((id) => told.push(id))
    ring.revoke(one!)
    stop()
    ring.revoke(two!)
    expect(told).toEqual([one])
  })
})
