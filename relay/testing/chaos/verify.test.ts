import { describe, expect, it } from 'vitest'
import { createJournal, type TaskRecord } from './journal.ts'
import { verifyStored, verifyWebhooks } from './verify.ts'

const asked = { seed: 1n, images: 1, hasWebhook: true }
const ended: TaskRecord = {
  task_id: 'a',
  task_status: 'finished',
  finish_mills: 1,
  result: ['http://127.0.0.1/outputs/2026-01-31/x.png'],
  seeds: ['1'],
  files: ['2026-01-31/x.png'],
}
type Message = readonly [id: string, taskId: string, ...bodies: string[]]

const receiver = (messages: readonly Message[]) => ({
  url: '',
  received: new Map(
    messages.map(([id, taskId, ...bodies]) => [
      id,
      { taskId, status: 'finished', bodies: new Set(bodies), times: bodies.length },
    ]),
  ),
  close: () => Promise.resolve(),
})

describe('what a storm must not do', () => {
  it('is seen when an end changes', () => {
    const journal = createJournal()
    journal.promise('a', asked)
    journal.see({ ...ended, task_status: 'running' })
    journal.see(ended)
    journal.see(ended)
    expect(journal.violations).toEqual([])
    journal.see({ ...ended, task_status: 'running' })
    journal.see({ ...ended, files: ['2026-01-31/y.png'] })
    expect(journal.violations).toHaveLength(2)
  })

  it('is seen when a job belongs to two requests, or to none', () => {
    const journal = createJournal()
    journal.promise('a', asked)
    journal.promise('a', { ...asked, seed: 2n })
    journal.see({ ...ended, task_id: 'b' })
    expect(journal.violations).toHaveLength(2)
  })

  it('is seen when two leases of a job are stored', () => {
    const journal = createJournal()
    const stored = new Map([
      ['a', new Set(['1'])],
      ['b', new Set(['1', '2'])],
    ])
    expect(verifyStored(stored, journal)).toEqual({ once: 1, twice: 1 })
    expect(journal.violations).toEqual(['b: finished 2 times'])
  })

  it('is seen when webhooks differ, come under two ids, lie, or never come', () => {
    const look = (...messages: Message[]) => {
      const journal = createJournal()
      journal.promise('a', asked)
      journal.see(ended)
      verifyWebhooks(receiver(messages), journal)
      return journal.violations.length
    }
    expect(look(['1', 'a', 'x'])).toBe(0)
    expect(look(['1', 'a', 'x', 'y'])).toBe(1)
    expect(look(['1', 'a', 'x'], ['2', 'a', 'x'])).toBe(1)
    expect(look()).toBe(1)
  })
})
