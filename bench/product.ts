import type { Browser, Page } from '@playwright/test'

/** How the built page does, in milliseconds. */
export interface ProductTimes {
  /** From the click to the picture in the gallery, model not yet on the device. */
  readonly coldMs: number
  /** The same after a reload: the model is on the device but not loaded. */
  readonly warmMs: number
  /** The same again at once, some times: everything is loaded. */
  readonly hotMs: readonly number[]
  /** Longest task on the main thread during each hot picture; 0 when none reached 50 ms. */
  readonly longestTaskMs: readonly number[]
  /** From a key press to the typed character on screen while generating, each. */
  readonly typingMs: readonly number[]
}

const HOT_PICTURES = 5

/** Draws pictures in a fresh profile: cold, warm, then hot ones, and one more while somebody types. */
export async function measureProduct(browser: Browser, address: string): Promise<ProductTimes> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${address}/?sample=off`)
  const coldMs = await draw(page, 1)
  await page.reload()
  const warmMs = await draw(page, 2)
  await page.evaluate(watchLongTasks)
  const hotMs: number[] = []
  const longestTaskMs: number[] = []
  for (let picture = 0; picture < HOT_PICTURES; picture++) {
    hotMs.push(await draw(page, 3 + picture))
    longestTaskMs.push(await page.evaluate(takeLongestTask))
  }
  const typing = typeWhileBusy(page)
  await draw(page, 3 + HOT_PICTURES)
  const typingMs = await typing
  await context.close()
  return { coldMs, warmMs, hotMs, longestTaskMs, typingMs }
}

async function draw(page: Page, count: number): Promise<number> {
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a red apple')
  const from = performance.now()
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await page
    .getByRole('region', { name: 'Gallery' })
    .getByRole('img')
    .nth(count - 1)
    .waitFor({ timeout: 300_000 })
  return performance.now() - from
}

function watchLongTasks(): void {
  const longTasks: number[] = []
  Object.assign(globalThis, { longTasks })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasks.push(entry.duration)
  }).observe({ entryTypes: ['longtask'] })
}

/** The longest task since the last call. */
function takeLongestTask(): number {
  const { longTasks } = globalThis as unknown as { longTasks: number[] }
  return Math.max(0, ...longTasks.splice(0))
}

/** Types into the negative prompt while a picture forms; each time ends with the next frame that shows the letter. */
async function typeWhileBusy(page: Page): Promise<readonly number[]> {
  await page.getByRole('progressbar', { name: 'Generation progress' }).waitFor()
  const box = page.getByRole('textbox', { name: 'Negative prompt', exact: true })
  await box.click()
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { typingTimes: times })
    addEventListener('input', (event) => {
      const pressed = event.timeStamp
      requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - pressed)))
    })
  })
  for (let letter = 0; letter < 20; letter++) {
    if (!(await page.getByRole('progressbar', { name: 'Generation progress' }).isVisible())) break
    await page.keyboard.type('x', { delay: 30 })
  }
  return page.evaluate(() => (globalThis as unknown as { typingTimes: number[] }).typingTimes)
}
