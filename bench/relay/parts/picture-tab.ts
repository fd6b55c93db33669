import { createHash } from 'node:crypto'
import { encodeFrame } from '../../../contract/protocol/frame.ts'
import { encodeWithSharp } from '../../../workers/testing/fake-engine-parts.ts'
import { padPng } from '../../../relay/testing/fake-tab/make-pictures.ts'
import type { JobMessage } from '../../../relay/testing/fake-tab.ts'
import { PICTURE_BYTES } from '../sizes.ts'
import { startRawTab, type RawTab } from './raw-tab.ts'

const CHUNK_BYTES = 256 * 1024
const SIDE = 64

/** A tab that answers every job with the same picture, made beforehand. It does one job at a time. */
export async function startPictureTab(url: string): Promise<void> {
  const plain = { width: SIDE, height: SIDE, data: new Uint8ClampedArray(SIDE * SIDE * 4).fill(255) }
  const { bytes } = padPng(await encodeWithSharp(plain, 'image/png'), PICTURE_BYTES)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  let room = 4 * CHUNK_BYTES
  let goOn = () => {}

  const answer = async ({ taskId, lease }: JobMessage, tab: RawTab) => {
    room = 4 * CHUNK_BYTES
    const about = { width: SIDE, height: SIDE, seed: '1', parameters: null }
    tab.say({
      t: 'result',
      taskId,
      lease,
      picture: { index: 0, createdAt: 0, mime: 'image/png', bytes: bytes.length, sha256, ...about },
    })
    for (let offset = 0; offset < bytes.length; offset += CHUNK_BYTES) {
      const payload = bytes.subarray(offset, offset + CHUNK_BYTES)
      while (room < payload.length) await new Promise<void>((resolve) => (goOn = resolve))
      room -= payload.length
      const last = offset + payload.length === bytes.length
      const seq = offset / CHUNK_BYTES
      void tab.send(encodeFrame({ type: 'result', last, image: 0, seq, offset, taskId, lease, payload }))
    }
    const timings = { loadMs: 0, encodeMs: 0, stepMs: 0, decodeMs: 0, totalMs: 0 }
    tab.say({ t: 'event', lease, seq: 0, event: { type: 'finished', taskId, at: 0, timings } })
  }
  await startRawTab(url, 1, {
    job: (job, tab) => void answer(job, tab),
    credit: (bytesMore) => {
      room += bytesMore
      goOn()
    },
  })
}
