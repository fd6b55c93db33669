import { expect, it } from 'vitest'
import { writeSafetensors } from '../lora/testing/write-safetensors.ts'
import { openTinyFiles, tinyModel } from '../testing/tiny-model/tiny-model.ts'
import { fitLora } from './fit-lora.ts'

const one = { shape: [1], values: [1] }
const bias = { 'lora_unet_conv_in.diff_b': { shape: [4], values: [1, 1, 1, 1] } }
const fit = (tensors: Parameters<typeof writeSafetensors>[0]) =>
  fitLora(tinyModel, { name: 'my.safetensors', file: writeSafetensors(tensors) }, openTinyFiles().openFile)

it('counts what a file changes, and reads no more of the model than its lists', async () => {
  const { openFile, opened } = openTinyFiles()
  const file = writeSafetensors(bias)
  const found = await fitLora(tinyModel, { name: 'my.safetensors', file }, openFile)
  expect(found).toEqual({ changed: 1, leftOver: [], leftOverCount: 0, misfit: null })
  expect(opened.toSorted()).toEqual([
    'text_encoder_tensors',
    'text_encoder_weights',
    'unet_tensors',
    'unet_weights',
  ])
})

it('names the keys that fit nowhere', async () => {
  expect(await fit({ ...bias, 'lora_te2_x.diff': one })).toEqual({
    changed: 1,
    leftOver: ['lora_te2_x.diff'],
    leftOverCount: 1,
    misfit: null,
  })
})

it('tells a file for another model by many keys that do not fit, or by none that does', async () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`lora_unet_${i}.diff`, one]))
  expect(await fit({ ...bias, ...many })).toMatchObject({ leftOverCount: 300, misfit: 'other_model' })
  expect((await fit(many)).leftOver).toHaveLength(200)
  expect(await fit({ 'lora_te2_x.diff': one })).toMatchObject({ changed: 0, misfit: 'other_model' })
})

it('tells a DoRA', async () => {
  expect(await fit({ ...bias, 'lora_unet_conv_in.dora_scale': one })).toMatchObject({ misfit: 'dora' })
})

it('refuses a file that is none', async () => {
  const lora = { name: 'my.safetensors', file: new Blob(['<html>']) }
  await expect(fitLora(tinyModel, lora, openTinyFiles().openFile)).rejects.toMatchObject({
    code: 'invalid_file',
  })
})
