import { z } from '../zod.ts'
import { createTaskId } from '../task.ts'

/** Names one attempt at a task by one tab; a late word with an old lease is recognised by it. 24 hex digits. */
export type Lease = string & { readonly __brand: 'Lease' }

/** A lease from random bytes. */
export function createLease(random: Uint8Array): Lease {
  // A brand exists for the compiler only; this function is where leases are born.
  return toHex(random.subarray(0, LEASE_BYTES)) as Lease
}

/** Bytes of a lease in a frame. */
export const LEASE_BYTES = 12

/** Bytes of a task id in a frame. */
export const TASK_ID_BYTES = 16

/** A task id in a message. */
export const TaskIdText = z
  .string()
  .regex(/^[0-9a-f]{32}$/u)
  .transform(createTaskId)

/** A lease in a message. */
export const LeaseText = z
  .string()
  .regex(/^[0-9a-f]{24}$/u)
  // The one form of those bytes already.
  .transform((digits) => digits as Lease)

/** A SHA-256 as 64 hex digits. */
export const Sha256Text = z.string().regex(/^[0-9a-f]{64}$/u)

/** Two digits for each byte: looking them up is several times faster than making them. */
const DIGITS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Bytes as lower-case hex digits. */
export function toHex(bytes: Uint8Array): string {
  let digits = ''
  for (const byte of bytes) digits += DIGITS[byte]!
  return digits
}

/** The bytes that pairs of hex digits spell. */
export function fromHex(digits: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(digits.length >> 1)
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = (valueOf(digits, 2 * at) << 4) | valueOf(digits, 2 * at + 1)
  }
  return bytes
}

/** What a hex digit counts, either case; 0 for anything else. */
function valueOf(digits: string, at: number): number {
  const unit = digits.charCodeAt(at)
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30
  const letter = unit | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : 0
}
