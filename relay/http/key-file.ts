import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import { z } from '../../contract/zod.ts'

const Time = z.number()
const Digest = z.string().regex(/^[0-9a-f]{64}$/u)
const Id = z.string().regex(/^[0-9a-f]{10}$/u)

const KeyRecord = z.object({
  id: Id,
  name: z.string(),
  /** SHA-256 of the whole key; the key itself is kept nowhere. */
  sha256: Digest,
  priority: z.int(),
  createdAt: Time,
  revokedAt: Time.nullable(),
})
/** A key that lets a program in. */
export type KeyRecord = z.infer<typeof KeyRecord>

const PairingRecord = z.object({
  id: Id,
  name: z.string(),
  sha256: Digest,
  /** The models it may be used for; null for all. */
  models: z.array(z.string()).nullable(),
  /** How many jobs each of its tabs may hold at once. */
  slots: z.int().positive(),
  createdAt: Time,
  expiresAt: Time.nullable(),
  revokedAt: Time.nullable(),
})
/** A token that lets a tab in. */
export type PairingRecord = z.infer<typeof PairingRecord>

const KeyFile = z.object({
  version: z.literal(1),
  keys: z.array(KeyRecord).readonly(),
  pairings: z.array(PairingRecord).readonly(),
})
/** All keys and tokens, the revoked ones included. */
export type KeyFile = z.infer<typeof KeyFile>

/** A file before its first key. */
export const NO_KEYS: KeyFile = { version: 1, keys: [], pairings: [] }

/**
 * Reads a key file; a missing one holds no keys. Synchronous because it is small and read only when it has changed.
 *
 * @throws AppError `storage_unavailable` when it cannot be read or is no key file: then nobody may be let in
 */
export function readKeyFile(path: string): KeyFile {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NO_KEYS
    throw new AppError('storage_unavailable', `The key file ${path} cannot be read.`, {}, error)
  }
  try {
    return KeyFile.parse(JSON.parse(text))
  } catch (error) {
    throw new AppError(
      'storage_unavailable',
      `${path} is not a key file; restore it from a backup.`,
      {},
      error,
    )
  }
}

/** Changes when the file does. */
export function keyFileVersion(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats ? `${stats.ino} ${stats.mtimeMs} ${stats.size}` : ''
}

/**
 * Replaces the content as one step, readable by its owner only. Two processes that change it take turns.
 *
 * @throws AppError `storage_unavailable`
 */
export function changeKeyFile(path: string, change: (content: KeyFile) => KeyFile): KeyFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const lock = `${path}.lock`
  takeLock(lock)
  try {
    const changed = change(readKeyFile(path))
    writePrivateFile(path, `${JSON.stringify(changed, null, 2)}\n`)
    return changed
  } finally {
    rmSync(lock, { force: true })
  }
}

const LOCK_MS = { pause: 20, patience: 2000, stale: 10_000 } as const

function takeLock(lock: string): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  for (let waited = 0; waited <= LOCK_MS.patience; waited += LOCK_MS.pause) {
    try {
      closeSync(openSync(lock, 'wx', 0o600))
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const stats = statSync(lock, { throwIfNoEntry: false })
    // Its owner died: changes take milliseconds.
    if (stats && Date.now() - stats.mtimeMs > LOCK_MS.stale) rmSync(lock, { force: true })
    else Atomics.wait(sleeper, 0, 0, LOCK_MS.pause)
  }
  throw new AppError(
    'storage_unavailable',
    `Another program is changing the keys; if none is, delete ${lock}.`,
  )
}

/** Whoever reads finds the old text or the new one, never a part. */
function writePrivateFile(path: string, text: string): void {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  const file = openSync(temporary, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
}
