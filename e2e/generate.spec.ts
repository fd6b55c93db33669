import { readFile } from 'node:fs/promises'
import { readMetadata } from '../contract/metadata/picture-metadata.ts'
import { SHORT } from './fixtures/draft.ts'
import { difference } from './fixtures/pixels.ts'
import { dropFile } from './fixtures/bring-file.ts'
import { expect, test, type Studio } from './fixtures/studio.ts'

/** Types a fixed seed. */
async function keepSeed(studio: Studio, seed: string) {
  await studio.openOptions('Settings')
  await studio.page.getByRole('switch', { name: 'Random seed' }).click()
  await studio.page.getByRole('textbox', { name: 'Seed', exact: true }).fill(seed)
}

test('a red apple forms in previews, is kept, and is the same after a reload', async ({ studio }) => {
  await keepSeed(studio, '1')
  const percents = new Set<string | null>()
  const shots = new Set<string>()
  await studio.draw('a red apple on blue background')
  await expect(studio.progress).toBeVisible()
  while (await studio.progress.isVisible()) {
    percents.add(await studio.progress.getAttribute('aria-valuenow', { timeout: 500 }).catch(() => null))
    const canvas = studio.preview.getByRole('img', { name: 'Preview of: a red apple on blue background' })
    if (await canvas.isVisible()) {
      shots.add(
        await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL()).catch(() => ''),
      )
    }
    await studio.page.waitForTimeout(50)
  }
  expect(percents.size).toBeGreaterThan(4)
  expect(shots.size).toBeGreaterThanOrEqual(3)

  const first = await studio.pixelsOf(await studio.waitForPicture(1))
  expect(first).toMatchObject({ width: 128, height: 128 })
  const pixel = (x: number, y: number) => [...first.data.subarray((y * 128 + x) * 4, (y * 128 + x) * 4 + 3)]
  const [red, green, blue] = pixel(64, 72)
  expect(red! - Math.max(green!, blue!), 'the middle is red').toBeGreaterThan(60)
  const corner = pixel(3, 3)
  expect(corner[2]! - corner[0]!, 'the corner is blue').toBeGreaterThan(40)

  await studio.page.reload()
  await studio.waitForPicture(1)
  await studio.generate.click()
  const second = await studio.pixelsOf(await studio.waitForPicture(2))
  expect(difference(first, second)).toEqual({ largest: 0, mean: 0 })
})

test('a press before the engine has come is drawn in the size that the model wants', async ({ page }) => {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  await page.route('**/assets/worker-main*.js', async (route) => {
    await opened
    await route.continue()
  })
  await page.goto('/?sample=off')
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a red apple')
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Getting the engine ready' })).toHaveCount(1)
  open()
  const picture = page.getByRole('region', { name: 'Gallery', exact: true }).getByRole('img')
  await expect(picture).toHaveCount(1, { timeout: 60_000 })
  const shown = page.getByRole('region', { name: 'Preview', exact: true }).getByRole('img')
  await expect
    .poll(() => shown.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]))
    .toEqual([128, 128])
})

test.describe('with few steps', () => {
  test.use({ storageState: SHORT })

  test('the downloaded file tells how it was made, seed exact to the last digit', async ({ studio }) => {
    await studio.openOptions('Settings')
    await studio.page.getByRole('textbox', { name: 'Seed', exact: true }).fill('9223372036854775807')
    await studio.draw('a cat')
    await studio.waitForPicture(1)
    const file = await downloadPicture(studio)
    expect(readMetadata(file)).toMatchObject({
      kind: 'found',
      parameters: {
        prompt: 'a cat',
        promptExpansion: expect.stringMatching(/^a cat, [a-z]/u),
        styles: ['Fooocus V2'],
        seed: '9223372036854775807',
        steps: 4,
        baseModel: 'sticker',
      },
    })
  })

  test('Generate adds to the queue while a task runs, and tasks finish in order', async ({ studio }) => {
    for (const prompt of ['a cat', 'a dog', 'a fish']) await studio.draw(prompt)
    await studio.waitForPicture(3)
    const names = await studio.pictures.evaluateAll((all) => all.map((one) => one.getAttribute('alt')))
    expect(names).toEqual(['a fish', 'a dog', 'a cat'])
  })

  test('an empty prompt draws the suggestion and writes it into the box', async ({ studio }) => {
    await studio.generate.click()
    await studio.waitForPicture(1)
    await expect(studio.prompt).not.toHaveValue('')
    await expect(studio.pictures.first()).toHaveAttribute('alt', await studio.prompt.inputValue())
  })

  test('a dropped picture brings its settings back', async ({ studio }) => {
    await studio.openOptions('Settings')
    await studio.page.getByRole('textbox', { name: 'Seed', exact: true }).fill('77')
    await studio.draw('a castle')
    await studio.waitForPicture(1)
    const bytes = await downloadPicture(studio)
    await studio.prompt.fill('something else')
    await studio.page.getByRole('textbox', { name: 'Seed', exact: true }).fill('5')
    await dropFile(studio.page, { bytes, name: 'castle.png', type: 'image/png' })
    await studio.page.getByRole('dialog').getByRole('button', { name: 'Use its settings' }).click()
    await expect(studio.prompt).toHaveValue('a castle')
    await expect(studio.page.getByRole('textbox', { name: 'Seed', exact: true })).toHaveValue('77')
  })

  test('a dropped file that is no picture is named for what it is', async ({ studio }) => {
    await studio.prompt.fill('keep me')
    const bytes = Buffer.from('%PDF-1.7 not a picture')
    await dropFile(studio.page, { bytes, name: 'paper.pdf', type: 'application/pdf' })
    await expect(studio.page.getByText(/not a picture/i).first()).toBeVisible()
    await expect(studio.prompt).toHaveValue('keep me')
  })

  test('a deleted picture comes back with Undo and stays deleted without', async ({ studio }) => {
    await studio.draw('a cat')
    await studio.waitForPicture(1)
    const remove = studio.page
      .getByRole('toolbar', { name: 'Picture' })
      .getByRole('button', { name: 'Delete' })
    await remove.click()
    await expect(studio.pictures).toHaveCount(0)
    await studio.page
      .getByRole('region', { name: 'Notifications' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await expect(studio.pictures).toHaveCount(1)
    await studio.pictures.first().click()
    await remove.click()
    await expect(studio.pictures).toHaveCount(0)
    await studio.page.reload()
    await expect(studio.prompt).toBeEditable()
    await expect(studio.pictures).toHaveCount(0)
  })
})

/** The file of the picture on the stage, as it is saved. */
async function downloadPicture(studio: Studio): Promise<Buffer> {
  const download = studio.page.waitForEvent('download')
  await studio.page
    .getByRole('toolbar', { name: 'Picture' })
    .getByRole('button', { name: 'Download' })
    .click()
  return readFile(await (await download).path())
}
