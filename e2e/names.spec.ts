import { rememberedDraft } from './fixtures/draft.ts'
import { nameProblems } from './fixtures/names.ts'
import { expect, test } from './fixtures/studio.ts'

// As few steps as there can be: this is about the page.
const DRAFT = { overwrite_step: 1, image_number: 2, style_selections: ['Fooocus V2', 'Sticker 3D'] }

test.use({ storageState: rememberedDraft(DRAFT, '42') })

test('everything that can be acted on has a name, which is alone in its place', async ({ studio }) => {
  test.slow()
  const { page } = studio
  await studio.draw('a castle')
  await studio.waitForPicture(2)
  for (const tab of ['Settings', 'Styles', 'Models', 'Advanced']) {
    await studio.openOptions(tab)
    if (tab === 'Advanced') await page.getByRole('switch', { name: 'Developer Debug Mode' }).click()
    expect(await nameProblems(page), tab).toEqual([])
  }
  for (const [view, role, name] of [
    ['gallery', 'grid', 'Pictures'],
    ['models', 'region', 'Models'],
    ['relay', 'region', 'Relay'],
    ['settings', 'radiogroup', 'Theme'],
  ] as const) {
    await page.evaluate((hash) => (location.hash = hash), `#/${view}`)
    await expect(page.getByRole(role, { name, exact: true })).toBeVisible()
    expect(await nameProblems(page), view).toEqual([])
  }
})
