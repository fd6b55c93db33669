import { createHash, timingSafeEqual } from 'node:crypto'

/** Random bytes; `node:crypto`'s in earnest. */
export type RandomBytes = (length: number) => Uint8Array

const SECRET_BYTES = 32

/** Asking for random bytes costs the same for a few as for many. */
const POOL_BYTES = 4096

/**
 * The same bytes, drawn in larger pieces. None is handed out twice.
 *
 * @param random asked for {@link POOL_BYTES} at a time, and for more where more are wanted
 */
export function pooled(random: RandomBytes): RandomBytes {
  let pool = new Uint8Array()
  let used = 0
  return (length) => {
    if (length > POOL_BYTES) return random(length)
    if (used + length > pool.length) {
      pool = Uint8Array.from(random(POOL_BYTES))
      used = 0
    }
    used += length
    return pool.subarray(used - length, used)
  }
}

/** A secret of 256 bits: 43 characters that may stand in a header. */
export function drawSecret(random: RandomBytes): string {
  return Buffer.from(random(SECRET_BYTES)).toString('base64url')
}

/** What is kept instead of a secret. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Compares in the same time whatever differs. */
export function isSecret(secret: string, digest: Buffer): boolean {
  return timingSafeEqual(digestOf(secret), digest)
}
