import { createHash } from 'node:crypto'
import type { EncodedImage } from '../../../contract/image.ts'
import type { Frame } from '../../../contract/protocol/frame.ts'
import type { TabMessage } from '../../../contract/protocol/messages.ts'
import { pictureParameters } from '../../../workers/pipeline/picture-parameters.ts'
import type { ImagePlan } from '../../../workers/planning/plan.ts'
import { stickerModel } from '../../../workers/testing/sticker-model.ts'
import type { Fault, JobMessage } from './options.ts'

interface Picture {
  readonly announcement: Extract<TabMessage, { t: 'result' }>
  readonly bytes: Uint8Array
  sent: number
  isAnnounced: boolean
}

type Item =
  | { readonly kind: 'message'; readonly message: TabMessage }
  | { readonly kind: 'picture'; readonly picture: Picture }

/** Where words go; false while the connection is broken. */
export interface OutboxLine {
  readonly say: (message: TabMessage) => boolean
  readonly frame: (frame: Frame) => boolean
}

/** The words of one job in order, kept until they are stored, so that a new connection can have them again. */
export interface Outbox {
  message(message: TabMessage): void
  picture(plan: ImagePlan, file: EncodedImage): void
  credit(bytes: number): void
  /** Everything again from the start; the relay knows events by their number. */
  again(acked: readonly { readonly image: number; readonly upto: number }[]): void
}

const CHUNK_BYTES = 256 * 1024

/** @param windowBytes from the welcome */
export function createOutbox(
  job: JobMessage,
  windowBytes: number,
  line: OutboxLine,
  fault: Fault | null,
): Outbox {
  const items: Item[] = []
  let next = 0
  let room = windowBytes

  const sendPicture = (picture: Picture): boolean => {
    if (!picture.isAnnounced && !line.say(picture.announcement)) return false
    picture.isAnnounced = true
    const { taskId, lease, picture: about } = picture.announcement
    const { bytes } = picture
    const hasCredit = (length: number) => fault?.kind === 'overrun' || room >= length
    while (picture.sent < bytes.byteLength) {
      const payload = bytes.subarray(picture.sent, picture.sent + CHUNK_BYTES)
      if (!hasCredit(payload.byteLength)) return false
      const offset = picture.sent
      const last = offset + payload.byteLength === bytes.byteLength
      const seq = Math.floor(offset / CHUNK_BYTES)
      if (!line.frame({ type: 'result', last, image: about.index, seq, offset, taskId, lease, payload }))
        return false
      picture.sent += payload.byteLength
      room -= payload.byteLength
    }
    return true
  }

  const pump = () => {
    for (let item = items[next]; item; item = items[next]) {
      const isSent = item.kind === 'message' ? line.say(item.message) : sendPicture(item.picture)
      if (!isSent) return
      next += 1
    }
  }
  const add = (item: Item) => {
    items.push(item)
    pump()
  }

  return {
    message: (message) => add({ kind: 'message', message }),
    picture: (plan, { mime, bytes: made }) => {
      const { announced, sent } = tampered(made, fault)
      const parameters = pictureParameters(plan, { ...stickerModel, id: plan.modelId })
      // JSON makes the copy mutable, as the wire's type is.
      const copy = JSON.parse(JSON.stringify(parameters)) as (typeof announcement)['picture']['parameters']
      const announcement: Extract<TabMessage, { t: 'result' }> = {
        t: 'result',
        taskId: job.taskId,
        lease: job.lease,
        picture: {
          index: plan.index,
          createdAt: Date.now(),
          mime,
          bytes: announced.byteLength,
          sha256: createHash('sha256').update(announced).digest('hex'),
          width: plan.width,
          height: plan.height,
          seed: plan.seed,
          parameters: copy,
        },
      }
      add({ kind: 'picture', picture: { announcement, bytes: sent, sent: 0, isAnnounced: false } })
    },
    credit: (bytes) => {
      room += bytes
      pump()
    },
    again: (acked) => {
      next = 0
      room = windowBytes
      for (const item of items) {
        if (item.kind !== 'picture') continue
        const known = acked.find(({ image }) => image === item.picture.announcement.picture.index)
        item.picture.isAnnounced = known !== undefined
        item.picture.sent = known?.upto ?? 0
      }
      pump()
    },
  }
}

/** What is announced and what is sent, as a fault wants it. */
function tampered(bytes: Uint8Array, fault: Fault | null): { announced: Uint8Array; sent: Uint8Array } {
  if (fault?.kind === 'too_many_bytes') {
    return { announced: bytes, sent: Buffer.concat(Array.from({ length: 10 }, () => bytes)) }
  }
  if (fault?.kind === 'wrong_bytes') {
    return { announced: bytes, sent: bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte)) }
  }
  if (fault?.kind === 'not_a_picture') {
    const page = Buffer.from('<!doctype html><script>alert(1)</script>')
    return { announced: page, sent: page }
  }
  return { announced: bytes, sent: bytes }
}
