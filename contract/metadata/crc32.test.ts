import { crc32 as nodeCrc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { crc32 } from './crc32.ts'
import { toUtf8 } from './text-encodings.ts'

describe('crc32', () => {
  it('gives the published check value', () => {
    expect(crc32(toUtf8('123456789'))).toBe(0xcbf43926)
  })

  it('gives the value at the end of every PNG', () => {
    expect(crc32(toUtf8('IEND'))).toBe(0xae426082)
  })

  it('is zero for nothing', () => {
    expect(crc32(new Uint8Array())).toBe(0)
  })

  it.runIf(nodeCrc32)('agrees with zlib on every byte value', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_value, at) => at)
    expect(crc32(bytes)).toBe(nodeCrc32(bytes))
  })
})
