import { describe, expect, it } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { fromFloat16 } from './numbers.ts'
import { parseTensorIndex } from './tensor-index.ts'
import { widenWeights } from './widen-weights.ts'

const never = new AbortController().signal

/** A bias of two singles at byte 0, and a 2 × 3 matrix: six steps at byte 8, two scales at byte 16. */
function packedFile() {
  const file = new Uint8Array(24)
  new Float32Array(file.buffer, 0, 2).set([0.1, -7])
  new Int8Array(file.buffer, 8, 6).set([127, 0, -127, 1, 2, -3])
  new Float32Array(file.buffer, 16, 2).set([0.5, 0.001])
  return new Blob([file])
}

const list = (changes: object = {}) =>
  JSON.stringify({
    format: 'fooocus-tab-tensors/1',
    bytes: 76,
    tensors: {
      bias: { offset: 0, dtype: 'float32', shape: [2], stored: { dtype: 'float32', offset: 0 } },
      matrix: {
        offset: 64,
        dtype: 'float16',
        shape: [2, 3],
        stored: { dtype: 'int8', offset: 8, scales: 16, ...changes },
      },
    },
  })

describe('widening packed weights', () => {
  it('multiplies each step by the scale of its row and keeps what is not packed', async () => {
    const wide = await widenWeights(packedFile(), parseTensorIndex(list(), 24), never)
    const bytes = await wide.arrayBuffer()
    expect([...new Float32Array(bytes, 0, 2)]).toEqual([Math.fround(0.1), -7])
    expect(new Uint8Array(bytes, 8, 56).every((byte) => byte === 0)).toBe(true)
    const numbers = [...fromFloat16(new Uint16Array(bytes, 64, 6))]
    expect(numbers.slice(0, 3)).toEqual([63.5, 0, -63.5])
    for (const [at, wanted] of [0.001, 0.002, -0.003].entries()) {
      expect(numbers[at + 3]).toBeCloseTo(wanted, 5)
    }
  })

  it('gives back a file in which nothing is packed', async () => {
    const plain = JSON.stringify({
      format: 'fooocus-tab-tensors/1',
      tensors: { bias: { offset: 0, dtype: 'float32', shape: [2] } },
    })
    const file = packedFile()
    expect(await widenWeights(file, parseTensorIndex(plain, 24), never)).toBe(file)
  })

  it('stops when it is cancelled', async () => {
    const index = parseTensorIndex(list(), 24)
    await expect(widenWeights(packedFile(), index, AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled)
  })

  it.each([
    ['steps that end after the file', { offset: 19 }],
    ['scales that end after the file', { scales: 17 }],
    ['another type than the graph reads', { dtype: 'float32', scales: undefined }],
  ])('refuses %s', (_, changes) => {
    expect(() => parseTensorIndex(list(changes), 24)).toThrow(/the list of tensors is wrong/u)
  })

  it('refuses a parameter that the packed file lacks', () => {
    const text = list().replace(/,"stored":\{"dtype":"int8"[^}]*\}/u, '')
    expect(() => parseTensorIndex(text, 24)).toThrow(/matrix is not in the packed file/u)
  })
})
