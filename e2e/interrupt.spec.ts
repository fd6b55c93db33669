import { accessibilityProblems } from './fixtures/axe.ts'
import { rememberedDraft, SHORT } from './fixtures/draft.ts'
import { expect, test, type Studio } from './fixtures/studio.ts'

/** Long enough to be interrupted on any machine. */
const LONG = rememberedDraft({ overwrite_step: 200 }, '42')

const sampling = (studio: Studio) => studio.preview.getByText(/step \d+ of/i)

test.describe('a long task', () => {
  test.use({ storageState: LONG })

  test('stops while the model loads, and the next task runs', async ({ studio }) => {
    await studio.draw('a cat')
    await expect(studio.stop).toBeEnabled()
    await studio.stop.click()
    await expect(studio.progress).toBeHidden()
    await expect(studio.stop).toBeDisabled()
    await expect(studio.pictures).toHaveCount(0)
    await studio.draw('a dog')
    await expect(sampling(studio)).toBeVisible({ timeout: 60_000 })
  })

  test('stops while sampling within one model call', async ({ studio }) => {
    await studio.draw('a cat')
    await expect(sampling(studio)).toBeVisible({ timeout: 60_000 })
    await studio.stop.click()
    await expect(studio.progress).toBeHidden({ timeout: 10_000 })
    await expect(studio.pictures).toHaveCount(0)
    await expect(studio.generate).toBeEnabled()
  })

  test('a waiting task is removed and never starts', async ({ studio }) => {
    await studio.draw('a cat')
    await studio.draw('a dog')
    await studio.page.getByRole('button', { name: 'Queue', exact: true }).click()
    const queue = studio.page.getByRole('region', { name: 'Queue' })
    await queue.getByRole('button', { name: /^Remove/ }).click()
    await expect(queue.getByRole('button', { name: /^Remove/ })).toHaveCount(0)
    await studio.page.keyboard.press('Escape')
    await studio.stop.click()
    await expect(studio.progress).toBeHidden({ timeout: 30_000 })
    await studio.page.waitForTimeout(500)
    await expect(studio.progress).toBeHidden()
  })
})

test.describe('three images', () => {
  test.use({ storageState: rememberedDraft({ overwrite_step: 25, image_number: 3 }, '42') })

  test('skipping the second leaves the first and the third', async ({ studio }) => {
    await studio.draw('a cat')
    await expect(studio.preview.getByText(/picture 2 of 3/i)).toBeVisible({ timeout: 60_000 })
    await studio.skip.click()
    await studio.waitForPicture(2)
  })

  test('stopping in the second keeps the first', async ({ studio }) => {
    await studio.draw('a cat')
    await expect(studio.preview.getByText(/picture 2 of 3/i)).toBeVisible({ timeout: 60_000 })
    await studio.stop.click()
    await studio.waitForPicture(1)
    await studio.page.reload()
    await studio.waitForPicture(1)
  })

  test('a reload in the middle goes on with the images that are missing', async ({ studio }) => {
    await studio.draw('a cat')
    await expect(studio.pictures).toHaveCount(1, { timeout: 60_000 })
    await studio.page.reload()
    await studio.waitForPicture(3)
  })
})

test.describe('a worker that dies', () => {
  test.use({ storageState: LONG })

  test('fails the running task with a reason, and the queue goes on in a new one', async ({ studio }) => {
    await studio.draw('a cat')
    await expect(sampling(studio)).toBeVisible({ timeout: 60_000 })
    await studio.draw('a dog')
    const [worker] = studio.page.workers()
    await worker!.evaluate(() => {
      globalThis.close()
    })
    const notices = studio.page.getByRole('region', { name: 'Notices' })
    await expect(notices.locator('[role=alert][data-code=engine_crashed]')).toBeVisible({ timeout: 30_000 })
    expect(await accessibilityProblems(studio.page)).toEqual([])
    await expect(studio.preview.getByRole('img', { name: 'Preview of: a dog' })).toBeVisible({
      timeout: 60_000,
    })
  })
})

test.describe('two windows', () => {
  test.use({ storageState: SHORT })

  test('the second says who works, and takes over', async ({ studio, context }) => {
    const second = await context.newPage()
    await second.goto('/?sample=off')
    const notice = second.getByRole('region', { name: 'Notices' })
    await expect(notice.getByText(/another window/i)).toBeVisible()
    expect(await accessibilityProblems(second)).toEqual([])
    await notice.getByRole('button', { name: 'Work here instead' }).click()
    await second.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a cat')
    await second.getByRole('button', { name: 'Generate', exact: true }).click()
    await expect(second.getByRole('region', { name: 'Gallery' }).getByRole('img')).toHaveCount(1, {
      timeout: 60_000,
    })
    await expect(
      studio.page.getByRole('region', { name: 'Notices' }).getByText(/another window/i),
    ).toBeVisible()
  })

  test('a task sent from the waiting window runs once that window works', async ({ studio, context }) => {
    const second = await context.newPage()
    await second.goto('/?sample=off')
    await expect(second.getByText(/another window/i).first()).toBeVisible()
    await second.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a cat')
    await second.getByRole('button', { name: 'Generate', exact: true }).click()
    await studio.page.close()
    await expect(second.getByRole('region', { name: 'Gallery' }).getByRole('img')).toHaveCount(1, {
      timeout: 60_000,
    })
  })
})
