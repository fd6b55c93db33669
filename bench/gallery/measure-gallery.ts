import type { Browser, Page } from '@playwright/test'
import { costsOf } from '../studio/hands.ts'
import { openWatched, takeSeen } from '../studio/watch.ts'
import { fillStorage } from './fill-storage.ts'

/** How the gallery does with many pictures. */
export interface GalleryTimes {
  /** From the link to the first tile while the index is made, once, for pictures of an older version. */
  readonly upgradeMs: number
  /** From the link to the first tile, the worker's index not read yet. */
  readonly coldMs: number
  /** The same again, some times. */
  readonly openMs: readonly number[]
  /** From a letter in the search box to the total that answers it. */
  readonly searchMs: readonly number[]
  readonly longestFrameMs: number
  /** What a frame takes at most where nothing happens: the machine's own share. */
  readonly stillFrameMs: number
  readonly heapGrowth: number
  readonly spareTiles: number
  readonly spareUrls: number
}

const ROUNDS = 5
// Each finds another number of pictures than the one before: the total on screen is what tells that it was answered.
const WORDS = ['fox', 'number 7', 'zebra', 'boat', '77']

/** Fills a fresh profile and opens, searches and scrolls its gallery. */
export async function measureGallery(
  browser: Browser,
  address: string,
  count: number,
): Promise<GalleryTimes> {
  const { context, page } = await openWatched(browser, `${address}/?sample=off`)
  const session = await context.newCDPSession(page)
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).waitFor()
  await fillStorage(page, count)
  await page.reload()
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).waitFor()
  const upgradeMs = await open(page)
  await page.goto('about:blank')
  await page.goto(`${address}/?sample=off`)
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).waitFor()
  const { heapBytes: heapBefore } = await costsOf(session)
  const coldMs = await open(page)
  const openMs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await page.evaluate(() => (location.hash = '#/'))
    await page.getByRole('textbox', { name: 'Prompt', exact: true }).waitFor()
    openMs.push(await open(page))
  }
  const searchMs: number[] = []
  for (const word of WORDS) searchMs.push(await search(page, word))
  await search(page, '')
  const stillFrameMs = await page.evaluate(longestFrame, 0)
  const longestFrameMs = await page.evaluate(longestFrame, 600)
  const { heapBytes: heapAfter } = await costsOf(session)
  const { objectUrls } = await takeSeen(page)
  const { tiles, inSight } = await page.evaluate(countTiles)
  await context.close()
  return {
    ...{ upgradeMs, coldMs, openMs, searchMs, longestFrameMs, stillFrameMs },
    heapGrowth: heapAfter - heapBefore,
    spareTiles: tiles - inSight,
    spareUrls: objectUrls - inSight,
  }
}

/** From the change of the address to the frame that shows a picture. */
function open(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const from = performance.now()
    location.hash = '#/gallery'
    while (
      !document.querySelector<HTMLImageElement>('[data-scrolls] [role="grid"] [data-key] img')?.complete
    ) {
      await new Promise(requestAnimationFrame)
    }
    return performance.now() - from
  })
}

/** From the input event to the frame with a total that belongs to it. */
function search(page: Page, text: string): Promise<number> {
  return page.evaluate(async (word) => {
    const box = document.querySelector<HTMLInputElement>('input[type="search"]')
    const total = document.querySelector('#gallery header span')
    if (!box || !total) throw new Error('the gallery has no search box')
    const before = total.textContent
    const from = performance.now()
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, word)
    box.dispatchEvent(new Event('input', { bubbles: true }))
    while (total.textContent === before && performance.now() - from < 5_000) {
      await new Promise(requestAnimationFrame)
    }
    return performance.now() - from
  }, text)
}

/** The longest of 120 frames in which the gallery is scrolled by so many pixels each. */
async function longestFrame(pixels: number): Promise<number> {
  const scrolled = document.querySelector('#gallery')!
  let longest = 0
  let last = await new Promise<number>(requestAnimationFrame)
  for (let frame = 0; frame < 120; frame++) {
    scrolled.scrollTop += pixels
    const now = await new Promise<number>(requestAnimationFrame)
    longest = Math.max(longest, now - last)
    last = now
  }
  return longest
}

function countTiles(): { tiles: number; inSight: number } {
  const { top, bottom } = document.querySelector('#gallery')!.getBoundingClientRect()
  const tiles = [...document.querySelectorAll('[role="grid"] [data-key]')]
  const inSight = tiles.filter((tile) => {
    const box = tile.getBoundingClientRect()
    return box.bottom > top && box.top < bottom
  })
  return { tiles: tiles.length, inSight: inSight.length }
}
