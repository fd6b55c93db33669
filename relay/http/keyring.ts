import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { unwatchFile, watchFile } from 'node:fs'
import type { Caller } from './app.ts'
import {
  changeKeyFile,
  keyFileVersion,
  NO_KEYS,
  readKeyFile,
  type KeyFile,
  type KeyRecord,
  type PairingRecord,
} from './key-file.ts'

/** The tokens that let tabs in. */
export interface Pairings {
  /** Null for unknown, revoked and expired tokens. `slots` is for each tab. */
  verify(token: string): Promise<{
    readonly id: string
    readonly models: readonly string[] | null
    readonly slots: number
    readonly expiresAt: number | null
  } | null>
  /** True for revoked and unknown ids; that a token has expired is told by `expiresAt`. */
  isRevoked(id: string): boolean
  /** Tells of ids that are revoked from now on, within a second. Call the result to stop. */
  onRevoked(listener: (id: string) => void): () => void
}

/** What a new pairing token is good for. */
export interface PairingScope {
  readonly name: string
  readonly models: readonly string[] | null
  readonly slots: number
  readonly expiresAt: number | null
}

/** Everyone who may come in: programs with keys, tabs with pairing tokens. */
export interface Keyring {
  /** Who a credential belongs to; null for nobody. */
  caller(credential: string): Caller | null
  /** Whether a key is needed. Once a key was ever made one is, even if all are revoked: losing keys opens no door. */
  isRequired(): boolean
  readonly pairings: Pairings
  /** @returns the key, to be shown once */
  addKey(name: string, priority?: number): string
  /** @returns the token, to be shown once */
  addPairing(scope: PairingScope): string
  /** Revokes keys and tokens with this id. False when there is none that was not revoked already. */
  revoke(id: string): boolean
  list(): { readonly keys: readonly KeyRecord[]; readonly pairings: readonly PairingRecord[] }
  close(): void
}

/** Where a keyring gets its keys from. */
export interface KeyringParts {
  /** The key file; null keeps keys in memory. */
  readonly file: string | null
  /** One more key, of the owner `default`, from the command line; empty for none. */
  readonly apikey: string
  /** True where the relay can be reached from other machines: then a key is needed even if there is none. */
  readonly isPublic: boolean
  readonly now: () => number
  /** Told when the file can no longer be read; the keys read last stay. */
  readonly onProblem: (error: unknown) => void
}

/** Owner of the key from the command line. Ids of other keys are hex digits. */
const DEFAULT_OWNER = 'default'

const POLL_MS = 400

/**
 * Reads the keys and follows changes of their file until it is closed. Keys are compared by their digests, which have
 * one length, in constant time.
 *
 * @throws AppError `storage_unavailable` when the file is there but cannot be read
 */
export function createKeyring(parts: KeyringParts): Keyring {
  const { file, now } = parts
  const apikeyDigest = parts.apikey === '' ? null : digestOf(parts.apikey)
  const listeners = new Set<(id: string) => void>()
  let version = file === null ? '' : keyFileVersion(file)
  let content = file === null ? NO_KEYS : readKeyFile(file)
  let everHadKeys = content.keys.length > 0

  function replace(next: KeyFile): void {
    const before = content
    content = next
    everHadKeys ||= next.keys.length > 0
    const revoked = before.pairings.filter((one) => one.revokedAt === null && isRevoked(one.id))
    for (const { id } of revoked) for (const tell of listeners) tell(id)
  }

  function refresh(): void {
    if (file === null) return
    try {
      const found = keyFileVersion(file)
      if (found === version) return
      replace(readKeyFile(file))
      version = found
    } catch (error) {
      parts.onProblem(error)
    }
  }

  function change(make: (content: KeyFile) => KeyFile): void {
    if (file === null) return replace(make(content))
    changeKeyFile(file, make)
    refresh()
  }

  const isRevoked = (id: string) => content.pairings.find((one) => one.id === id)?.revokedAt !== null

  function callerNow(credential: string): Caller | null {
    const digest = digestOf(credential)
    const isDefault = apikeyDigest !== null && timingSafeEqual(digest, apikeyDigest)
    const key = matching(content.keys, 'frk', credential, digest)
    if (key) return { owner: key.id, priority: key.priority }
    return isDefault ? { owner: DEFAULT_OWNER, priority: 0 } : null
  }

  if (file !== null) watchFile(file, { interval: POLL_MS, persistent: false }, refresh)
  return {
    caller(credential) {
      const found = callerNow(credential)
      if (found) return found
      // The key may be younger than the last look at the file.
      refresh()
      return callerNow(credential)
    },
    isRequired: () => apikeyDigest !== null || parts.isPublic || everHadKeys,
    pairings: {
      // Async by its port; the file is read synchronously.
      verify(token) {
        refresh()
        const one = matching(content.pairings, 'prt', token, digestOf(token))
        if (!one || (one.expiresAt !== null && one.expiresAt <= now())) return Promise.resolve(null)
        const { id, models, slots, expiresAt } = one
        return Promise.resolve({ id, models, slots, expiresAt })
      },
      isRevoked,
      onRevoked(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    addKey(name, priority = 0) {
      const { id, text, sha256 } = createSecret('frk')
      const record: KeyRecord = { id, name, sha256, priority, createdAt: now(), revokedAt: null }
      change((old) => ({ ...old, keys: [...old.keys, record] }))
      return text
    },
    addPairing(scope) {
      const { id, text, sha256 } = createSecret('prt')
      const models = scope.models === null ? null : [...scope.models]
      const record: PairingRecord = { ...scope, models, id, sha256, createdAt: now(), revokedAt: null }
      change((old) => ({ ...old, pairings: [...old.pairings, record] }))
      return text
    },
    revoke(id) {
      const isIt = (one: KeyRecord | PairingRecord) => one.id === id && one.revokedAt === null
      refresh()
      if (![...content.keys, ...content.pairings].some(isIt)) return false
      const ended = <T extends KeyRecord | PairingRecord>(one: T): T =>
        isIt(one) ? { ...one, revokedAt: now() } : one
      change((old) => ({ ...old, keys: old.keys.map(ended), pairings: old.pairings.map(ended) }))
      return true
    },
    list: () => content,
    close() {
      if (file !== null) unwatchFile(file, refresh)
      listeners.clear()
    },
  }
}

function createSecret(prefix: 'frk' | 'prt') {
  const id = randomBytes(5).toString('hex')
  const text = `${prefix}_${id}_${randomBytes(32).toString('base64url')}`
  return { id, text, sha256: digestOf(text).toString('hex') }
}

const NO_DIGEST = Buffer.alloc(32)

/** The record of a secret. Its id is public, so looking it up may take any time; the digest may not. */
function matching<T extends KeyRecord | PairingRecord>(
  records: readonly T[],
  prefix: 'frk' | 'prt',
  text: string,
  digest: Buffer,
): T | null {
  const id = new RegExp(`^${prefix}_([0-9a-f]{10})_`).exec(text)?.[1]
  const record = records.find((one) => one.id === id)
  const isIt = timingSafeEqual(digest, record ? Buffer.from(record.sha256, 'hex') : NO_DIGEST)
  return record && isIt && record.revokedAt === null ? record : null
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
