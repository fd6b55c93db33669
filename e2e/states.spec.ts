import { accessibilityProblems } from './fixtures/axe.ts'
import { beforeEngine } from './fixtures/before-engine.ts'
import { NO_RELAY_OFFLINE } from './fixtures/page-errors.ts'
import { expect, test } from './fixtures/studio.ts'

/** What is only told where no task has run yet; other states are looked at where a test brings them about anyway. */
for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`states of the page, ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('axe finds nothing while the engine starts', async ({ page }) => {
      await page.route('**/assets/worker-main*.js', () => new Promise(() => undefined))
      await page.goto('/?sample=off')
      await expect(page.getByText('Getting the engine ready')).toBeVisible()
      expect(await accessibilityProblems(page)).toEqual([])
    })

    test('axe finds nothing on the processor and when the queue is paused', async ({ studio }) => {
      const { page } = studio
      const notices = page.getByRole('region', { name: 'Notices' })
      await expect(notices.getByText(/No graphics processor/)).toBeVisible()
      expect(await accessibilityProblems(page), 'on the processor').toEqual([])

      await page.getByRole('button', { name: 'Queue', exact: true }).click()
      await page.getByRole('button', { name: 'Pause queue' }).click()
      expect(await accessibilityProblems(page), 'queue, empty and paused').toEqual([])
      await page.keyboard.press('Escape')
      await expect(notices.getByText(/The queue is paused/)).toBeVisible()
      expect(await accessibilityProblems(page), 'paused').toEqual([])
    })

    test('axe finds nothing when room is short', async ({ page }) => {
      // This browser tells pages of a fixed quota, whatever there is.
      await beforeEngine(page, 'navigator.storage.estimate = async () => ({ usage: 9.8e9, quota: 10e9 });')
      await page.goto('/?sample=off')
      const notices = page.getByRole('region', { name: 'Notices' })
      await expect(notices.getByText(/Little space left/)).toBeVisible()
      expect(await accessibilityProblems(page)).toEqual([])
    })

    test.describe('without a network', () => {
      test.use({ allowedErrors: [NO_RELAY_OFFLINE] })

      test('axe finds nothing', async ({ studio, context }) => {
        // Only what was installed is there without a network.
        await studio.page.evaluate(() => navigator.serviceWorker.ready)
        await context.setOffline(true)
        await expect(studio.page.getByText('Offline').first()).toBeVisible()
        expect(await accessibilityProblems(studio.page), 'create').toEqual([])
        await studio.page.getByRole('link', { name: 'Models', exact: true }).click()
        await expect(studio.page.getByText(/You are offline/).first()).toBeVisible()
        expect(await accessibilityProblems(studio.page), 'models').toEqual([])
      })
    })
  })
}
