import type { CDPSession, Page } from '@playwright/test'

/** What a person does on the page, by role and name. */
export function handsOn(page: Page) {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const progress = page.getByRole('progressbar', { name: 'Generation progress' })
  const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true })
  return {
    prompt,
    progress,
    generate: () => button('Generate').click(),
    untilIdle: () => progress.waitFor({ state: 'detached', timeout: 300_000 }),
    openTab: (name: string) =>
      page.getByRole('tablist', { name: 'Options' }).getByRole('tab', { name, exact: true }).click(),
    /** Draws a picture and waits for its end. */
    draw: async (words: string) => {
      await prompt.fill(words)
      await button('Generate').click()
      await progress.waitFor()
      await progress.waitFor({ state: 'detached', timeout: 300_000 })
    },
    choose: (name: RegExp) => page.getByRole('radio', { name }).first().click({ force: true }),
  }
}

/** A person's hands. */
export type Hands = ReturnType<typeof handsOn>

/** Milliseconds that the page's main thread has worked, and bytes of its heap after a collection. */
export async function costsOf(session: CDPSession): Promise<{ busyMs: number; heapBytes: number }> {
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { busyMs: of('TaskDuration') * 1000, heapBytes: of('JSHeapUsedSize') }
}
