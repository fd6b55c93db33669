import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { decodeFrame, type Frame } from '../../contract/protocol/frame.ts'
import { createLease } from '../../contract/protocol/identifiers.ts'
import { createTaskId } from '../../contract/task.ts'
import { createPreviewSender, MAX_PREVIEW_BYTES } from './previews.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const NAME = { taskId: createTaskId('a'.repeat(32)), lease: createLease(new Uint8Array(12)) }
const pixels = (value: number) => ({ width: 1, height: 1, data: new Uint8ClampedArray([value, 0, 0, 255]) })

function setUp() {
  const frames: Frame[] = []
  const given = { buffered: 0, bytes: 10 }
  const sender = createPreviewSender({
    encode: ({ data }) => Promise.resolve(new Uint8Array(given.bytes).fill(data[0]!)),
    bufferedAmount: () => given.buffered,
    send: (bytes) => {
      const decoded = decodeFrame(bytes)
      if (decoded.kind === 'frame') frames.push(decoded.frame)
    },
    now: () => Date.now(),
  })
  sender.setLimits({ previewsPerSecond: 2, previewSide: 256 })
  const show = (value: number) => sender.show({ ...NAME, image: 1, pixels: pixels(value) })
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return { sender, frames, given, show, wait, shown: () => frames.map(({ payload }) => payload[0]) }
}

describe('createPreviewSender', () => {
  it('sends the first at once and then the latest, as often as wanted', async () => {
    const { show, wait, shown, frames } = setUp()
    show(1)
    await wait(0)
    for (const value of [2, 3, 4]) show(value)
    await wait(499)
    expect(shown()).toEqual([1])
    await wait(1)
    expect(shown()).toEqual([1, 4])
    expect(frames[1]).toMatchObject({ ...NAME, type: 'preview', last: true, image: 1, seq: 1, offset: 0 })
  })

  it('sends none while too much waits on the connection', async () => {
    const { show, wait, shown, given } = setUp()
    given.buffered = 1024 * 1024 + 1
    show(1)
    await wait(1000)
    given.buffered = 0
    await wait(1000)
    expect(shown()).toEqual([])
  })

  it('sends none that is too large', async () => {
    const { show, wait, shown, given } = setUp()
    given.bytes = MAX_PREVIEW_BYTES + 1
    show(1)
    await wait(0)
    expect(shown()).toEqual([])
  })

  it('drops what waits, and what is being encoded, once the picture is finished', async () => {
    const { sender, show, wait, shown } = setUp()
    show(1)
    sender.clear()
    await wait(1000)
    show(2)
    await wait(0)
    show(3)
    sender.clear()
    await wait(1000)
    expect(shown()).toEqual([2])
  })

  it('sends none to a relay that wants none', async () => {
    const { sender, show, wait, shown } = setUp()
    sender.setLimits({ previewsPerSecond: 0, previewSide: 256 })
    show(1)
    await wait(5000)
    expect(shown()).toEqual([])
  })
})
