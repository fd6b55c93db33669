import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWindowReader } from './window-reader.ts'

const bytes = Uint8Array.from({ length: 700_000 }, (_, at) => (at * 7 + (at >> 8)) & 255)

/** A file that counts how often it is read. */
function counted(fail: { now: boolean } = { now: false }) {
  const reads: [number, number][] = []
  const file = new Blob([bytes])
  file.slice = (start = 0, end = file.size) => {
    reads.push([start, end])
    const part = Blob.prototype.slice.call(file, start, end)
    if (fail.now) part.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
    return part
  }
  return { file, reads }
}

describe('a window reader', () => {
  it('gives the bytes that were asked for, in any order', async () => {
    const place = fc.tuple(fc.nat(699_999), fc.nat(300_000)).map(([start, length]) => ({
      start,
      end: Math.min(bytes.length, start + length),
    }))
    await fc.assert(
      fc.asyncProperty(fc.array(place, { maxLength: 12 }), async (places) => {
        const read = createWindowReader(new Blob([bytes]))
        const got = await Promise.all(places.map(({ start, end }) => read(start, end)))
        got.forEach((one, at) => {
          const { start, end } = places[at]!
          expect(Buffer.from(one).equals(Buffer.from(bytes.subarray(start, end)))).toBe(true)
        })
      }),
      { numRuns: 30 },
    )
  })

  it('reads small neighbours once, and a large one for itself', async () => {
    const { file, reads } = counted()
    const read = createWindowReader(file)
    for (let start = 0; start < 100_000; start += 1_000) await read(start, start + 1_000)
    expect(reads).toEqual([[0, 262_144]])
    await read(100_000, 500_000)
    expect(reads.at(-1)).toEqual([100_000, 500_000])
  })

  it('hands out bytes that nobody else has', async () => {
    const read = createWindowReader(new Blob([bytes]))
    new Uint8Array(await read(0, 8)).fill(0)
    expect(new Uint8Array(await read(0, 8))).toEqual(bytes.slice(0, 8))
  })

  it('tries again after a read that failed', async () => {
    const fail = { now: true }
    const read = createWindowReader(counted(fail).file)
    await expect(read(0, 8)).rejects.toThrow('gone')
    fail.now = false
    expect(new Uint8Array(await read(0, 8))).toEqual(bytes.slice(0, 8))
  })
})
