import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Frame } from '../../contract/protocol/frame.ts'
import { createLease } from '../../contract/protocol/identifiers.ts'
import { createTaskId } from '../../contract/task.ts'
import { collectInputs } from './inputs.ts'

const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes)
const file = Uint8Array.of(1, 2, 3, 4, 5)
const sha256 = createHash('sha256').update(file).digest('hex')
const announced = (name: string) => ({ name, mime: 'image/png', bytes: 5, sha256 })
const frame = (image: number, offset: number, payload: Uint8Array): Frame => ({
  type: 'input',
  last: false,
  image,
  seq: 0,
  offset,
  taskId: createTaskId('a'.repeat(32)),
  lease: createLease(new Uint8Array(12)),
  payload,
})

describe('collectInputs', () => {
  it('is complete at once when nothing was announced', async () => {
    const inputs = collectInputs([], digest)
    expect(inputs.isComplete()).toBe(true)
    expect(await inputs.check()).toEqual(new Map())
  })

  it('puts pieces of several pictures together, whatever their turns', async () => {
    const inputs = collectInputs([announced('a'), announced('b')], digest)
    expect(inputs.take(frame(1, 0, file.subarray(0, 2)))).toEqual({ kind: 'more' })
    expect(inputs.take(frame(0, 0, file))).toEqual({ kind: 'more' })
    expect(inputs.isComplete()).toBe(false)
    expect(inputs.take(frame(1, 2, file.subarray(2)))).toEqual({ kind: 'complete' })
    const picture = { mime: 'image/png', bytes: file }
    expect(await inputs.check()).toEqual(new Map([['a', picture], ['b', picture]])) // prettier-ignore
  })

  it('keeps its own copy of what arrived', async () => {
    const inputs = collectInputs([announced('a')], digest)
    const message = file.slice()
    inputs.take(frame(0, 0, message))
    message.fill(0)
    expect((await inputs.check())?.get('a')?.bytes).toEqual(file)
  })

  it('refuses a gap, an overlap, too many bytes and a picture nobody announced', () => {
    const wrong = (image: number, offset: number, payload: Uint8Array) =>
      collectInputs([announced('a')], digest).take(frame(image, offset, payload)).kind
    expect(wrong(0, 1, file.subarray(1))).toBe('wrong')
    expect(wrong(0, 0, new Uint8Array(6))).toBe('wrong')
    expect(wrong(1, 0, file)).toBe('wrong')
    const inputs = collectInputs([announced('a')], digest)
    inputs.take(frame(0, 0, file.subarray(0, 3)))
    expect(inputs.take(frame(0, 2, file.subarray(2))).kind).toBe('wrong')
  })

  it('does not take other bytes for the announced ones', async () => {
    const inputs = collectInputs([announced('a')], digest)
    inputs.take(frame(0, 0, Uint8Array.of(1, 2, 3, 4, 6)))
    expect(await inputs.check()).toBeNull()
  })
})
