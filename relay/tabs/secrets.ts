import { createHash, timingSafeEqual } from 'node:crypto'

/** Random bytes; `node:crypto`'s in earnest. */
export type RandomBytes = (length: number) => Uint8Array

const SECRET_BYTES = 32

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
