import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTaskId, type TaskId } from '../../../contract/task.ts'
import type { JobProgress } from '../../jobs/job.ts'
import type { Bus, JobSignal, TabCommand } from '../../jobs/ports.ts'

/** A bus under test. */
export interface BusUnderTest {
  readonly bus: Bus
  /** Another relay's end of the same bus, where there can be one. */
  readonly other?: Bus
  readonly close: () => Promise<void>
}

const progress = (percent: number): Omit<JobProgress, 'preview'> => ({
  percent,
  message: `Sampling step ${percent}/100 …`,
  step: { image: 0, images: 1, step: percent, steps: 100 },
})
const says = (percent: number): JobSignal => ({ type: 'progress', progress: progress(percent) })
const preview = (fill: number) =>
  ({ mime: 'image/webp', bytes: new Uint8Array(300).fill(fill), image: 2 }) as const
const soon = { timeout: 3_000, interval: 5 }

/** The behaviour that every Bus shows. */
export function busContract(name: string, open: () => Promise<BusUnderTest>): void {
  describe(`${name} as a Bus`, () => {
    let under: BusUnderTest
    let bus: Bus
    let id: TaskId

    beforeAll(async () => {
      under = await open()
      bus = under.bus
    })
    afterAll(() => under.close())
    beforeEach(() => {
      id = createTaskId(crypto.randomUUID())
    })

    /** Both ends of the bus, or the only one twice. */
    const ends = () => [under.bus, under.other ?? under.bus]
    const listen = async (at: Bus, to = id) => {
      const heard: JobSignal[] = []
      return { heard, stop: await at.watch(to, (signal) => void heard.push(signal)) }
    }

    it('carries every signal to every watcher, in order', async () => {
      const [a, b] = await Promise.all(ends().map((end) => listen(end)))
      const said: JobSignal[] = [
        ...Array.from({ length: 50 }, (_, at) => says(at)),
        { type: 'preview', preview: preview(7) },
        { type: 'changed' },
        { type: 'preview', preview: preview(8) },
        { type: 'changed', ended: true },
      ]
      for (const signal of said) bus.publish(id, signal)
      await vi.waitFor(
        () => expect([a!.heard.length, b!.heard.length]).toEqual([said.length, said.length]),
        soon,
      )
      expect(a!.heard).toEqual(said)
      expect(b!.heard).toEqual(said)
    })

    it('carries nothing of other jobs, nothing from before, and nothing after the listener has stopped', async () => {
      bus.publish(id, says(1))
      const first = await listen(bus)
      const second = await listen(bus)
      bus.publish(createTaskId(crypto.randomUUID()), says(2))
      bus.publish(id, says(3))
      await vi.waitFor(() => expect(second.heard).toEqual([says(3)]), soon)
      first.stop()
      first.stop()
      bus.publish(id, says(4))
      await vi.waitFor(() => expect(second.heard).toEqual([says(3), says(4)]), soon)
      expect(first.heard).toEqual([says(3)])
      second.stop()
      const third = await listen(bus)
      bus.publish(id, says(5))
      await vi.waitFor(() => expect(third.heard).toEqual([says(5)]), soon)
      expect(second.heard).toEqual([says(3), says(4)])
    })

    it('calls a function that listens twice as often', async () => {
      const listener = vi.fn()
      const stop = await bus.watch(id, listener)
      await bus.watch(id, listener)
      bus.publish(id, says(1))
      await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(2), soon)
      stop()
      bus.publish(id, says(2))
      await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(3), soon)
    })

    it('knows within about a second whether anyone watches', async () => {
      for (const end of ends()) {
        await vi.waitFor(() => expect(bus.isWatched(id)).toBe(false), soon)
        const { stop } = await listen(end)
        await vi.waitFor(() => expect(bus.isWatched(id)).toBe(true), soon)
        stop()
      }
      await vi.waitFor(() => expect(bus.isWatched(id)).toBe(false), soon)
    })

    it('keeps the last progress together with the last preview until the job ends', async () => {
      expect(await bus.progress(id)).toBeNull()
      bus.publish(id, { type: 'preview', preview: preview(1) })
      expect(await bus.progress(id)).toEqual({ percent: 0, message: '', step: null, preview: preview(1) })
      bus.publish(id, says(10))
      bus.publish(id, says(20))
      expect(await bus.progress(id)).toEqual({ ...progress(20), preview: preview(1) })
      bus.publish(id, { type: 'changed' })
      bus.publish(id, { type: 'preview', preview: preview(2) })
      const last = { ...progress(20), preview: preview(2) }
      expect(await bus.progress(id)).toEqual(last)
      await vi.waitFor(async () => expect(await ends()[1]!.progress(id)).toEqual(last), soon)
      bus.publish(id, { type: 'changed', ended: true })
      expect(await bus.progress(id)).toBeNull()
      await vi.waitFor(async () => expect(await ends()[1]!.progress(id)).toBeNull(), soon)
    })

    it('tells everyone of work, until they stop listening', async () => {
      const here = vi.fn()
      const there = vi.fn()
      const stop = bus.onWork(here)
      ends()[1]!.onWork(there)
      bus.announceWork()
      await vi.waitFor(() => expect([here.mock.calls.length, there.mock.calls.length]).toEqual([1, 1]), soon)
      stop()
      ends()[1]!.announceWork()
      await vi.waitFor(() => expect(there).toHaveBeenCalledTimes(2), soon)
      expect(here).toHaveBeenCalledTimes(1)
    })

    it('carries a command to the relay of that name only', async () => {
      const heard: Record<string, TabCommand[]> = { north: [], south: [] }
      const stop = bus.onCommand('north', (command) => void heard.north!.push(command))
      ends()[1]!.onCommand('south', (command) => void heard.south!.push(command))
      await vi.waitFor(() => {
        bus.command('south', { type: 'stop', id })
        expect(heard.south).toContainEqual({ type: 'stop', id })
      }, soon)
      ends()[1]!.command('north', { type: 'skip', id })
      bus.command('nowhere', { type: 'stop', id })
      await vi.waitFor(() => expect(heard.north).toEqual([{ type: 'skip', id }]), soon)
      stop()
      bus.command('north', { type: 'stop', id })
      const { heard: signals } = await listen(bus)
      bus.publish(id, { type: 'changed' })
      await vi.waitFor(() => expect(signals).toHaveLength(1), soon)
      expect(heard.north).toHaveLength(1)
    })
  })
}
