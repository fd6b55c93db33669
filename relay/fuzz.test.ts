import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findLeaks } from './testing/fuzz/find-leaks.ts'
import { runFrameFuzz } from './testing/fuzz/frame-fuzz.ts'
import { startFuzzRelay, type FuzzRelay } from './testing/fuzz/fuzz-relay.ts'
import { MAX_GROWTH_BYTES, runHttpFuzz } from './testing/fuzz/http-fuzz.ts'

describe('a relay that is sent bad things', () => {
  let relay: FuzzRelay
  beforeAll(async () => {
    relay = await startFuzzRelay()
  }, 30_000)
  afterAll(() => relay.remove())

  it('answers every request in a known form and within its time', async () => {
    const report = await runHttpFuzz(relay, 1_500, 5)
    expect(report.troubles).toEqual([])
    expect(report.statuses[200]).toBeGreaterThan(100)
    expect(report.statuses[422]).toBeGreaterThan(20)
    expect(report.memoryGrowthMb * 1e6).toBeLessThan(MAX_GROWTH_BYTES)
  }, 60_000)

  it('closes tabs that send bad frames, and no others', async () => {
    const report = await runFrameFuzz(relay, 1_500, 5)
    expect(report.troubles).toEqual([])
    expect(report.closed).toBeGreaterThan(50)
    expect(report.leases).toBeGreaterThan(10)
    expect(report.steadyJobs).toBeGreaterThan(5)
  }, 60_000)

  it('lives, and has no secret in its log', async () => {
    expect(await relay.isAlive()).toBe(true)
    expect(relay.crashes()).toBe(0)
    expect(relay.log().length).toBeGreaterThan(10_000)
    expect(findLeaks(relay)).toEqual([])
  })
})
