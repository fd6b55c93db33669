import { describe, expect, it } from 'vitest'
import { createFakeLocks } from '../testing/fake-locks.ts'
import { connect, freshKept, isActive, until } from './testing/connect-harness.ts'

describe('the one worker of a window', () => {
  const living = (workers: readonly { isTerminated: boolean }[]) =>
    workers.filter(({ isTerminated }) => !isTerminated)

  it('is the only one when the engine is taken and taken back while a restart waits', async () => {
    const locks = createFakeLocks()
    const kept = freshKept()
    const first = connect({ locks: locks.manager, kept, restartDelaysMs: [40] })
    await isActive(first.states)
    first.workers[0]!.die('out of memory')
    const second = connect({ locks: locks.manager, kept })
    second.engine.takeOver()
    await until(() => expect(first.states.at(-1)).toBe('taken'))
    first.engine.takeOver()
    await isActive(first.states)
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(first.workers).toHaveLength(2)
    expect(living(first.workers)).toHaveLength(1)
    expect(first.states.at(-1)).toBe('active')
  })

  it('is the only one after retry() was pressed twice', async () => {
    const { engine, workers, states } = connect({ restartDelaysMs: [20] })
    await isActive(states)
    workers[0]!.die('out of memory')
    await until(() => expect(workers).toHaveLength(2))
    workers[1]!.die('out of memory')
    await until(() => expect(states.at(-1)).toBe('broken'))
    engine.retry()
    engine.retry()
    await isActive(states)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(workers).toHaveLength(3)
  })

  it('is ended when retry() replaces it', async () => {
    const { engine, workers, states } = connect()
    await isActive(states)
    engine.retry()
    expect(workers[0]!.isTerminated).toBe(true)
    await isActive(states)
    expect(living(workers)).toHaveLength(1)
  })

  it('does not come back after close()', async () => {
    const { engine, workers, states } = connect({ restartDelaysMs: [20] })
    await isActive(states)
    workers[0]!.die('out of memory')
    engine.close()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(workers).toHaveLength(1)
  })

  it('is a fresh one when a window that gave up gets the engine', async () => {
    const locks = createFakeLocks()
    const first = connect({ locks: locks.manager })
    await isActive(first.states)
    const second = connect({ locks: locks.manager, restartDelaysMs: [0] })
    await until(() => expect(second.states.at(-1)).toBe('elsewhere'))
    second.workers[0]!.die('no such file')
    await until(() => expect(second.workers).toHaveLength(2))
    second.workers[1]!.die('no such file')
    expect(second.states.at(-1)).toBe('broken')
    second.engine.takeOver()
    await isActive(second.states)
  })
})
