import { randomUUID } from 'node:crypto'
import { encodeFrame, type Frame } from '../../../contract/protocol/frame.ts'
import { createLease } from '../../../contract/protocol/identifiers.ts'
import { createTaskId } from '../../../contract/task.ts'
import type { Seeded } from '../seeded.ts'
import { mutateBytes, mutateText, mutateValue, randomBytes, toJsonText } from './mutate.ts'
import { makeHello, rawFrame, type HeldLease } from './raw-tab.ts'

/** Bytes for a socket: a message whole or damaged, in frames whole or damaged. @param held real leases, if there are any */
export function drawFrames(held: readonly HeldLease[], chance: Seeded): Buffer {
  const kind = chance.next()
  if (kind < 0.4) return rawFrame({ opcode: 1, payload: Buffer.from(drawText(held, chance)) })
  if (kind < 0.75) return rawFrame({ opcode: 2, payload: drawBinary(held, chance) })
  if (kind < 0.85) return fragments(Buffer.from(drawText(held, chance)), chance)
  return strange(held, chance)
}

/** @returns a message of a tab, changed in up to three places */
function drawText(held: readonly HeldLease[], chance: Seeded): string {
  let value: unknown = chance.pick(messages(held, chance))
  for (let changes = chance.pick([0, 0, 1, 1, 2, 3]); changes > 0; changes--)
    value = mutateValue(value, chance)
  if (chance.chance(0.02))
    return chance.pick(['[', '{"t":"hb"', 'null', '"'.repeat(70_000), '[[['.repeat(20_000)])
  return chance.chance(0.1) ? mutateText(JSON.stringify(value) ?? '', chance) : toJsonText(value, chance)
}

function messages(held: readonly HeldLease[], chance: Seeded): readonly unknown[] {
  const { taskId, lease } = leaseOf(held, chance)
  const event = (more: object) => ({
    t: 'event',
    lease,
    seq: chance.between(0, 50),
    event: { taskId, ...more },
  })
  const progress = { message: 'x', percent: 50, preview: null }
  const step = { kind: 'step', image: 1, images: 1, step: 1, steps: 2 }
  const timings = { loadMs: 0, encodeMs: 0, stepMs: 0, decodeMs: 0, totalMs: 1 }
  const picture = {
    index: 0,
    createdAt: 1,
    mime: 'image/png',
    bytes: 1_000,
    sha256: 'a'.repeat(64),
    width: 64,
    height: 64,
    seed: '1',
    parameters: null,
  }
  return [
    makeHello(['sticker']),
    { t: 'accept', taskId, lease, etaMs: 100 },
    { t: 'accept', taskId, lease, etaMs: null },
    { t: 'reject', taskId, lease, reason: chance.pick(['busy', 'unsupported', 'bad_input']), retry: true },
    event({ type: 'planned', images: 1, seeds: ['1'], notices: [] }),
    event({ type: 'started', at: 1, attempt: 1 }),
    event({ type: 'progress', ...progress, activity: step }),
    event({ type: 'progress', ...progress, activity: { kind: 'load', model: 'x', part: 0, parts: 0 } }),
    event({ type: 'skipped', index: 0 }),
    event({ type: 'finished', at: 1, timings }),
    event({ type: 'stopped', at: 1 }),
    event({ type: 'failed', at: 1, error: { code: 'out_of_memory', message: 'x', detail: {} } }),
    { t: 'result', taskId, lease, picture },
    { t: 'hb', jobs: [{ taskId, lease }], queueMs: 0 },
    { t: 'drain', reason: 'freezing' },
    { t: 'error', code: 'bad_message', message: 'x', fatal: false },
    { t: 'of a later version', x: 1 },
  ]
}

function drawBinary(held: readonly HeldLease[], chance: Seeded): Uint8Array {
  const { taskId, lease } = leaseOf(held, chance)
  const frame: Frame = {
    type: chance.pick(['preview', 'result', 'input'] as const),
    last: chance.chance(0.3),
    image: chance.pick([0, 0, 1, 255]),
    seq: chance.pick([0, 1, 4_294_967_295]),
    offset: chance.pick([0, 0, 500, 2 ** 52]),
    taskId: createTaskId(taskId),
    lease: createLease(Buffer.from(lease, 'hex')),
    payload: chance.chance(0.03)
      ? Buffer.alloc(chance.pick([256, 300, 1000]) * 1024)
      : randomBytes(200, chance),
  }
  const bytes = encodeFrame(frame)
  return chance.chance(0.75) ? mutateBytes(bytes, chance) : bytes
}

function leaseOf(held: readonly HeldLease[], chance: Seeded): HeldLease {
  if (held.length > 0 && chance.chance(0.85)) return chance.pick(held)
  return { taskId: randomUUID().replaceAll('-', ''), lease: randomBytes(12, chance).toString('hex') }
}

/** One message in many pieces. */
function fragments(payload: Buffer, chance: Seeded): Buffer {
  const pieces = chance.pick([2, 3, 10, 300])
  const size = Math.ceil(payload.length / pieces)
  const frames: Buffer[] = []
  for (let at = 0; at < pieces; at++) {
    const part = payload.subarray(at * size, (at + 1) * size)
    const isLast = at === pieces - 1 && chance.chance(0.9)
    frames.push(rawFrame({ opcode: at === 0 ? 1 : 0, payload: part, isLast }))
    // Control frames may stand between the pieces, others may not.
    if (chance.chance(0.02))
      frames.push(rawFrame({ opcode: chance.pick([9, 1, 2]), payload: Buffer.from('x') }))
  }
  return Buffer.concat(frames)
}

/** Frames that break RFC 6455, and damaged bytes of right ones. */
function strange(held: readonly HeldLease[], chance: Seeded): Buffer {
  const payload = Buffer.from(drawText(held, chance)).subarray(0, 2_000)
  const whole = rawFrame({ opcode: 1, payload })
  switch (chance.between(0, 10)) {
    case 0:
      return rawFrame({ opcode: chance.between(3, 15), payload: payload.subarray(0, 100) })
    case 1:
      return rawFrame({ opcode: 1, payload, reserved: chance.between(1, 7) })
    case 2:
      return rawFrame({ opcode: 1, payload, isMasked: false })
    case 3:
      return rawFrame({ opcode: chance.pick([1, 2]), payload, saidLength: chance.pick(LENGTHS) })
    case 4:
      return rawFrame({ opcode: chance.pick([8, 9, 10]), payload: Buffer.alloc(200) })
    case 5:
      return rawFrame({ opcode: 0, payload })
    case 6:
      return rawFrame({
        opcode: 8,
        payload: Buffer.from([chance.between(0, 255), chance.between(0, 255), 255, 254]),
      })
    case 7:
      return rawFrame({ opcode: 1, payload: randomBytes(60, chance) })
    case 8:
      return Buffer.concat(
        Array.from({ length: 50 }, () => rawFrame({ opcode: 9, payload: Buffer.from('ping') })),
      )
    case 9:
      return randomBytes(chance.between(1, 400), chance)
    default:
      return Buffer.from(mutateBytes(whole, chance))
  }
}

const LENGTHS = [126n, 65_535n, 1_048_577n, 2n ** 31n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]
