import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import { parseSafetensors } from './parse-safetensors.ts'
import { safetensorsOf, writeSafetensors } from './testing/write-safetensors.ts'

const data = (bytes: number) => new Uint8Array(bytes)

describe('a whole file', () => {
  it('gives its tensors in every number format, and its notes', async () => {
    const file = writeSafetensors(
      {
        whole: { shape: [2, 2], values: [1, 2, 3, 0.1] },
        half: { shape: [2], values: [1, -0.5], type: 'F16' },
        brain: { shape: [], values: [3], type: 'BF16' },
        empty: { shape: [0, 4], values: [] },
      },
      { format: 'pt' },
    )
    const tensors = await parseSafetensors(file, 'a.safetensors')
    expect([...tensors.tensors.keys()]).toEqual(['whole', 'half', 'brain', 'empty'])
    expect(tensors.tensors.get('whole')).toMatchObject({ format: 'float32', shape: [2, 2] })
    expect(await tensors.read('whole')).toEqual(Float32Array.of(1, 2, 3, 0.1))
    expect(await tensors.read('half')).toEqual(Float32Array.of(1, -0.5))
    expect(await tensors.read('brain')).toEqual(Float32Array.of(3))
    expect(await tensors.read('empty')).toHaveLength(0)
    expect(tensors.metadata.get('format')).toBe('pt')
  })

  it('may have a header filled up with blanks, and no tensor', async () => {
    expect((await parseSafetensors(safetensorsOf('{}      ', data(0)), 'a')).tensors.size).toBe(0)
  })
})

const entry = (facts: object) =>
  JSON.stringify({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4], ...facts } })

it.each([
  ['is empty', new Blob()],
  ['has a header of 2^60 bytes', new Blob([BigUint64Array.of(2n ** 60n), data(100)])],
  ['has a tensor past its end', safetensorsOf(entry({ data_offsets: [2 ** 50, 2 ** 50 + 4] }), data(4))],
  ['ends in the header', new Blob([safetensorsOf(entry({}), data(4)).slice(0, 20)])],
  ['is a page', new Blob(['<!doctype html><html><body>Not found</body></html>'])],
  ['has a header that is no JSON', safetensorsOf('{"a":', data(0))],
  ['has a header that is no text', new Blob([BigUint64Array.of(2n), Uint8Array.of(0xff, 0xfe)])],
  ['has a list for a header', safetensorsOf('[]', data(0))],
  ['describes a tensor as nothing', safetensorsOf('{"a":null}', data(0))],
  ['has a shape that is no list', safetensorsOf(entry({ shape: 1 }), data(4))],
  ['has a negative side', safetensorsOf(entry({ shape: [-1] }), data(4))],
  ['has a broken side', safetensorsOf(entry({ shape: [0.5, 2] }), data(4))],
  ['has one offset', safetensorsOf(entry({ data_offsets: [0] }), data(4))],
  ['has offsets that do not fit the shape', safetensorsOf(entry({ shape: [2] }), data(4))],
  ['has offsets the wrong way round', safetensorsOf(entry({ data_offsets: [4, 0] }), data(4))],
  ['is cut off', safetensorsOf(entry({}), data(3))],
  ['goes on behind its tensors', safetensorsOf(entry({}), data(5))],
  ['starts with a hole', safetensorsOf(entry({ data_offsets: [4, 8] }), data(8))],
  [
    'has tensors over each other',
    safetensorsOf(
      '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}',
      data(12),
    ),
  ],
])('a file that %s is corrupt, and its name is told', async (_, file) => {
  await expect(parseSafetensors(file, 'my.safetensors')).rejects.toMatchObject({
    code: 'model_corrupt',
    message: expect.stringMatching(/^my\.safetensors: /u) as string,
    detail: { file: 'my.safetensors' },
  })
})

it('a file of the user is damaged by another name, and what is wrong can be shown', async () => {
  await expect(parseSafetensors(new Blob(), 'my.safetensors', 'invalid_file')).rejects.toMatchObject({
    code: 'invalid_file',
    detail: { file: 'my.safetensors', why: 'too short for a safetensors file' },
  })
})

it.each([
  ['F32', NaN],
  ['F32', Infinity],
  ['F16', -Infinity],
  ['F16', NaN],
  ['BF16', NaN],
  ['BF16', Infinity],
] as const)('a tensor of type %s with a %d is not given out but named', async (type, value) => {
  const file = writeSafetensors({
    good: { shape: [2], values: [1, -65504], type },
    bad: { shape: [2], values: [1, value], type },
  })
  const opened = await parseSafetensors(file, 'my.safetensors', 'invalid_file')
  expect(await opened.read('good')).toHaveLength(2)
  await expect(opened.read('bad')).rejects.toMatchObject({
    code: 'invalid_file',
    detail: { file: 'my.safetensors', tensor: 'bad' },
  })
})

it('numbers of another type are not supported, and the type is told', async () => {
  const file = safetensorsOf(entry({ dtype: 'F8_E4M3' }), data(4))
  await expect(parseSafetensors(file, 'a')).rejects.toMatchObject({
    code: 'unsupported_feature',
    detail: { feature: 'F8_E4M3' },
  })
})

it('whatever the bytes are, the answer is a file or an error with a code', async () => {
  const whole = new Uint8Array(await writeSafetensors({ a: { shape: [2], values: [1, 2] } }).arrayBuffer())
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 4 }), fc.nat(whole.length), async (changes, length) => {
      const bytes = whole.slice(0, length)
      for (const [at, value] of changes) if (at < length) bytes[at] = value
      await parseSafetensors(new Blob([bytes]), 'a').catch((error: unknown) => {
        expect(error).toBeInstanceOf(AppError)
      })
    }),
  )
})
