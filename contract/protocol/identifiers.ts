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
  .transform((digits) => createLease(fromHex(digits)))

/** A SHA-256 as 64 hex digits. */
export const Sha256Text = z.string().regex(/^[0-9a-f]{64}$/u)

/** Bytes as lower-case hex digits. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The bytes that pairs of hex digits spell. */
export function fromHex(digits: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: digits.length >> 1 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  )
}
