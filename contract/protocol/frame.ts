import { AppError } from '../errors.ts'
import { createTaskId, type TaskId } from '../task.ts'
import { createLease, fromHex, LEASE_BYTES, TASK_ID_BYTES, toHex, type Lease } from './identifiers.ts'

/** Bytes before the payload of a frame. */
export const FRAME_HEADER_BYTES = 44

/** The largest frame, header included. */
export const MAX_FRAME_BYTES = 1024 * 1024

const FRAME_VERSION = 1
const LAST_FLAG = 1

/** What frames carry; on the wire the place in this list, counted from 1. */
export const FRAME_TYPES = ['preview', 'result', 'input'] as const

/**
 * One binary message: a piece of a picture file. Big-endian:
 *
 * `u8 version | u8 type | u8 flags | u8 image | u32 seq | u64 offset | 16 B task id | 12 B lease | payload`
 */
export interface Frame {
  readonly type: (typeof FRAME_TYPES)[number]
  /** True for the last piece. On the wire bit 0 of the flags; the other bits are 0. */
  readonly last: boolean
  /** Which image of the task, or which input of the job; 0 to 255. */
  readonly image: number
  /** Counts the pieces of one file; 0 to 2^32 − 1. */
  readonly seq: number
  /** Where in the file the payload belongs, in bytes; up to 2^53 − 1. */
  readonly offset: number
  readonly taskId: TaskId
  readonly lease: Lease
  readonly payload: Uint8Array
}

/** Why bytes are no frame. Unlike the others, an unknown type may be ignored: a later version sent it. */
export type FrameRefusal =
  'too_short' | 'too_large' | 'unknown_version' | 'unknown_type' | 'unknown_flags' | 'offset_too_large'

/** What became of bytes that came in. */
export type DecodedFrame =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'refused'; readonly reason: FrameRefusal }

/**
 * Writes a frame. The payload is copied.
 *
 * @throws AppError `internal` when a number does not fit its field: it would arrive as another one
 */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  assertFits('image', frame.image, 0xff)
  assertFits('seq', frame.seq, 0xffff_ffff)
  assertFits('offset', frame.offset, Number.MAX_SAFE_INTEGER)
  assertFits('payload', frame.payload.byteLength, MAX_FRAME_BYTES - FRAME_HEADER_BYTES)
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + frame.payload.byteLength)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, FRAME_VERSION)
  view.setUint8(1, FRAME_TYPES.indexOf(frame.type) + 1)
  view.setUint8(2, frame.last ? LAST_FLAG : 0)
  view.setUint8(3, frame.image)
  view.setUint32(4, frame.seq)
  view.setBigUint64(8, BigInt(frame.offset))
  bytes.set(fromHex(frame.taskId), 16)
  bytes.set(fromHex(frame.lease), 16 + TASK_ID_BYTES)
  bytes.set(frame.payload, FRAME_HEADER_BYTES)
  return bytes
}

/**
 * Reads a frame. Never throws, whatever the bytes.
 *
 * @param bytes one whole binary message; the frame's payload is a view of them, not a copy
 */
export function decodeFrame(bytes: Uint8Array): DecodedFrame {
  if (bytes.byteLength < FRAME_HEADER_BYTES) return refused('too_short')
  if (bytes.byteLength > MAX_FRAME_BYTES) return refused('too_large')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint8(0) !== FRAME_VERSION) return refused('unknown_version')
  const type = FRAME_TYPES[view.getUint8(1) - 1]
  if (!type) return refused('unknown_type')
  const flags = view.getUint8(2)
  if ((flags & ~LAST_FLAG) !== 0) return refused('unknown_flags')
  const offset = view.getBigUint64(8)
  if (offset > BigInt(Number.MAX_SAFE_INTEGER)) return refused('offset_too_large')
  const leaseAt = 16 + TASK_ID_BYTES
  const frame: Frame = {
    type,
    last: flags === LAST_FLAG,
    image: view.getUint8(3),
    seq: view.getUint32(4),
    offset: Number(offset),
    taskId: createTaskId(toHex(bytes.subarray(16, leaseAt))),
    lease: createLease(bytes.subarray(leaseAt, leaseAt + LEASE_BYTES)),
    payload: bytes.subarray(FRAME_HEADER_BYTES),
  }
  return { kind: 'frame', frame }
}

function assertFits(field: string, value: number, largest: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= largest) return
  throw new AppError('internal', `a frame's ${field} must be a whole number up to ${largest}`, { value })
}

const refused = (reason: FrameRefusal): DecodedFrame => ({ kind: 'refused', reason })
