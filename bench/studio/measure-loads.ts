import type { Browser } from '@playwright/test'
import { handsOn } from './hands.ts'
import { openWatched, takeSeen } from './watch.ts'

/** How soon the page is there, in milliseconds, and how still it stands. */
export interface LoadTimes {
  readonly coldPaintMs: number
  readonly coldShift: number
  readonly offlinePaintMs: number
  readonly offlineShift: number
  /** From the first paint of a reload to the draft of the visit before in its boxes. */
  readonly restoreMs: number
}

const DRAFT = 'a draft that survives'

/** A first visit over the network, then one more with the network gone. */
export async function measureLoad(browser: Browser, address: string): Promise<LoadTimes> {
  const { context, page } = await openWatched(browser, `${address}/?sample=off`)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForTimeout(3_000)
  const cold = await takeSeen(page)
  await handsOn(page).prompt.fill(DRAFT)
  await page.waitForTimeout(1_000)
  // Now the service worker has the page and answers for it.
  await page.reload()
  await page.waitForTimeout(2_000)
  await context.setOffline(true)
  await page.addInitScript((words) => {
    const look = () => {
      const box = document.querySelector<HTMLTextAreaElement>('textarea')
      if (box?.value === words) Object.assign(globalThis, { restoredAt: performance.now() })
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, DRAFT)
  await page.reload()
  await page.waitForTimeout(2_000)
  const offline = await takeSeen(page)
  const { restoredAt, paintAt } = await page.evaluate(() => ({
    restoredAt: (globalThis as unknown as { restoredAt?: number }).restoredAt ?? Number.NaN,
    paintAt: performance.getEntriesByName('first-paint')[0]?.startTime ?? Number.NaN,
  }))
  await context.close()
  return {
    coldPaintMs: cold.largestPaint,
    coldShift: cold.shift,
    offlinePaintMs: offline.largestPaint,
    offlineShift: offline.shift,
    restoreMs: Math.max(0, restoredAt - paintAt),
  }
}
