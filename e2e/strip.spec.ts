import { bringPictures } from './fixtures/bring-pictures.ts'
import { pictureZip } from './fixtures/picture-zip.ts'
import { expect, test } from './fixtures/studio.ts'

const COUNT = 50
/** Tiles on either side of what is in sight, and the one on the stage. */
const SPARE = 12

test('the strip draws what is in sight, and keys reach all the rest', async ({ studio }) => {
  const { page, gallery, preview } = studio
  await page.goto('/?sample=off#/gallery')
  await bringPictures(page, 'pictures.zip', await pictureZip(COUNT))
  await expect(gallery.getByText(`${COUNT} pictures imported`)).toBeVisible({ timeout: 60_000 })
  await page.goto('/?sample=off#/')

  const strip = gallery.getByRole('grid', { name: 'Pictures' })
  const row = (name: string) => strip.getByRole('row', { name, exact: true })
  await expect(gallery.getByText(`${COUNT} pictures`, { exact: true })).toBeVisible()
  await expect(strip).toHaveAttribute('aria-rowcount', String(COUNT))
  await expect(strip.getByRole('img').nth(5)).toBeVisible()
  const tile = (await row('a red fox, number 1').boundingBox())!
  const inSight = Math.ceil((await strip.boundingBox())!.width / tile.width)
  expect(await strip.getByRole('row').count()).toBeLessThanOrEqual(inSight + SPARE)

  await row('a red fox, number 1').focus()
  await page.keyboard.press('ArrowRight')
  await expect(row('a lighthouse, number 2')).toBeFocused()
  await page.keyboard.press('End')
  await expect(row(`a paper boat, number ${COUNT}`)).toBeFocused()
  await expect(row(`a paper boat, number ${COUNT}`)).toBeInViewport()
  await expect(row(`a paper boat, number ${COUNT}`).getByRole('img')).toBeVisible()
  await expect(row('a red fox, number 1')).toHaveCount(0)
  expect(await strip.getByRole('row').count()).toBeLessThanOrEqual(inSight + SPARE)
  await page.keyboard.press('Enter')
  await expect(preview.getByRole('img', { name: `a paper boat, number ${COUNT}`, exact: true })).toBeVisible()

  // What is deleted leaves its place to the one before: it was the last.
  await page.keyboard.press('Delete')
  await expect(row(`a bowl of ramen, number ${COUNT - 1}`)).toBeFocused()
  await page.keyboard.press('Home')
  await expect(row('a red fox, number 1')).toBeFocused()
  await row('an old bicycle, number 3').click()
  await expect(preview.getByRole('img', { name: 'an old bicycle, number 3', exact: true })).toBeVisible()

  // Read from right to left, the next one is on the left.
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
  await row('an old bicycle, number 3').focus()
  await page.keyboard.press('ArrowLeft')
  await expect(row('a bowl of ramen, number 4')).toBeFocused()
})
