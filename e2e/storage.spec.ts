import type { Page } from '@playwright/test'
import { modelBytes } from '../contract/manifest.ts'
import { formatBytes } from '../web/text/format.ts'
import { stickerModel } from '../workers/testing/sticker-model.ts'
import { SHORT } from './fixtures/draft.ts'
import { expect, test } from './fixtures/studio.ts'

test.use({ storageState: SHORT })

/** What all files of the built-in model come to, as the page writes it. */
const MODEL_SIZE = formatBytes(modelBytes(stickerModel), { locale: 'en' })

test('the page shows what it keeps, and a deleted model frees its room until it is needed again', async ({
  studio,
}) => {
  const { page } = studio
  await studio.draw('a cat')
  await studio.waitForPicture(1)
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  const panel = page.getByRole('region', { name: 'On this device' })
  await expect(panel.getByRole('meter', { name: 'Storage' })).toBeVisible()
  await expect(panel.getByText('1 picture')).toBeVisible()
  await expect(panel.getByRole('listitem').filter({ hasText: 'Models' })).toContainText(MODEL_SIZE)

  await panel.getByRole('link', { name: 'Manage models' }).click()
  const card = page.getByRole('article', { name: 'Sticker' })
  await expect(card).toContainText(MODEL_SIZE)
  await card.getByRole('button', { name: 'Delete', exact: true }).click()
  await card.getByRole('button', { name: 'Delete now' }).click()
  await expect(card.getByRole('button', { name: 'Get', exact: true })).toBeVisible()
  expect(await rowsIn(page, 'blocks')).toBe(0)

  await page.getByRole('link', { name: 'Create', exact: true }).click()
  await studio.generate.click()
  await studio.waitForPicture(2)
  expect(await rowsIn(page, 'blocks')).toBeGreaterThan(5)
  await page.getByRole('link', { name: 'Models', exact: true }).click()
  await expect(card.getByText('Ready')).toBeVisible()
})

test('deleting everything leaves nothing of a task behind, running ones included', async ({ studio }) => {
  const { page } = studio
  await studio.draw('a cat')
  await studio.waitForPicture(1)
  await studio.draw('a dog')
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Delete everything…' }).click()
  const question = page.getByRole('dialog')
  await question.getByRole('textbox', { name: /to go on/ }).fill('delete')
  await Promise.all([
    page.waitForEvent('load'),
    question.getByRole('button', { name: 'Delete everything', exact: true }).click(),
  ])
  await expect(studio.prompt).toBeEditable()
  await expect(studio.pictures).toHaveCount(0)
  for (const store of ['pictures', 'pictureFiles', 'pictureIndex', 'thumbnails', 'tasks', 'userFiles'])
    expect(await rowsIn(page, store), store).toBe(0)
})

/** How many rows a store of the page's database has. */
function rowsIn(page: Page, name: string): Promise<number> {
  return page.evaluate(async (store) => {
    const open = indexedDB.open((await indexedDB.databases())[0]!.name!)
    const database = await new Promise<IDBDatabase>(
      (resolve) => (open.onsuccess = () => resolve(open.result)),
    )
    const request = database.transaction(store).objectStore(store).count()
    const count = await new Promise<number>((resolve) => (request.onsuccess = () => resolve(request.result)))
    database.close()
    return count
  }, name)
}
