import { readFile } from 'node:fs/promises'
import { pngWith } from '../web/features/drop/testing/foreign-files.ts'
import { rememberedDraft } from './fixtures/draft.ts'
import { dropFile } from './fixtures/bring-file.ts'
import { expect, test } from './fixtures/studio.ts'

test.use({ storageState: rememberedDraft({ overwrite_step: 4, style_selections: ['Sticker 3D'] }, '42') })

test('a preset acts at once, what it leaves out is named, and the plan shows what comes of it', async ({
  studio,
}) => {
  const { page } = studio
  await studio.prompt.fill('a fox')
  const settings = await studio.openOptions('Settings')
  await settings.getByRole('combobox', { name: 'Preset' }).selectOption({ label: 'lightning' })
  await expect(settings.getByText(/not on this device: juggernautXL_v8Rundiffusion/)).toBeVisible()
  const advanced = await studio.openOptions('Advanced')
  await expect(advanced.getByRole('slider', { name: 'Guidance Scale' })).toBeDisabled()
  await expect(advanced.getByText('Set by Lightning.').first()).toBeVisible()

  await page.getByRole('button', { name: 'Expand', exact: true }).click()
  const plan = page.getByRole('region', { name: 'What will be run' })
  await expect(plan.getByText('euler / sgm_uniform')).toBeVisible()
  await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).click()
  await expect(plan.getByText('dpmpp_2m_sde_gpu / karras')).toBeVisible()
  await expect(plan.getByText('3d render of a fox')).toBeVisible()

  await advanced.getByRole('switch', { name: 'Developer Debug Mode' }).click()
  await advanced.getByRole('combobox', { name: 'Sampler' }).selectOption('heun')
  await studio.prompt.fill('an owl')
  await expect(plan.getByText('heun / karras')).toBeVisible()
  await expect(plan.getByText('3d render of an owl')).toBeVisible()
  await studio.prompt.press('Escape')
  await expect(plan).toBeHidden()
})

test("a picture of AUTOMATIC1111's brings its settings, and names what is not here", async ({ studio }) => {
  const { page } = studio
  const text =
    'a castle, <lora:detail:0.8>\nNegative prompt: lowres\nSteps: 12, Sampler: DPM++ 2M, Schedule type: Karras, ' +
    'CFG scale: 6.5, Seed: 1234567890, Size: 96x160, Model: dreamshaper_8, Version: v1.10.1'
  await dropFile(page, { bytes: pngWith({ parameters: text }), name: 'castle.png', type: 'image/png' })
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByText(/dreamshaper_8, which is not on this device/)).toBeVisible()
  await sheet.getByRole('button', { name: 'Use its settings' }).click()
  await expect(studio.prompt).toHaveValue('a castle, <lora:detail:0.8>')
  await expect(studio.negativePrompt).toHaveValue('lowres')
  await page.getByRole('button', { name: 'Expand', exact: true }).click()
  const plan = page.getByRole('region', { name: 'What will be run' })
  await expect(plan.getByText(/96×160 · 12 steps · dpmpp_2m \/ karras · CFG 6.5/)).toBeVisible()
  await expect(plan.getByText('Seed 1234567890')).toBeVisible()
})

test('the log of a day opens by itself, and no prompt becomes part of it', async ({
  studio,
  context,
}, info) => {
  const { page } = studio
  const hostile =
    '"><script>document.title = "hit"</script><img src=x onerror="document.title = \'hit\'"> fox'
  await studio.draw(hostile)
  await studio.waitForPicture(1)
  await (await studio.openOptions('Settings')).getByRole('link', { name: 'History Log' }).click()
  await expect(studio.pictures).toHaveCount(1)
  const download = page.waitForEvent('download')
  await studio.gallery.getByRole('button', { name: 'Export log' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^fooocus-tab-log-\d{4}-\d\d-\d\d\.html$/)
  const path = info.outputPath('log.html')
  await file.saveAs(path)
  const log = await context.newPage()
  const asked: string[] = []
  log.on('request', (request) => asked.push(request.url().slice(0, 5)))
  await log.goto(`file://${path}`)
  await expect(log.getByRole('row', { name: /^Prompt/ })).toContainText(hostile)
  await expect(log).toHaveTitle(/^Fooocus Tab log/)
  await expect(log.getByRole('img')).toHaveJSProperty('complete', true)
  expect(new Set(asked)).toEqual(new Set(['file:']))
  await log.getByRole('button', { name: 'Copy to Clipboard' }).click()
  await expect(log.getByRole('button', { name: 'Copied' })).toBeVisible()
  const json = await log.getByRole('button', { name: 'Copied' }).getAttribute('data-json')
  expect(await readFile(path, 'utf8')).not.toContain('<img src=x')

  await page.goto('/?sample=off')
  await studio.prompt.fill(json ?? '')
  await page.getByRole('button', { name: 'Apply settings' }).click()
  await expect(studio.prompt).toHaveValue(hostile)
})

test('a word list of the user’s own is drawn from, after a reload too, until it is removed', async ({
  studio,
}) => {
  const { page } = studio
  await dropFile(page, { bytes: Buffer.from('quiet\n'), name: 'my mood.txt', type: 'text/plain' })
  await page.getByRole('dialog').getByRole('button', { name: 'Add as wildcard' }).click()
  const settings = await studio.openOptions('Settings')
  await expect(settings.getByText('__my_mood__', { exact: true })).toBeVisible()
  await page.reload()
  await studio.prompt.fill('a __my_mood__ fox')
  await page.getByRole('button', { name: 'Expand', exact: true }).click()
  const plan = page.getByRole('region', { name: 'What will be run' })
  await expect(plan.getByText('3d render of a quiet fox')).toBeVisible()
  await page.getByRole('button', { name: 'Remove __my_mood__' }).click()
  await studio.prompt.fill('one __my_mood__ fox')
  await expect(plan.getByText('3d render of one my_mood fox')).toBeVisible()
})
