import { describe, expect, it, vi } from 'vitest'
import { createTaskId } from '../../contract/task.ts'
import { createWaitingCalls } from './waiting-calls.ts'

const id = createTaskId('00000000-0000-4000-8000-000000000000')
const GRACE_MS = 15
const grace = () => new Promise((resolve) => setTimeout(resolve, 3 * GRACE_MS))

function create() {
  const stop = vi.fn(async () => null)
  const untilEnded = () => Promise.reject(new Error('not used here'))
  return { stop, calls: createWaitingCalls({ stop, untilEnded }, GRACE_MS) }
}

describe('createWaitingCalls', () => {
  it('stops a job whose last caller hung up', async () => {
    const { stop, calls } = create()
    const [one, two] = [calls.enter(id, false), calls.enter(id, false)]
    one.leave('hung-up')
    await grace()
    expect(stop).not.toHaveBeenCalled()
    two.leave('hung-up')
    await grace()
    expect(stop.mock.calls).toEqual([[id]])
  })

  it('leaves it to a caller who comes back in time', async () => {
    const { stop, calls } = create()
    calls.enter(id, false).leave('hung-up')
    const again = calls.enter(id, false)
    await grace()
    again.leave('answered')
    await grace()
    expect(stop).not.toHaveBeenCalled()
  })

  it('lets a job go on that was to be kept by any of its callers', async () => {
    const { stop, calls } = create()
    const [one, two] = [calls.enter(id, true), calls.enter(id, false)]
    one.leave('hung-up')
    two.leave('hung-up')
    await grace()
    expect(stop).not.toHaveBeenCalled()
  })

  it('counts each call once, however often it leaves', async () => {
    const { stop, calls } = create()
    const [one, two] = [calls.enter(id, false), calls.enter(id, false)]
    one.leave('hung-up')
    one.leave('hung-up')
    await grace()
    expect(stop).not.toHaveBeenCalled()
    two.leave('answered')
  })

  it('survives a store that cannot be reached', async () => {
    const { stop, calls } = create()
    stop.mockRejectedValue(new Error('down'))
    calls.enter(id, false).leave('hung-up')
    await grace()
    expect(stop).toHaveBeenCalledOnce()
  })
})
