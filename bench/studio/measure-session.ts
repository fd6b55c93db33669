import type { Browser, CDPSession } from '@playwright/test'
import { compiledBytes } from './compiled-bytes.ts'
import { costsOf, handsOn } from './hands.ts'
import { openWatched, takeSeen } from './watch.ts'

/** A heap after a collection, in bytes. */
export interface HeapBytes {
  readonly all: number
  /** Of these, what the browser compiled. */
  readonly compiled: number
}

/** What a long session leaves behind. */
export interface SessionCosts {
  readonly pictures: number
  readonly before: HeapBytes
  readonly after: HeapBytes
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
  const before = await heapOf(session)
  for (let drawn = start; drawn < pictures; drawn++) await hands.draw(`a red apple ${drawn}`)
  const after = await heapOf(session)
  const { objectUrls, shift } = await takeSeen(page)
  await context.close()
  return { pictures, before, after, objectUrls, shift }
}

async function heapOf(session: CDPSession): Promise<HeapBytes> {
  const { heapBytes } = await costsOf(session)
  return { all: heapBytes, compiled: await compiledBytes(session) }
}
