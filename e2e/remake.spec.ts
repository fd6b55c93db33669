import { SHORT } from './fixtures/draft.ts'
import { expect, test } from './fixtures/studio.ts'

test.use({ storageState: SHORT })

test('a picture is enlarged and varied from the stage, at both widths', async ({ studio }) => {
  const { page, preview } = studio
  await studio.draw('a red apple')
  await studio.waitForPicture(1)
  const menu = preview.getByRole('button', { name: 'Vary or upscale', exact: true })
  const sides = () =>
    preview.getByRole('img').evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])
  const choose = async (name: string) => {
    await menu.click()
    await page.getByRole('menuitem', { name, exact: true }).click()
  }
  await choose('Upscale (Fast 2x)')
  await studio.waitForPicture(2)
  await expect.poll(sides).toEqual([256, 256])

  await page.setViewportSize({ width: 390, height: 844 })
  await expect(menu).toBeInViewport()
  await choose('Vary (Strong)')
  await studio.waitForPicture(3)
  await expect.poll(sides).toEqual([160, 160])
})
