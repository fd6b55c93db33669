import { expect, test } from 'vitest'
import { readMetadata } from '../../contract/metadata/picture-metadata.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { planTask } from '../planning/plan-task.ts'
import { encodeWithSharp } from '../testing/fake-engine-parts.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { pictureParameters } from './picture-parameters.ts'
import { writePicture } from './write-picture.ts'

const pixels = { width: 8, height: 8, data: new Uint8ClampedArray(256).fill(200) }

function write(input: GenerationRequestInput) {
  const request = {
    prompt: 'a red apple',
    style_selections: ['Sticker 3D'],
    image_seed: '9223372036854775807',
    ...input,
  }
  const plan = planTask(parseRequest(request), stickerModel, '0').images[0]!
  return writePicture(pixels, plan, pictureParameters(plan, stickerModel), encodeWithSharp)
}

test.each(['png', 'jpeg', 'webp'] as const)('a %s tells how it was made', async (output_format) => {
  const file = await write({ output_format })
  expect(file.mime).toBe(`image/${output_format}`)
  const read = readMetadata(file.bytes)
  expect(read).toMatchObject({
    kind: 'found',
    format: output_format,
    scheme: 'fooocus',
    parameters: { prompt: 'a red apple', seed: '9223372036854775807', steps: 30, styles: ['Sticker 3D'] },
  })
})

test('the a1111 scheme is written when asked for', async () => {
  expect(readMetadata((await write({ metadata_scheme: 'a1111' })).bytes)).toMatchObject({ scheme: 'a1111' })
})

test('metadata is left out when it is not wanted', async () => {
  expect(readMetadata((await write({ save_metadata_to_images: false })).bytes)).toEqual({
    kind: 'none',
    format: 'png',
  })
})

test('parameters too long for a JPEG are left out and the picture is kept', async () => {
  const { bytes } = await write({ output_format: 'jpeg', prompt: 'é'.repeat(20_000), style_selections: [] })
  expect(bytes.byteLength).toBeGreaterThan(100)
})
