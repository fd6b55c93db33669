import { describe, expect, it } from 'vitest'
import { createTaskId } from '../../../contract/task.ts'
import { busContract } from '../testing/bus-contract.ts'
import { createMemoryBus } from './create-memory-bus.ts'

busContract('the memory bus', async () => {
  const bus = createMemoryBus()
  return { bus, close: () => bus.close() }
})

describe('the memory bus', () => {
  const says = { type: 'progress', progress: { percent: 5, message: 'a', step: null } } as const

  it('forgets progress after a minute, whichever job spoke last', async () => {
    let now = 0
    const bus = createMemoryBus({ now: () => now })
    const [early, late] = [createTaskId('a'), createTaskId('b')]
    bus.publish(early, says)
    now = 30_000
    bus.publish(late, says)
    now = 59_999
    expect(await bus.progress(early)).not.toBeNull()
    now = 60_000
    expect(await bus.progress(early)).toBeNull()
    expect(await bus.progress(late)).not.toBeNull()
  })

  it('is exact about watchers, and calls nobody before the publisher is done', async () => {
    const bus = createMemoryBus()
    const id = createTaskId('c')
    const heard: string[] = []
    const stop = await bus.watch(id, ({ type }) => void heard.push(type))
    expect(bus.isWatched(id)).toBe(true)
    bus.publish(id, says)
    expect(heard).toEqual([])
    await Promise.resolve()
    expect(heard).toEqual(['progress'])
    bus.publish(id, says)
    stop()
    expect(bus.isWatched(id)).toBe(false)
    await Promise.resolve()
    expect(heard).toEqual(['progress'])
  })
})
