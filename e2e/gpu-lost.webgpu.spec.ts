import { accessibilityProblems } from './fixtures/axe.ts'
import { rememberedDraft } from './fixtures/draft.ts'
import { expect, test } from './fixtures/studio.ts'

/** The library's own report of the call that failed. */
const FAILED_KERNEL = /Non-zero status code returned|^.\[m /u

test.use({
  storageState: rememberedDraft({ overwrite_step: 1, image_number: 1, style_selections: [] }, '42'),
  allowedErrors: [FAILED_KERNEL],
})

test('a task outlives the graphics processor twice, and is then made by the processor', async ({
  studio,
}) => {
  // The model is loaded three times, twice of them on a GPU computed by the processor.
  test.setTimeout(240_000)
  const { page } = studio
  const banner = page.getByRole('banner')
  await expect(banner.getByText('GPU · ready')).toBeVisible({ timeout: 60_000 })
  expect(await accessibilityProblems(page), 'on the graphics processor').toEqual([])
  const debugging = await page.context().browser()!.newBrowserCDPSession()
  await studio.draw('a panda')
  for (const attempt of ['first', 'second']) {
    await expect(studio.progress, attempt).toHaveAttribute('aria-valuetext', /Reading the prompt|step/i, {
      timeout: 90_000,
    })
    await debugging.send('Browser.crashGpuProcess')
    await expect(studio.progress, `${attempt}, begun again`).toHaveAttribute('aria-valuetext', /Loading/, {
      timeout: 60_000,
    })
  }
  await studio.waitForPicture(1, 90_000)
  await expect(banner.getByText('Processor')).toBeVisible()
  const notices = page.getByRole('region', { name: 'Notices' })
  await expect(notices).toContainText('The graphics processor stopped answering twice.')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await accessibilityProblems(page), colorScheme).toEqual([])
  }
})
