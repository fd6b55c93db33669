import { readFile } from 'node:fs/promises'
import { accessibilityProblems } from './fixtures/axe.ts'
import { bringPictures } from './fixtures/bring-pictures.ts'
import { pictureZip } from './fixtures/picture-zip.ts'
import { expect, test } from './fixtures/studio.ts'

const COUNT = 230

test('two hundred pictures are found, marked, sorted out, and moved to another browser', async ({
  studio,
  browser,
}) => {
  test.slow()
  const { page, gallery, pictures } = studio
  // Where the browser asks for a place on the disk, a test could not answer.
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'))
  await page.goto('/?sample=off#/gallery')
  await page.reload()
  await bringPictures(page, 'no.zip', Buffer.from('no zip at all'))
  await expect(gallery.getByRole('alert')).toContainText('damaged, or no zip')
  await expect(gallery.getByRole('alert')).toHaveAttribute('data-code', 'invalid_file')
  const zip = await pictureZip(COUNT)
  await bringPictures(page, 'pictures.zip', zip)
  await expect(gallery.getByText(`${COUNT} pictures imported`)).toBeVisible({ timeout: 60_000 })
  await bringPictures(page, 'pictures.zip', zip)
  await expect(gallery.getByText(`${COUNT} were here already`)).toBeVisible({ timeout: 60_000 })
  await gallery.getByRole('button', { name: 'Close' }).click()

  // Only what is in sight is in the page.
  await expect(gallery.getByText(`${COUNT} pictures`, { exact: true })).toBeVisible()
  await expect(pictures.first()).toHaveAttribute('alt', 'a red fox, number 1')
  expect(await pictures.count()).toBeLessThan(COUNT / 2)
  await gallery.getByRole('button', { name: 'Filters', exact: true }).click()
  const day = gallery.getByRole('combobox', { name: 'Day' })
  await expect(day).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await day.selectOption({ index: 1 })
  await expect(gallery.getByText(new RegExp(`^\\d{1,2} of ${COUNT} pictures$`))).toBeVisible()
  await gallery.getByRole('button', { name: 'Clear filters' }).click()
  await expect(gallery.getByText(`${COUNT} pictures`, { exact: true })).toBeVisible()

  // The address has the search; a reload and Back keep to it.
  const search = gallery.getByRole('searchbox', { name: 'Search pictures' })
  await search.fill('LIGHTHOUSE number')
  await expect(gallery.getByText(`${COUNT / 5} of ${COUNT} pictures`)).toBeVisible()
  await page.reload()
  await expect(search).toHaveValue('LIGHTHOUSE number')
  await expect(pictures.first()).toHaveAttribute('alt', 'a lighthouse, number 2')
  await search.fill('nothing like it')
  await gallery.getByText('No picture matches.').waitFor()
  await gallery.getByRole('button', { name: 'Clear filters' }).click()
  await expect(gallery.getByText(`${COUNT} pictures`, { exact: true })).toBeVisible()

  const grid = gallery.getByRole('grid', { name: 'Pictures' })
  const row = (name: string) => grid.getByRole('row', { name, exact: true })
  await row('an old bicycle, number 3').hover()
  await grid.getByRole('button', { name: 'Favourite: an old bicycle, number 3', exact: true }).click()
  await gallery.getByRole('button', { name: 'Favourites', exact: true }).click()
  await expect(gallery.getByText(`1 of ${COUNT} pictures`)).toBeVisible()
  await page.goBack()
  await expect(gallery.getByText(`${COUNT} pictures`, { exact: true })).toBeVisible()

  // By pointer and by keys; what is deleted leaves its place to the next one.
  await row('a red fox, number 1').click({ modifiers: ['Control'] })
  await row('an old bicycle, number 3').click({ modifiers: ['Shift'] })
  await expect(gallery.getByText('3 selected')).toBeVisible()
  await gallery.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Delete' }).click()
  await expect(row('a bowl of ramen, number 4')).toBeFocused()
  await expect(gallery.getByText(`${COUNT - 3} pictures`, { exact: true })).toBeVisible()
  await gallery.getByRole('link', { name: 'Recently deleted (3)' }).click()
  await expect(pictures).toHaveCount(3)
  await page.goBack()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(gallery.getByText(`${COUNT} pictures`, { exact: true })).toBeVisible()
  await row('a paper boat, number 5').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(gallery.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('Control+a')
  await expect(gallery.getByText(`${COUNT} selected`)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(gallery.getByText(/\d+ selected/u)).toBeHidden()
  await page.keyboard.press('End')
  await expect(row(`a paper boat, number ${COUNT}`)).toBeFocused()
  await page.keyboard.press('Enter')
  const full = page.getByRole('dialog')
  await expect(full.getByRole('img', { name: `a paper boat, number ${COUNT}` })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(full.getByRole('img', { name: `a bowl of ramen, number ${COUNT - 1}` })).toBeVisible()
  await page.keyboard.press('Escape')

  const downloading = page.waitForEvent('download')
  await gallery.getByRole('button', { name: 'Download all as zip' }).click()
  const exported = await readFile(await (await downloading).path())
  const other = await (await browser.newContext()).newPage()
  await other.goto('/?sample=off#/gallery')
  await bringPictures(other, 'exported.zip', exported)
  await expect(other.getByText(`${COUNT} pictures imported`)).toBeVisible({ timeout: 60_000 })
  await other.getByRole('button', { name: 'Favourites', exact: true }).click()
  await expect(other.getByRole('img', { name: 'an old bicycle, number 3', exact: true })).toBeVisible()
  await expect(other.getByText(`1 of ${COUNT} pictures`)).toBeVisible()
  await other.context().close()
})
