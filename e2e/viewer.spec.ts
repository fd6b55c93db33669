import { accessibilityProblems } from './fixtures/axe.ts'
import { bringPictures } from './fixtures/bring-pictures.ts'
import { pictureZip } from './fixtures/picture-zip.ts'
import { expect, test } from './fixtures/studio.ts'

const WIDTHS = [
  { name: '1440 px', viewport: { width: 1440, height: 900 } },
  { name: '390 px', viewport: { width: 390, height: 844 } },
]

for (const { name, viewport } of WIDTHS) {
  test.describe(name, () => {
    test.use({ viewport })

    test.beforeEach(async ({ studio }) => {
      await studio.page.evaluate(() => (location.hash = '#/gallery'))
      await bringPictures(studio.page, 'pictures.zip', await pictureZip(5))
      await expect(studio.gallery.getByText('5 pictures imported')).toBeVisible()
    })

    test('a picture is looked at closely, judged, read about and deleted, all by keys', async ({
      studio,
    }) => {
      const { page, gallery } = studio
      const tile = (words: string) => gallery.getByRole('row', { name: words, exact: true })
      await tile('a red fox, number 1').press('Enter')
      const view = page.getByRole('dialog', { name: 'Full view' })
      const shown = view.getByRole('img')
      await expect(shown).toHaveAttribute('alt', 'a red fox, number 1')
      await expect(view.getByText('seed 1000')).toBeVisible()

      await page.keyboard.press('ArrowRight')
      await expect(shown).toHaveAttribute('alt', 'a lighthouse, number 2')
      await page.keyboard.press('1')
      await expect(view.getByText('100 %')).toBeVisible()
      await page.keyboard.press('+')
      await expect(view.getByText('100 %')).toBeHidden()
      await page.keyboard.press('0')

      await page.keyboard.press('f')
      const favourite = view.getByRole('button', { name: 'Favourite', exact: true })
      await expect(favourite).toHaveAttribute('aria-pressed', 'true')
      await page.keyboard.press('i')
      const about = view.getByRole('complementary', { name: 'About this picture' })
      await expect(about.getByText('1001').first()).toBeVisible()
      expect(await accessibilityProblems(page), 'full view with info').toEqual([])
      await page.keyboard.press('i')
      await expect(about).toBeHidden()

      await page.keyboard.press('Delete')
      await expect(shown).toHaveAttribute('alt', 'an old bicycle, number 3')
      await expect(view.locator(':focus')).toHaveCount(1)
      await page.keyboard.press('Escape')
      await expect(view).toBeHidden()
      await expect(tile('a lighthouse, number 2')).toHaveCount(0)
      await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
      await expect(tile('a lighthouse, number 2')).toHaveCount(1)
    })

    test('two pictures are compared by divider, beside each other and by blinking', async ({ studio }) => {
      const { page, gallery } = studio
      await gallery.getByRole('img', { name: 'a red fox, number 1', exact: true }).click()
      await page
        .getByRole('dialog', { name: 'Full view' })
        .getByRole('button', { name: 'Compare', exact: true })
        .click()
      const view = page.getByRole('dialog', { name: 'Compare' })
      const divider = view.getByRole('slider', { name: 'Divider between A and B' })
      const before = await divider.getAttribute('aria-valuenow')
      await divider.press('ArrowRight')
      await expect(divider).not.toHaveAttribute('aria-valuenow', before!)
      const differences = view.getByRole('table')
      await expect(differences.getByRole('row', { name: /^Prompt .*a red fox, number 1/ })).toBeVisible()
      expect(await accessibilityProblems(page), 'compare').toEqual([])

      await view.getByRole('button', { name: /^Picture 3: / }).click()
      await expect(differences.getByText('a bowl of ramen, number 4')).toBeVisible()
      await view.getByRole('radio', { name: 'Side by side' }).press('Space')
      await expect(view.getByRole('img')).toHaveCount(2)
      await view.getByRole('radio', { name: 'Blink' }).press('Space')
      const pane = view.getByRole('group', { name: 'Hold Space to see the other picture' })
      await expect(pane.getByRole('img')).toHaveAccessibleName(/^A: /)
      await pane.focus()
      await page.keyboard.down(' ')
      await expect(pane.getByRole('img')).toHaveAccessibleName(/^B: /)
      await page.keyboard.up(' ')
      await expect(pane.getByRole('img')).toHaveAccessibleName(/^A: /)

      const downloading = page.waitForEvent('download')
      await view.getByRole('button', { name: 'Save contact sheet' }).click()
      expect((await downloading).suggestedFilename()).toMatch(/^contact-sheet_.*\.png$/)
      await page.keyboard.press('Escape')
      await expect(view).toBeHidden()
    })
  })
}
