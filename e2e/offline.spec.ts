import { SHORT } from './fixtures/draft.ts'
import { NO_RELAY_OFFLINE } from './fixtures/page-errors.ts'
import { expect, test } from './fixtures/studio.ts'

test.describe('after one visit', () => {
  test.use({ storageState: SHORT, allowedErrors: [NO_RELAY_OFFLINE] })

  test('with the network cut: reload, generate, reload, and the picture is there', async ({
    studio,
    context,
  }) => {
    const { page } = studio
    await studio.draw('a cat')
    await studio.waitForPicture(1)
    await page.evaluate(() => navigator.serviceWorker.ready)
    // The files of the inference library are copied in the background.
    await expect
      .poll(
        () =>
          page.evaluate(async () => (await caches.match('/ort/ort-wasm-simd-threaded.wasm')) !== undefined),
        {
          timeout: 60_000,
        },
      )
      .toBe(true)
    await context.setOffline(true)
    await page.reload()
    await studio.waitForPicture(1)
    await expect(page.getByText('Offline').first()).toBeVisible()
    await studio.draw('a dog')
    await studio.waitForPicture(2)
    await page.reload()
    await studio.waitForPicture(2)
    const names = await studio.pictures.evaluateAll((all) => all.map((one) => one.getAttribute('alt')))
    expect(names).toEqual(['a dog', 'a cat'])
  })
})
