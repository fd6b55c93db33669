import type { Locator, Page } from '@playwright/test'
import { accessibilityProblems } from './fixtures/axe.ts'
import { drag } from './fixtures/drag.ts'
import { rememberedDraft } from './fixtures/draft.ts'
import { expect, test, type Studio } from './fixtures/studio.ts'

const PROMPTS = ['a cat', 'a dog', 'an owl', 'a frog', 'a fox']

async function openQueue(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Queue', exact: true }).click()
  const queue = page.getByRole('region', { name: 'Queue', exact: true })
  await expect(queue.getByText('Finished today')).toBeVisible()
  return queue
}

const waitingIn = (queue: Locator) => queue.getByRole('grid', { name: 'Waiting tasks' }).getByRole('row')

const handleIn = (queue: Locator, place: number) =>
  waitingIn(queue)
    .nth(place - 1)
    .locator('[data-handle]')

/** The prompts of the waiting tasks, in their order. */
const expectOrder = (queue: Locator, prompts: readonly string[]) =>
  expect(waitingIn(queue).locator('bdi')).toHaveText([...prompts])

async function pauseAndFill(studio: Studio) {
  const queue = await openQueue(studio.page)
  await queue.getByRole('button', { name: 'Pause queue' }).click()
  await expect(queue.getByRole('button', { name: 'Resume' })).toBeVisible()
  await studio.page.keyboard.press('Escape')
  for (const prompt of PROMPTS) await studio.draw(prompt)
}

test.describe('the queue', () => {
  // As few steps as there can be: it is about order, not about pictures.
  test.use({ storageState: rememberedDraft({ overwrite_step: 1, style_selections: [] }, '42') })

  test('is arranged by keys, kept over a reload, and worked off in its order', async ({ studio }) => {
    // Five pictures and two starts of the page.
    test.slow()
    const { page } = studio
    await pauseAndFill(studio)
    const notices = page.getByRole('region', { name: 'Notices' })
    await expect(notices).toContainText('The queue is paused. 5 tasks wait.')
    await expect(studio.stop).toBeDisabled()
    let queue = await openQueue(page)
    await expectOrder(queue, PROMPTS)

    await waitingIn(queue).nth(4).focus()
    for (let place = 4; place > 0; place--) await page.keyboard.press('Alt+ArrowUp')
    await expectOrder(queue, ['a fox', 'a cat', 'a dog', 'an owl', 'a frog'])
    await expect(waitingIn(queue).first()).toBeFocused()

    await queue.getByRole('button', { name: 'Remove task 3: a dog' }).press('Enter')
    await expectOrder(queue, ['a fox', 'a cat', 'an owl', 'a frog'])
    await expect(waitingIn(queue).nth(2)).toBeFocused()
    await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).click()
    await expectOrder(queue, ['a fox', 'a cat', 'a dog', 'an owl', 'a frog'])
    await drag(handleIn(queue, 2), handleIn(queue, 3), 'mouse')
    await expectOrder(queue, ['a fox', 'a dog', 'a cat', 'an owl', 'a frog'])
    await drag(handleIn(queue, 3), handleIn(queue, 2), 'mouse')
    await expectOrder(queue, ['a fox', 'a cat', 'a dog', 'an owl', 'a frog'])
    await waitingIn(queue).first().focus()
    expect(await accessibilityProblems(page)).toEqual([])

    await page.reload()
    await expect(notices).toContainText('The queue is paused. 5 tasks wait.')
    queue = await openQueue(page)
    await expectOrder(queue, ['a fox', 'a cat', 'a dog', 'an owl', 'a frog'])
    await page.keyboard.press('Escape')
    await notices.getByRole('button', { name: 'Resume' }).click()
    await expect(notices).toBeHidden()
    await studio.waitForPicture(5, 150_000)
    const drawn = await studio.pictures.evaluateAll((pictures) =>
      pictures.map((one) => one.getAttribute('alt')),
    )
    expect(drawn).toEqual(['a frog', 'an owl', 'a dog', 'a cat', 'a fox'])

    queue = await openQueue(page)
    await queue.getByText('Finished today').click()
    await expect(queue.getByText('Finished · 1 picture')).toHaveCount(5)
  })

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 390, height: 844 } })

    test('is a sheet in which tasks move, are edited and are cleared, with a way back', async ({
      studio,
    }) => {
      const { page } = studio
      await pauseAndFill(studio)
      const queue = await openQueue(page)
      await queue.getByRole('button', { name: 'Move task 2 up: a dog' }).click()
      await expectOrder(queue, ['a dog', 'a cat', 'an owl', 'a frog', 'a fox'])
      await drag(handleIn(queue, 3), handleIn(queue, 1), 'touch')
      await expectOrder(queue, ['an owl', 'a dog', 'a cat', 'a frog', 'a fox'])
      await drag(handleIn(queue, 1), handleIn(queue, 3), 'touch')
      await expectOrder(queue, ['a dog', 'a cat', 'an owl', 'a frog', 'a fox'])
      expect(await accessibilityProblems(page)).toEqual([])
      await queue.getByRole('button', { name: 'Edit task 3: an owl' }).click()
      await expectOrder(queue, ['a dog', 'a cat', 'a frog', 'a fox'])
      await queue.getByRole('button', { name: 'Clear waiting' }).click()
      await expect(queue.getByText(/^Nothing is waiting/)).toBeVisible()
      await page.getByRole('button', { name: 'Undo' }).click()
      await expectOrder(queue, ['a dog', 'a cat', 'a frog', 'a fox'])
      await queue.getByRole('button', { name: 'Close' }).click()
      await expect(studio.prompt).toHaveValue('an owl')

      await page.getByRole('button', { name: 'More ways to generate' }).click()
      await page.getByRole('menuitem', { name: 'Generate next' }).click()
      await expectOrder(await openQueue(page), ['an owl', 'a dog', 'a cat', 'a frog', 'a fox'])
    })
  })
})
