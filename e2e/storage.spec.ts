import { modelBytes } from '../contract/manifest.ts'
import { formatBytes } from '../web/text/format.ts'
import { stickerModel } from '../workers/testing/sticker-model.ts'
import { SHORT } from './fixtures/draft.ts'
import { expect, test } from './fixtures/studio.ts'

test.use({ storageState: SHORT })

/** What all files of the built-in model come to, as the page writes it. */
const MODEL_SIZE = formatBytes(modelBytes(stickerModel))

test('the page shows what it keeps, and a deleted model frees its room until it is needed again', async ({
  studio,
}) => {
  const { page } = studio
  await studio.draw('a cat')
  await studio.waitForPicture(1)
  await studio.openOptions('Settings')
  const panel = page.getByRole('region', { name: 'On this device' })
  await expect(panel.getByRole('meter', { name: 'Storage' })).toBeVisible()
  await expect(panel.getByText('1 picture')).toBeVisible()
  const row = panel.getByRole('listitem').filter({ hasText: 'Model Sticker' })
  await expect(row).toContainText(MODEL_SIZE)

  await row.getByRole('button', { name: 'Delete Sticker' }).click()
  await expect(row.getByRole('button', { name: 'Get Sticker' })).toBeVisible()
  const blocks = () =>
    page.evaluate(async () => {
      const open = indexedDB.open((await indexedDB.databases())[0]!.name!)
      const database = await new Promise<IDBDatabase>(
        (resolve) => (open.onsuccess = () => resolve(open.result)),
      )
      const request = database.transaction('blocks').objectStore('blocks').count()
      const count = await new Promise<number>(
        (resolve) => (request.onsuccess = () => resolve(request.result)),
      )
      database.close()
      return count
    })
  expect(await blocks()).toBe(0)

  await studio.generate.click()
  await studio.waitForPicture(2)
  expect(await blocks()).toBeGreaterThan(5)
  await expect(row).toContainText(MODEL_SIZE)
})
