import type { Browser } from '@playwright/test'
import { costsOf, handsOn } from './hands.ts'
import { openWatched, takeSeen } from './watch.ts'

/** What a long session leaves behind. */
export interface SessionCosts {
  readonly pictures: number
  readonly heapBefore: number
  readonly heapAfter: number
  /** Object URLs alive at the end. */
  readonly objectUrls: number
  readonly shift: number
}

/** Draws pictures in one window; the heap is read after a tenth of them and at the end. */
export async function measureSession(
  browser: Browser,
  address: string,
  pictures: number,
): Promise<SessionCosts> {
  const { context, page } = await openWatched(browser, `${address}/?sample=off`)
  const session = await context.newCDPSession(page)
  const hands = handsOn(page)
  await hands.choose(/^Lightning/)
  const start = Math.ceil(pictures / 10)
  for (let drawn = 0; drawn < start; drawn++) await hands.draw(`a red apple ${drawn}`)
  const { heapBytes: heapBefore } = await costsOf(session)
  for (let drawn = start; drawn < pictures; drawn++) await hands.draw(`a red apple ${drawn}`)
  const { heapBytes: heapAfter } = await costsOf(session)
  const { objectUrls, shift } = await takeSeen(page)
  await context.close()
  return { pictures, heapBefore, heapAfter, objectUrls, shift }
}
