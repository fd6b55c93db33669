import { describe, expect, it } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { createSlots } from './slots.ts'

/** Work that ends when it is told to. */
function makeWork() {
  const begun: number[] = []
  const ends: (() => void)[] = []
  const work = (name: number) => () => {
    begun.push(name)
    return new Promise<number>((resolve) => ends.push(() => resolve(name)))
  }
  return { begun, work, end: () => ends.shift()?.() }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('createSlots', () => {
  it('runs a few at once, the others in the order of asking, and turns away the rest', async () => {
    const { begun, work, end } = makeWork()
    const slots = createSlots(2, 2)
    const results = [1, 2, 3, 4].map((name) => slots.run(work(name)))
    await expect(slots.run(work(5))).rejects.toMatchObject({ code: 'queue_full' })
    expect(begun).toEqual([1, 2])
    end()
    await settle()
    expect(begun).toEqual([1, 2, 3])
    for (let left = 0; left < 3; left++) {
      end()
      await settle()
    }
    expect(await Promise.all(results)).toEqual([1, 2, 3, 4])
  })

  it('lets go of who gives up: at once from the queue, and from its place once the work is done', async () => {
    const { begun, work, end } = makeWork()
    const slots = createSlots(1, 2)
    const [first, second] = [new AbortController(), new AbortController()]
    const running = slots.run(work(1), first.signal)
    const waiting = slots.run(work(2), second.signal)
    const last = slots.run(work(3))
    second.abort()
    await expect(waiting).rejects.toBeInstanceOf(Cancelled)
    first.abort()
    await expect(running).rejects.toBeInstanceOf(Cancelled)
    await settle()
    expect(begun).toEqual([1])
    end()
    await settle()
    expect(begun).toEqual([1, 3])
    end()
    expect(await last).toBe(3)
    await expect(slots.run(work(4), AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled)
    expect(begun).toEqual([1, 3])
  })

  it('frees the place of work that fails', async () => {
    const slots = createSlots(1, 0)
    await expect(slots.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    await expect(slots.run(() => Promise.resolve('fine'))).resolves.toBe('fine')
  })
})
