import { randomBytes } from 'node:crypto'
import { encodeFrame } from '../../../contract/protocol/frame.ts'
import { padPng } from '../../../relay/testing/fake-tab/make-pictures.ts'
import type { JobMessage } from '../../../relay/testing/fake-tab.ts'
import { encodeWithSharp } from '../../../workers/testing/fake-engine-parts.ts'
import { PREVIEW_BYTES, PREVIEWS_PER_SECOND } from '../sizes.ts'
import { startRawTab, type RawTab } from './raw-tab.ts'

/**
 * A tab that steps at an even pace and sends a preview with each step, as soon as the last one has left. The steps of a
 * job are those that its request overwrites; each tells when it was sent (milliseconds since 1970) in its message.
 */
export async function startSteppingTab(url: string): Promise<void> {
  const plain = { width: 16, height: 16, data: new Uint8ClampedArray(16 * 16 * 4).fill(255) }
  const { bytes } = padPng(await encodeWithSharp(plain, 'image/png'), PREVIEW_BYTES)
  const work = async ({ taskId, lease, request }: JobMessage, tab: RawTab) => {
    const steps = request.overwrite_step
    const startedAt = performance.now()
    let seq = 0
    for (let step = 1; step <= steps; step++) {
      await new Promise((resolve) => setTimeout(resolve, 1000 / PREVIEWS_PER_SECOND))
      // Other bytes each time, as real previews have.
      const payload = Uint8Array.from(bytes)
      payload.set(randomBytes(8), bytes.length - 100)
      const frame = {
        type: 'preview',
        last: true,
        image: 0,
        seq: 0,
        offset: 0,
        taskId,
        lease,
        payload,
      } as const
      const activity = { kind: 'step', image: 1, images: 1, step, steps } as const
      tab.say({
        t: 'event',
        lease,
        seq: seq++,
        event: {
          type: 'progress',
          taskId,
          percent: Math.floor((100 * step) / (steps + 1)),
          message: `sent ${Date.now()} .`,
          activity,
          preview: null,
        },
      })
      await tab.send(encodeFrame(frame))
    }
    const totalMs = performance.now() - startedAt
    const timings = { loadMs: 0, encodeMs: 0, stepMs: totalMs / steps, decodeMs: 0, totalMs }
    tab.say({ t: 'event', lease, seq, event: { type: 'finished', taskId, at: 0, timings } })
    console.log(`stepMs ${totalMs / steps}`)
  }
  await startRawTab(url, 1, { job: (job, tab) => void work(job, tab) })
}
