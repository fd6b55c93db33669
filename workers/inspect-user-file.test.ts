import { expect, it } from 'vitest'
import { inspectUserFile } from './inspect-user-file.ts'
import { safetensorsOf, writeSafetensors } from './lora/testing/write-safetensors.ts'

const LORA = {
  'lora_unet_conv_in.lora_down.weight': { shape: [1, 2], values: [1, 2] },
  'lora_unet_conv_in.lora_up.weight': { shape: [2, 1], values: [1, 2] },
}

it('says what a LoRA file is', async () => {
  expect(await inspectUserFile('lora', writeSafetensors(LORA), 'a.safetensors')).toEqual({
    base: null,
    modules: 1,
    triggerWords: [],
  })
})

it.each([
  ['is no safetensors file', new Blob(['<html>not found</html>'])],
  ['has a header of 2^60 bytes', new Blob([BigUint64Array.of(2n ** 60n)])],
  ['is cut off', writeSafetensors(LORA).slice(0, -1)],
  ['has a number that is none', writeSafetensors({ ...LORA, x: { shape: [1], values: [NaN] } })],
  ['holds no LoRA', writeSafetensors({ 'model.weight': { shape: [1], values: [1] } })],
  ['holds nothing', safetensorsOf('{}', new Uint8Array(0))],
])('refuses a LoRA file that %s', async (_, file) => {
  await expect(inspectUserFile('lora', file, 'a.safetensors')).rejects.toMatchObject({
    code: 'invalid_file',
    detail: { file: 'a.safetensors', why: expect.any(String) as string },
  })
})

it('keeps any list of words that is text', async () => {
  expect(await inspectUserFile('wildcard', new Blob(['red\ngrün']), 'color.txt')).toBeNull()
})

it.each([
  ['is no text', new Blob([Uint8Array.of(0xff, 0xfe)])],
  ['is too long', new Blob([new Uint8Array(5 * 1024 * 1024)])],
])('refuses a list of words that %s', async (_, file) => {
  await expect(inspectUserFile('wildcard', file, 'a.txt')).rejects.toMatchObject({ code: 'invalid_file' })
})
