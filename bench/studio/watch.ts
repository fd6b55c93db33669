import type { Browser, BrowserContext, Page } from '@playwright/test'

/** What the page's own observers saw since the last {@link takeSeen}. Times in milliseconds. */
export interface Seen {
  readonly longTasks: readonly number[]
  /** Layout shift scores that no input excuses, added up. */
  readonly shift: number
  /** From each input to the next painted frame, by the browser's own account (steps of 8; none under 16 is told). */
  readonly interactions: readonly number[]
  /** From each key press to the frame that shows its letter. */
  readonly typing: readonly number[]
  readonly previews: number
  /** What putting each of them on its canvas takes the main thread. */
  readonly previewCosts: readonly number[]
  readonly objectUrls: number
  /** Since navigation. */
  readonly largestPaint: number
}

interface Watch {
  longTasks: number[]
  shift: number
  interactions: number[]
  typing: number[]
  previews: number
  previewCosts: number[]
  urls: Set<string>
  largestPaint: number
}

/** A window of its own with a page that watches itself from its first script on. */
export async function openWatched(
  browser: Browser,
  url: string,
): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  // tsx keeps the names of functions by a helper of its own, which the page does not have.
  await page.addInitScript('globalThis.__name = (named) => named')
  await watchPage(page)
  await page.goto(url)
  return { context, page }
}

async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watch: Watch = {
      longTasks: [],
      shift: 0,
      interactions: [],
      typing: [],
      previews: 0,
      previewCosts: [],
      urls: new Set(),
      largestPaint: 0,
    }
    Object.assign(globalThis, { watch })
    const observe = (type: string, hear: (entry: PerformanceEntry) => void, more = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({
        type,
        buffered: true,
        ...more,
      })
    observe('longtask', ({ duration }) => watch.longTasks.push(duration))
    observe('layout-shift', (entry) => {
      const { value, hadRecentInput } = entry as unknown as { value: number; hadRecentInput: boolean }
      if (!hadRecentInput) watch.shift += value
    })
    observe('event', ({ duration }) => watch.interactions.push(duration), { durationThreshold: 16 })
    observe('largest-contentful-paint', ({ startTime }) => (watch.largestPaint = startTime))
    addEventListener('input', ({ timeStamp }) =>
      requestAnimationFrame(() => setTimeout(() => watch.typing.push(performance.now() - timeStamp))),
    )
    const { createObjectURL, revokeObjectURL } = URL
    URL.createObjectURL = (thing) => {
      const url = createObjectURL.call(URL, thing)
      watch.urls.add(url)
      return url
    }
    URL.revokeObjectURL = (url) => {
      watch.urls.delete(url)
      revokeObjectURL.call(URL, url)
    }
    const canvas = CanvasRenderingContext2D.prototype
    // Nothing else on the page puts pixels.
    canvas.putImageData = new Proxy(canvas.putImageData, {
      apply: (put, self, how) => {
        watch.previews += 1
        const from = performance.now()
        Reflect.apply(put, self, how)
        watch.previewCosts.push(performance.now() - from)
      },
    })
  })
}

/** What was seen since the last call. */
export function takeSeen(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: Watch }
    const seen = { ...watch, objectUrls: watch.urls.size, urls: undefined }
    Object.assign(watch, {
      longTasks: [],
      shift: 0,
      interactions: [],
      typing: [],
      previews: 0,
      previewCosts: [],
    })
    return seen
  })
}
