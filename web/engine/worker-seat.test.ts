import { expect, it, vi } from 'vitest'
import type { EngineWorker } from '../../contract/studio.ts'
import type { WorkerHost } from './worker-host.ts'
import { createWorkerSeat } from './worker-seat.ts'

/** A seat over hosts without workers. */
function setUp() {
  const hosts: (WorkerHost & { readonly listeners: Set<() => void>; isOver: boolean })[] = []
  const seat = createWorkerSeat(() => {
    const listeners = new Set<() => void>()
    const host = {
      worker: { n: hosts.length } as unknown as EngineWorker,
      ready: Promise.resolve(),
      listeners,
      isOver: false,
      onGone: (listener: () => void) => {
        if (host.isOver) listener()
        else listeners.add(listener)
        return () => listeners.delete(listener)
      },
      lend: () => {},
      stop: () => {
        host.isOver = true
        for (const listener of [...listeners]) listener()
      },
    }
    hosts.push(host)
    return host
  })
  return { seat, hosts }
}

it('keeps nothing of a question that was answered', async () => {
  const { seat, hosts } = setUp()
  const answer = seat.askUntilAnswered(() => Promise.resolve(7))
  expect(hosts[0]!.listeners.size).toBe(1)
  await expect(answer).resolves.toBe(7)
  await expect(seat.ask(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(hosts[0]!.listeners.size).toBe(0)
})

it('gives up a question when its worker ends', async () => {
  const { seat } = setUp()
  const answer = seat.ask(() => new Promise(() => {}))
  seat.clear()
  await expect(answer).resolves.toBeNull()
  await expect(seat.ask(() => new Promise(() => {}))).resolves.toBeNull()
})

it('asks the next worker, however late it comes', async () => {
  const { seat, hosts } = setUp()
  const question = vi.fn((worker: EngineWorker) =>
    worker === hosts[0]!.worker ? new Promise<string>(() => {}) : Promise.resolve('here'),
  )
  const answer = seat.askUntilAnswered(question)
  seat.clear()
  await Promise.resolve()
  seat.replace()
  await expect(answer).resolves.toBe('here')
  expect(question).toHaveBeenCalledTimes(2)
})

it('starts one worker, whatever was to start before', async () => {
  vi.useFakeTimers()
  const { seat, hosts } = setUp()
  const [first, second] = [vi.fn(), vi.fn()]
  seat.replaceLater(10, first)
  seat.replaceLater(20, second)
  await vi.advanceTimersByTimeAsync(100)
  expect(first).not.toHaveBeenCalled()
  expect(second).toHaveBeenCalledOnce()
  seat.replaceLater(10, first)
  seat.replace()
  await vi.advanceTimersByTimeAsync(100)
  expect(first).not.toHaveBeenCalled()
  expect(hosts.map(({ isOver }) => isOver)).toEqual([true, true, false])
  vi.useRealTimers()
})
