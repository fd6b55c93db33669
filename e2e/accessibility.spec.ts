import { accessibilityProblems } from './fixtures/axe.ts'
import { rememberedDraft, SHORT } from './fixtures/draft.ts'
import { expect, test } from './fixtures/studio.ts'

const SCREENS = [
  { name: '1440 px, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: '1440 px, dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  { name: '390 px, light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: '390 px, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const

for (const { name, ...screen } of SCREENS) {
  test.describe(name, () => {
    test.use({ ...screen, storageState: SHORT })

    test('axe finds nothing, from the empty page through options and plan to every view', async ({
      studio,
    }) => {
      const { page } = studio
      expect(await accessibilityProblems(page), 'empty').toEqual([])
      await studio.draw('a red apple')
      await studio.waitForPicture(1)
      expect(await accessibilityProblems(page), 'with a picture').toEqual([])
      await page.getByRole('toolbar', { name: 'Picture' }).getByRole('button', { name: 'Full view' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await accessibilityProblems(page), 'full view').toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /^Styles/ }).click()
      await expect(page.getByRole('searchbox', { name: 'Search styles' })).toBeVisible()
      expect(await accessibilityProblems(page), 'styles').toEqual([])
      const tabs = page.getByRole('tablist', { name: 'Options' })
      await tabs.getByRole('tab', { name: 'Models' }).click()
      await page.getByRole('button', { name: 'Add LoRA' }).click()
      await expect(page.getByRole('group', { name: 'LoRA 1', exact: true })).toBeVisible()
      expect(await accessibilityProblems(page), 'models').toEqual([])
      await page.getByRole('button', { name: 'Remove LoRA 1' }).click()
      await tabs.getByRole('tab', { name: 'Advanced' }).click()
      await page.getByRole('switch', { name: 'Developer Debug Mode' }).click()
      await page.getByRole('switch', { name: 'Forced Overwrite of Width' }).click()
      expect(await accessibilityProblems(page), 'advanced').toEqual([])
      await tabs.getByRole('tab', { name: 'Settings' }).click()
      await page.getByRole('combobox', { name: 'Preset' }).selectOption({ label: 'sai' })
      await page.getByRole('button', { name: 'Preset actions' }).click()
      await expect(page.getByRole('textbox', { name: 'Preset name' })).toBeVisible()
      expect(await accessibilityProblems(page), 'presets').toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Expand', exact: true }).click()
      await expect(page.getByRole('region', { name: 'What will be run' }).getByRole('article')).toBeVisible()
      expect(await accessibilityProblems(page), 'plan').toEqual([])
      await page.evaluate(() => (location.hash = '#/gallery'))
      await page.getByRole('button', { name: 'Filters', exact: true }).click()
      await expect(page.getByText('Nothing to filter by yet')).toBeVisible()
      expect(await accessibilityProblems(page), 'gallery').toEqual([])
      await page.evaluate(() => (location.hash = '#/relay'))
      await expect(page.getByRole('switch', { name: 'Serve API requests' })).toBeVisible()
      expect(await accessibilityProblems(page), 'relay').toEqual([])
      await page.evaluate(() => (location.hash = '#/models'))
      await expect(page.getByRole('article', { name: 'Sticker' })).toBeVisible()
      expect(await accessibilityProblems(page), 'models view').toEqual([])
      await page.evaluate(() => (location.hash = '#/settings'))
      await expect(page.getByRole('region', { name: 'Device report' })).toBeVisible()
      expect(await accessibilityProblems(page), 'settings view').toEqual([])
    })
  })
}

test.describe('at 320 px, with forced colours and less motion', () => {
  test.use({ viewport: { width: 320, height: 640 }, storageState: SHORT })

  test('no view scrolls sideways or moves, at 100 % and at 200 % of text', async ({ studio }) => {
    const { page } = studio
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
    await studio.draw('a red apple')
    await studio.waitForPicture(1)
    const views = { '': 'Create', gallery: 'Gallery', models: 'Models', relay: 'Relay', settings: 'Settings' }
    for (const size of ['100%', '200%']) {
      await page.evaluate((fontSize) => (document.documentElement.style.fontSize = fontSize), size)
      for (const [view, title] of Object.entries(views)) {
        await page.evaluate((hash) => (location.hash = hash), `#/${view}`)
        await expect(
          page.getByRole('main').getByRole('heading', { level: 2, name: title }).first(),
        ).toBeAttached()
        const wide = await page.evaluate(() =>
          [document.documentElement, ...document.querySelectorAll('main, main > section, header')]
            .filter((one) => one.scrollWidth > one.clientWidth + 1)
            .map((one) => `${one.tagName} ${one.getAttribute('aria-label') ?? ''} ${one.scrollWidth}`),
        )
        expect(wide, `${title} at ${size}`).toEqual([])
        expect(await page.evaluate(() => document.getAnimations().length), title).toBe(0)
      }
    }
    // axe takes the label of what is scrolled out of a view for hidden.
    await page.getByRole('slider', { name: 'Text size' }).scrollIntoViewIfNeeded()
    expect(await accessibilityProblems(page)).toEqual([])
  })
})

test.describe('while a picture forms', () => {
  test.use({ storageState: rememberedDraft({ overwrite_step: 200 }) })

  test('axe finds nothing', async ({ studio }) => {
    await studio.draw('a red apple')
    await expect(studio.preview.getByText(/step \d+ of/i)).toBeVisible({ timeout: 60_000 })
    expect(await accessibilityProblems(studio.page)).toEqual([])
  })
})

test.describe('without a pointer', () => {
  test.use({ storageState: SHORT })

  test('a person writes, draws, changes settings, looks and deletes by keyboard alone', async ({
    studio,
  }) => {
    const { page } = studio
    const press = (...keys: string[]) =>
      keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
    /** Tabs until something with this role and name has the focus. */
    const tabTo = async (role: string, label: RegExp) => {
      for (let step = 0; step < 60; step++) {
        await press('Tab')
        const found = await page.evaluate(() => {
          const element = document.activeElement
          const ids = element?.getAttribute('aria-labelledby')?.split(' ') ?? []
          const parts = [
            ...ids.map((id) => document.getElementById(id)?.textContent ?? ''),
            element?.getAttribute('aria-label') ?? '',
            element?.closest('label')?.textContent ?? '',
            element?.textContent ?? '',
          ]
          const style = element ? getComputedStyle(element) : null
          return {
            role: element?.getAttribute('role') ?? element?.tagName.toLowerCase() ?? '',
            name: parts.join(' ').trim(),
            type: element?.getAttribute('type') ?? '',
            shown: style?.visibility !== 'hidden',
          }
        })
        expect(found.shown, 'focus is never on something hidden').toBe(true)
        if ((found.role === role || found.type === role) && label.test(found.name)) return
      }
      throw new Error(`no ${role} ${label} within 60 tabs`)
    }
    await studio.prompt.focus()
    await page.keyboard.type('a castle')
    await press('Control+Enter')
    await studio.waitForPicture(1)
    await expect(studio.prompt).toBeFocused()

    await tabTo('radio', /Speed/)
    await press('ArrowUp')
    await expect(page.getByRole('radio', { name: /^Quality/ })).toBeChecked()
    await tabTo('radio', /1:1/)
    await tabTo('range', /Image Number/)
    await tabTo('radio', /png/)
    await press('ArrowRight')
    await expect(page.getByRole('radio', { name: 'jpeg' })).toBeChecked()

    await studio.pictures.first().locator('xpath=ancestor-or-self::*[@tabindex or self::button][1]').focus()
    await press('Enter')
    await page.getByRole('toolbar', { name: 'Picture' }).getByRole('button', { name: 'Delete' }).focus()
    await press('Enter')
    await expect(studio.pictures).toHaveCount(0)
  })

  test('nothing that can be focused lacks a name, and names differ within a landmark', async ({ studio }) => {
    await studio.draw('a castle')
    await studio.waitForPicture(1)
    const problems = await studio.page.evaluate(() => {
      const found: string[] = []
      for (const image of document.querySelectorAll('img'))
        if (!image.alt) found.push(`img ${image.src} has no alt`)
      return found
    })
    expect(problems).toEqual([])
    const tree = await studio.page.locator('body').ariaSnapshot()
    expect(tree).not.toMatch(/- (button|link|textbox|switch|slider|tab|radio)(?: \[.*\])?$/m)
    const prompts = studio.page.getByRole('textbox', { name: 'Prompt', exact: true })
    await expect(prompts).toHaveCount(1)
    for (const name of ['Generate', 'Skip', 'Stop']) {
      await expect(studio.page.getByRole('button', { name, exact: true })).toHaveCount(1)
    }
    for (const [role, name] of [
      ['region', 'Prompt'],
      ['region', 'Preview'],
      ['region', 'Gallery'],
      ['complementary', 'Options'],
      ['tablist', 'Options'],
      ['radiogroup', 'Performance'],
      ['radiogroup', 'Aspect Ratios'],
      ['radiogroup', 'Output Format'],
      ['slider', 'Image Number'],
      ['switch', 'Random seed'],
      ['textbox', 'Seed'],
      ['textbox', 'Negative prompt'],
      ['combobox', 'Preset'],
      ['button', 'Expand'],
    ] as const) {
      await expect(studio.page.getByRole(role, { name, exact: true }), `${role} ${name}`).toHaveCount(1)
    }
  })
})
