import { accessibilityProblems } from './fixtures/axe.ts'
import { drag } from './fixtures/drag.ts'
import { SHORT } from './fixtures/draft.ts'
import { expect, test } from './fixtures/studio.ts'

test('styles are found, chosen, ordered by keys and given a star, and all of it outlives a reload', async ({
  studio,
}) => {
  const { page } = studio
  const panel = await studio.openOptions('Styles')
  const search = panel.getByRole('searchbox', { name: 'Search styles' })
  const rows = panel.getByRole('grid', { name: 'Styles' }).getByRole('row')
  const selected = panel.getByRole('list', { name: 'Selected styles' }).locator('bdi')
  await search.fill('watercolor')
  await expect(rows).toHaveCount(2)
  await panel.getByRole('row', { name: 'Artstyle Watercolor', exact: true }).click()
  await search.press('Escape')
  await expect(search).toHaveValue('')
  // By a keyword, and by a slip of the finger.
  await search.fill('mangga')
  await panel.getByRole('row', { name: 'SAI Anime', exact: true }).click()
  await panel.getByRole('button', { name: 'Favourite: SAI Anime' }).click()
  await expect(selected).toHaveText(['Fooocus V2', 'Artstyle Watercolor', 'SAI Anime'])

  const handles = panel.getByRole('list', { name: 'Selected styles' }).locator('[data-handle]')
  await drag(handles.nth(2), handles.nth(0), 'mouse')
  await expect(selected).toHaveText(['SAI Anime', 'Fooocus V2', 'Artstyle Watercolor'])
  await drag(handles.nth(0), handles.nth(2), 'mouse')
  await expect(selected).toHaveText(['Fooocus V2', 'Artstyle Watercolor', 'SAI Anime'])

  const remove = panel.getByRole('button', { name: 'Remove SAI Anime' })
  await remove.focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(selected).toHaveText(['Fooocus V2', 'SAI Anime', 'Artstyle Watercolor'])
  await expect(remove).toBeFocused()
  await panel.getByRole('button', { name: 'Remove Fooocus V2' }).press('Enter')
  await expect(remove).toBeFocused()
  // Away from the button, whose tooltip stands outside all landmarks.
  await search.focus()
  expect(await accessibilityProblems(page)).toEqual([])

  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('fooocus-tab-draft')))
    .toContain('["SAI Anime","Artstyle Watercolor"]')
  await page.reload()
  await studio.openOptions('Styles')
  await expect(selected).toHaveText(['SAI Anime', 'Artstyle Watercolor'])
  await panel.getByRole('radio', { name: 'Favourites' }).check({ force: true })
  await expect(rows).toHaveCount(1)
  await panel.getByRole('button', { name: 'Clear all' }).click()
  await expect(selected).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(selected).toHaveCount(2)

  // The list grows at its end, also after another tab was looked at.
  await panel.getByRole('radio', { name: 'All', exact: true }).check({ force: true })
  const tab = page.getByRole('tab', { name: 'Styles', exact: true })
  expect(await tab.getAttribute('aria-controls')).toBe(await panel.getAttribute('id'))
  await expect(rows.nth(8)).toBeAttached()
  const drawn = await rows.count()
  await studio.openOptions('Settings')
  await studio.openOptions('Styles')
  await rows.last().scrollIntoViewIfNeeded()
  await page.mouse.wheel(0, 400)
  await expect(rows.nth(drawn)).toBeAttached()
  expect(await rows.count()).toBeLessThan(100)
})

test.describe('the prompt', () => {
  test.use({ storageState: SHORT })

  test('starts from a tile, is completed, weighed, measured, cleared and brought back', async ({
    studio,
  }) => {
    const { page, prompt } = studio
    await page.getByRole('button', { name: 'Use prompt: a fox on mint background' }).click()
    await expect(prompt).toHaveValue('a fox on mint background')
    await expect(studio.progress).toBeVisible()
    await studio.stop.click()
    await expect(page.getByText('5 tokens')).toBeVisible()

    await prompt.fill('a fox in __anim')
    await expect(page.getByRole('option', { name: /^animal badger, bat, bear/ })).toBeVisible()
    await prompt.press('Tab')
    await expect(prompt).toHaveValue('a fox in __animal__')
    await prompt.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(2, 5))
    await prompt.press('Control+ArrowUp')
    await prompt.press('Control+ArrowUp')
    await expect(prompt).toHaveValue('a (fox:1.2) in __animal__')
    await page.getByRole('button', { name: 'Less weight' }).click()
    await expect(prompt).toHaveValue('a (fox:1.1) in __animal__')
    await prompt.press('Control+z')
    await expect(prompt).toHaveValue('a (fox:1.2) in __animal__')

    await page.getByRole('button', { name: 'Clear prompt' }).click()
    await expect(prompt).toHaveValue('')
    await page.getByRole('button', { name: 'Recent prompts' }).click()
    await page.getByRole('row', { name: 'a fox on mint background' }).click()
    await expect(prompt).toHaveValue('a fox on mint background')
    await expect(prompt).toBeFocused()
  })
})
