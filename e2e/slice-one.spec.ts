import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { accessibilityProblems } from './fixtures/axe.ts'
import { rememberedDraft } from './fixtures/draft.ts'
import { HANDS, handsWith } from './fixtures/hands.ts'
import { expect, test } from './fixtures/studio.ts'

const WIDTHS = { 1440: 900, 390: 844 } as const
const PROMPTS = ['a cat', 'a dog', 'an owl', 'a frog', 'a fox']
const FIND_MS = 2_000

/** In both themes all that is asked for is to be seen, and axe, contrast included, finds nothing. */
async function expectInBothThemes(page: Page, by: string, what: string, ...shown: readonly Locator[]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const thing of shown) await expect(thing, `${what}, ${colorScheme}`).toBeVisible()
    // What axe finds is the same whatever works the page, and takes a third of the time.
    if (by === 'mouse') expect(await accessibilityProblems(page), `${what}, ${colorScheme}`).toEqual([])
  }
}

for (const [width, height] of Object.entries(WIDTHS)) {
  for (const by of HANDS) {
    test.describe(`${width} px, by ${by}`, () => {
      test.use({
        viewport: { width: Number(width), height },
        hasTouch: by === 'touch',
        // Few steps: it is about what is done with pictures, not about them.
        storageState: rememberedDraft({ overwrite_step: 4, style_selections: [] }, '42'),
      })

      test('a person draws, keeps a queue in order, finds a style and takes settings back', async ({
        studio,
      }) => {
        test.slow()
        const { page, prompt } = studio
        const { press, write, moveUp, bring } = handsWith(by)
        const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
        const queue = page.getByRole('region', { name: 'Queue', exact: true })
        const waiting = queue.getByRole('grid', { name: 'Waiting tasks' }).getByRole('row')
        const close = async (what: Locator) => {
          await page.keyboard.press('Escape')
          await expect(what).toBeHidden()
        }
        const openQueue = async () => {
          await press(button('Queue'))
          await expect(queue.getByText('Finished today')).toBeVisible()
        }
        const expectOrder = (words: readonly string[]) =>
          expect(waiting.locator('bdi')).toHaveText([...words])

        await test.step('gets a picture, and types on while it forms', async () => {
          await write(prompt, 'a fox')
          await press(studio.generate)
          await expect(studio.progress).toBeVisible()
          await write(prompt, 'a fox in the snow')
          await expect(prompt).toHaveValue('a fox in the snow')
          await studio.waitForPicture(1)
          await expectInBothThemes(page, by, 'finished', studio.preview.getByRole('img'))
        })

        await test.step('queues five, reorders, removes one and finds all after a reload', async () => {
          await openQueue()
          await press(queue.getByRole('button', { name: 'Pause queue' }))
          await expect(queue.getByRole('button', { name: 'Resume' })).toBeVisible()
          await close(queue)
          for (const words of PROMPTS) {
            await write(prompt, words)
            await press(studio.generate)
          }
          await openQueue()
          await expectOrder(PROMPTS)
          await moveUp(waiting, 2, 0)
          await expectOrder(['an owl', 'a cat', 'a dog', 'a frog', 'a fox'])
          await press(queue.getByRole('button', { name: 'Remove task 4: a frog' }))
          await expectOrder(['an owl', 'a cat', 'a dog', 'a fox'])
          await expectInBothThemes(page, by, 'queue', waiting.first(), waiting.last())
          await page.reload()
          await openQueue()
          await expectOrder(['an owl', 'a cat', 'a dog', 'a fox'])
          await press(queue.getByRole('button', { name: 'Clear waiting' }))
          await expect(queue.getByText(/^Nothing is waiting/)).toBeVisible()
          await close(queue)
          await expect(studio.pictures).toHaveCount(1)
        })

        await test.step('finds the style "watercolor" in two seconds and takes it', async () => {
          await press(page.getByRole('button', { name: /^Styles/ }))
          const search = page.getByRole('searchbox', { name: 'Search styles' })
          await expect(search).toBeVisible()
          const row = page
            .getByRole('grid', { name: 'Styles' })
            .getByRole('row', { name: /watercolor/i })
            .first()
          await write(search, 'watercolor')
          await expect(row).toBeVisible({ timeout: FIND_MS })
          await press(row)
          await expect(row).toHaveAttribute('aria-selected', 'true')
          await expectInBothThemes(page, by, 'styles', row)
          // Beside the page Options stay, over it they close.
          if (width === '390') await close(search)
          await expect(button(/^Styles 1/)).toBeVisible()
        })

        await test.step('takes the settings of a picture back from its file', async () => {
          await press(
            studio.pictures.first().locator('xpath=ancestor-or-self::*[@tabindex or self::button][1]'),
          )
          const downloading = page.waitForEvent('download')
          const toolbar = page.getByRole('toolbar', { name: 'Picture' })
          await press(toolbar.getByRole('button', { name: 'Download', exact: true }))
          const file = await downloading
          const bytes = await readFile(await file.path())
          await bring(page, { bytes, name: file.suggestedFilename(), type: 'image/png' })
          const sheet = page.getByRole('dialog')
          const use = sheet.getByRole('button', { name: 'Use its settings' })
          await expectInBothThemes(page, by, 'settings of a file', use)
          await press(use)
          await expect(prompt).toHaveValue('a fox')
          await expect(button(/^Styles 0/)).toBeVisible()
        })
      })
    })
  }
}
