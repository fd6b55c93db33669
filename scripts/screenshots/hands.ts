import type { Page } from '@playwright/test'

/** How a person works the page, by role and name. */
export function handsOn(page: Page) {
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true })
  const progress = page.getByRole('progressbar', { name: 'Generation progress' })
  const untilIdle = async () => {
    await progress.waitFor({ timeout: 60_000 }).catch(() => undefined)
    await progress.waitFor({ state: 'detached', timeout: 300_000 })
  }
  return {
    button,
    prompt,
    untilIdle,
    draw: async (words: string) => {
      await prompt.fill(words)
      await button('Generate').click()
      await untilIdle()
    },
    openTab: async (name: string) => {
      const advanced = button('Advanced')
      const tab = page.getByRole('tablist', { name: 'Options' }).getByRole('tab', { name, exact: true })
      // Not whether the tab is there: the panel's code may still be on its way.
      if ((await advanced.getAttribute('aria-expanded')) === 'false') await advanced.click()
      await tab.click()
    },
    go: async (view: string) => {
      await page.evaluate((hash) => (location.hash = hash), `#/${view}`)
      await page.waitForTimeout(600)
    },
    pictures: page.getByRole('region', { name: 'Gallery', exact: true }).getByRole('img'),
  }
}
