import { describe, expect, it, test } from 'vitest'
import { createTaskId } from '../../contract/task.ts'
import type { Delivery } from '../jobs/ports.ts'
import { againLater, outcomeOf } from './retry.ts'

const delivery = (attempts: number): Delivery => ({
  id: 'd',
  jobId: createTaskId(crypto.randomUUID()),
  attempts,
  nextAt: 0,
  createdAt: 0,
})
const HOUR = 3_600_000
const MIDDLE = { now: 0, random: 0.5 }

describe('waiting', () => {
  it('grows fourfold from 5 seconds to 6 hours', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => {
      const outcome = againLater('no', delivery(attempts), MIDDLE)
      return outcome.kind === 'again' ? outcome.nextAt / 1000 : outcome.kind
    })
    expect(waits).toEqual([5, 20, 80, 320, 1280, 5120, 20480, 21600, 21600])
  })

  it('is up to a fifth shorter or longer', () => {
    const at = (random: number) => againLater('no', delivery(0), { now: 0, random })
    expect([at(0), at(0.999999)]).toMatchObject([{ nextAt: 4000 }, { nextAt: 6000 }])
  })

  it('ends after 24 hours', () => {
    expect(againLater('no', delivery(9), { ...MIDDLE, now: 17 * HOUR }).kind).toBe('again')
    expect(againLater('no', delivery(9), { ...MIDDLE, now: 19 * HOUR })).toEqual({
      kind: 'dead',
      reason: 'given up after 24 hours: no',
    })
  })
})

test.each<[number, number | null, unknown]>([
  [200, null, { kind: 'delivered' }],
  [204, null, { kind: 'delivered' }],
  [410, null, { kind: 'dead' }],
  [302, null, { kind: 'again', nextAt: 5000 }],
  [404, null, { kind: 'again', nextAt: 5000 }],
  [500, 60_000, { kind: 'again', nextAt: 5000 }],
  [429, 60_000, { kind: 'again', nextAt: 60_000 }],
  [503, 60_000, { kind: 'again', nextAt: 60_000 }],
  [503, 1000, { kind: 'again', nextAt: 5000 }],
  [503, null, { kind: 'again', nextAt: 5000 }],
  [429, 20 * HOUR, { kind: 'again', nextAt: 6 * HOUR }],
])('an answer of %i with Retry-After %s', (status, retryAfterMs, expected) => {
  expect(outcomeOf({ status, retryAfterMs }, delivery(0), MIDDLE)).toMatchObject(expected as object)
})
