import { describe, expect, it } from 'vitest'
import { decodeFrame, type Frame } from '../../contract/protocol/frame.ts'
import { createLease } from '../../contract/protocol/identifiers.ts'
import type { WirePicture } from '../../contract/protocol/wire-picture.ts'
import { createTaskId } from '../../contract/task.ts'
import { createUploadLine, type UploadLimits } from './upload.ts'

const NAME = { taskId: createTaskId('a'.repeat(32)), lease: createLease(new Uint8Array(12)) }
const LIMITS: UploadLimits = { frameBytes: 1 << 20, chunkBytes: 1000, windowBytes: 4000 }
const fileOf = (length: number, start = 0) => Uint8Array.from({ length }, (_, at) => (at * 7 + start) & 0xff)
const pictureOf = (index: number, bytes: number) => ({ index, bytes }) as WirePicture

function setUp(limits = LIMITS) {
  const line = createUploadLine(NAME, limits)
  const frames: Frame[] = []
  const announced: number[] = []
  const order: string[] = []
  const door = {
    announce: ({ index }: WirePicture) => {
      announced.push(index)
      order.push(`announce ${index}`)
    },
    send: (bytes: Uint8Array<ArrayBuffer>) => {
      const decoded = decodeFrame(bytes)
      if (decoded.kind !== 'frame') throw new Error(decoded.reason)
      frames.push(decoded.frame)
      order.push(`frame ${decoded.frame.image}`)
    },
  }
  const bytesOf = (image: number) => {
    const mine = frames.filter((frame) => frame.image === image)
    return mine.flatMap(({ payload }) => [...payload])
  }
  return { line, door, frames, announced, order, bytesOf }
}

describe('createUploadLine', () => {
  it('announces a picture, then sends it in pieces, the last one marked', () => {
    const { line, door, frames, order, bytesOf } = setUp()
    const file = fileOf(2500)
    line.add(pictureOf(3, 2500), file)
    expect(line.isAllSent()).toBe(false)
    line.pump(door)
    expect(order).toEqual(['announce 3', 'frame 3', 'frame 3', 'frame 3'])
    expect(frames.map(({ seq, offset, last }) => [seq, offset, last])).toEqual([
      [0, 0, false],
      [1, 1000, false],
      [2, 2000, true],
    ])
    expect(bytesOf(3)).toEqual([...file])
    expect(line.isAllSent()).toBe(true)
  })

  it('stops when the credit is used up and goes on when there is more', () => {
    const { line, door, frames } = setUp()
    line.add(pictureOf(0, 10_000), fileOf(10_000))
    line.pump(door)
    expect(frames).toHaveLength(4)
    line.pump(door)
    expect(frames).toHaveLength(4)
    line.credit(1000)
    line.pump(door)
    expect(frames).toHaveLength(5)
    line.credit(500)
    line.pump(door)
    expect(frames).toHaveLength(5)
    for (let n = 0; n < 6; n++) {
      line.credit(1000)
      line.pump(door)
    }
    expect(line.isAllSent()).toBe(true)
  })

  it('never has more on its way than the window', () => {
    const { line, door, frames } = setUp()
    line.add(pictureOf(0, 50_000), fileOf(50_000))
    line.pump(door)
    const sent = frames.reduce((sum, { payload }) => sum + payload.byteLength, 0)
    expect(sent).toBeLessThanOrEqual(LIMITS.windowBytes)
  })

  it('cuts smaller pieces where the window or the frame is smaller than a piece', () => {
    const { line, door, frames } = setUp({ frameBytes: 144, chunkBytes: 1000, windowBytes: 10_000 })
    line.add(pictureOf(0, 250), fileOf(250))
    line.pump(door)
    expect(frames.map(({ payload }) => payload.byteLength)).toEqual([100, 100, 50])
  })

  it('goes on where the relay has everything, on a new connection', () => {
    const { line, door, frames, announced, bytesOf } = setUp()
    line.add(pictureOf(0, 1500), fileOf(1500))
    line.add(pictureOf(1, 1500), fileOf(1500, 9))
    line.pump(door)
    expect(line.isAllSent()).toBe(true)
    frames.length = 0
    announced.length = 0
    line.restart(LIMITS, [
      { image: 0, upto: 1500 },
      { image: 1, upto: 600 },
    ])
    line.pump(door)
    expect(announced).toEqual([1])
    expect(bytesOf(0)).toEqual([])
    expect(bytesOf(1)).toEqual([...fileOf(1500, 9).subarray(600)])
    expect(frames[0]!.offset).toBe(600)
  })

  it('sends everything again when the relay has nothing', () => {
    const { line, door, announced, frames } = setUp()
    line.add(pictureOf(0, 100), fileOf(100))
    line.pump(door)
    line.ack(0, 100)
    line.restart(LIMITS, [])
    line.pump(door)
    expect(announced).toEqual([0, 0])
    expect(frames).toHaveLength(2)
  })

  it('keeps to the first picture of an index, of which the relay may have a part', () => {
    const { line, door, bytesOf } = setUp()
    line.add(pictureOf(0, 10), fileOf(10))
    line.add(pictureOf(0, 20), fileOf(20, 5))
    line.pump(door)
    expect(bytesOf(0)).toEqual([...fileOf(10)])
  })

  it('does not believe in more bytes than there are', () => {
    const { line } = setUp()
    line.add(pictureOf(0, 10), fileOf(10))
    line.ack(0, 11)
    expect(line.uploads()[0]!.acked).toBe(0)
    line.ack(0, 7)
    line.ack(0, 3)
    expect(line.uploads()[0]!.acked).toBe(7)
  })
})
