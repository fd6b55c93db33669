import { readFileSync } from 'node:fs'
import { rememberedDraft } from './fixtures/draft.ts'
import { difference } from './fixtures/pixels.ts'
import { expect, test } from './fixtures/studio.ts'

/** What Lightning sets, without its LoRA. */
const FOUR_STEPS = rememberedDraft(
  {
    overwrite_step: 4,
    guidance_scale: 1,
    sharpness: 0,
    adaptive_cfg: 1,
    sampler_name: 'euler',
    scheduler_name: 'sgm_uniform',
    style_selections: [],
  },
  '42',
)

test.use({ storageState: FOUR_STEPS })

test('a dropped LoRA draws in four steps, does nothing at weight 0, and leaves nothing behind', async ({
  studio,
}) => {
  const { page } = studio
  const base64 = readFileSync('public/models/sticker/loras/sticker-4-steps.safetensors').toString('base64')
  const transfer = await page.evaluateHandle((text) => {
    const dropped = new DataTransfer()
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    dropped.items.add(new File([bytes], 'few.safetensors'))
    return dropped
  }, base64)
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
  const sheet = page.getByRole('dialog', { name: 'A LoRA file' })
  await expect(sheet).toContainText('few.safetensors is added.')
  await expect(sheet).toContainText('Fits Sticker.')
  await sheet.getByRole('button', { name: 'Use few.safetensors' }).click()

  await studio.openOptions('Models')
  const row = page.getByRole('group', { name: 'LoRA 1', exact: true })
  const weight = row.getByRole('spinbutton')
  const isOn = row.getByRole('switch', { name: 'Enabled' })
  const draw = async (count: number) => {
    await studio.draw('a panda on pink background')
    return studio.pixelsOf(await studio.waitForPicture(count))
  }
  await expect(row.getByRole('combobox', { name: 'LoRA' })).toHaveValue('few.safetensors')
  const merged = await draw(1)
  await weight.fill('0')
  const atNothing = await draw(2)
  await isOn.click()
  const without = await draw(3)
  expect(difference(atNothing, without).largest).toBe(0)
  expect(difference(merged, without).mean).toBeGreaterThan(1)

  // The mode brings the same file along as one of the model's own.
  const settings = await studio.openOptions('Settings')
  await settings.getByRole('radio', { name: /^Lightning/u }).click()
  expect(difference(await draw(4), merged).largest).toBe(0)
})
