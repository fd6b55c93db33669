import { expect, test } from '@playwright/test'
import type { Harness } from './harness/harness.ts'
import { inHarness, startHarness, type HarnessServer } from './fixtures/harness.ts'

type Drawn = Awaited<ReturnType<Harness['drawSticker']>>

let server: HarnessServer

test.beforeAll(async () => {
  server = await startHarness()
})
test.afterAll(() => server.close())

test('one thread and two draw the same picture within two levels of 255', async ({ page }) => {
  await server.open(page)
  const draw = (threads: number) =>
    inHarness<unknown[], Drawn>(page, 'drawSticker', { backend: 'wasm', threads }, 8)
  const one = await draw(1)
  // Threads are chosen once for a page; a second choice needs a fresh one.
  await server.open(page)
  const two = await draw(2)
  expect([one.report.threads, two.report.threads]).toEqual([1, 2])
  const largest = one.data.reduce((worst, value, i) => Math.max(worst, Math.abs(value - two.data[i]!)), 0)
  expect(largest).toBeLessThanOrEqual(2)
  expect(new Set(one.data).size).toBeGreaterThan(20)
})
