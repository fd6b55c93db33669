import { expect, test } from './fixtures/studio.ts'

test.use({ path: '/' })

test('a stranger makes, judges and keeps pictures without reading anything', async ({ studio }) => {
  const { page, preview } = studio
  test.setTimeout(150_000)
  const made = preview.getByRole('img')
  const favourite = page.getByRole('toolbar', { name: 'Picture' }).getByRole('button', { name: 'Favourite' })

  await test.step('opens the page and sees a picture made on this computer', async () => {
    await expect(page.getByText('Made just now, on this computer')).toBeVisible({ timeout: 90_000 })
    await expect(studio.pictures).toHaveCount(0)
  })

  await test.step('types and generates', async () => {
    await studio.draw('a panda on pink background')
    await studio.waitForPicture(1)
    await expect(made).toHaveAttribute('alt', 'a panda on pink background')
  })

  await test.step('changes the style, asks for three at once and skips one', async () => {
    const styles = await studio.openOptions('Styles')
    await styles.getByRole('searchbox', { name: 'Search styles' }).fill('watercolor')
    await styles
      .getByRole('row', { name: /watercolor/i })
      .first()
      .click()
    const settings = await studio.openOptions('Settings')
    const count = settings.getByRole('slider', { name: 'Image Number' })
    await count.press('ArrowRight')
    await count.press('ArrowRight')
    await studio.draw('a sailboat on teal background')
    await expect(page.getByText(/Picture 2 of 3 · step/)).toBeVisible({ timeout: 60_000 })
    await studio.skip.click()
    await studio.waitForPicture(3)
  })

  await test.step('favourites one', async () => {
    await studio.pictures.first().click()
    await favourite.click()
    await expect(favourite).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('takes the settings of the first one back', async () => {
    await studio.pictures.last().click()
    await expect(made).toHaveAttribute('alt', 'a panda on pink background')
    await page.getByRole('button', { name: 'Reuse settings', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Everything' }).click()
    await expect(studio.prompt).toHaveValue('a panda on pink background')
    await expect(page.getByRole('slider', { name: 'Image Number' })).toHaveValue('1')
  })

  await test.step('downloads it', async () => {
    const downloading = page.waitForEvent('download')
    await page
      .getByRole('toolbar', { name: 'Picture' })
      .getByRole('button', { name: 'Download', exact: true })
      .click()
    expect((await downloading).suggestedFilename()).toMatch(/\.png$/)
  })

  await test.step('comes back and finds everything', async () => {
    await page.reload()
    await expect(studio.pictures).toHaveCount(3)
    await expect(studio.prompt).toHaveValue('a panda on pink background')
    await studio.pictures.first().click()
    await expect(favourite).toHaveAttribute('aria-pressed', 'true')
    await studio.pictures.last().click()
    await expect(favourite).toHaveAttribute('aria-pressed', 'false')
  })
})
