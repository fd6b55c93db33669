import { describe, expect, it } from 'vitest'
import { runStorm } from './testing/chaos/storm.ts'

describe('a short storm over real processes', () => {
  it('loses no job, finishes none twice, and everything ends', async () => {
    const report = await runStorm({
      events: 16,
      seed: 3,
      store: 'sqlite',
      gapMs: [100, 700],
      leastJobs: 20,
      // A message that is sent again comes five seconds later.
      webhookFailures: 0,
    })
    expect(report.violations).toEqual([])
    expect(report.crashes).toBe(0)
    expect(report.events['kill relay']).toBeGreaterThan(0)
    expect(report.accepted).toBeGreaterThanOrEqual(20)
    expect(report.finished).toBeGreaterThan(5)
    expect(report.pictures).toBeGreaterThanOrEqual(report.finished)
    // A message that was cut in flight is due again after a minute.
  }, 240_000)
})
