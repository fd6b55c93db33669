import { expect, test } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { parseA1111Text, toA1111Text } from '../../contract/metadata/scheme-a1111.ts'
import { readMetadata } from '../../contract/metadata/picture-metadata.ts'
import { recoverStyles } from '../../contract/metadata/recover-styles.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { PromptExpander } from '../expansion/ports.ts'
import { planTask } from '../planning/plan-task.ts'
import type { ImagePlan } from '../planning/plan.ts'
import { encodeWithSharp } from '../testing/fake-engine-parts.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { expandPrompt } from './expand-prompt.ts'
import { pictureParameters } from './picture-parameters.ts'
import { writePicture } from './write-picture.ts'

const plan: ImagePlan = {
  ...planTask(parseRequest({ prompt: 'fox\nsnow', style_selections: [] }), stickerModel, '5').images[0]!,
  expansion: { text: 'fox', seed: 5 },
  styles: ['Fooocus V2'],
}
const expanderOf = (expand: PromptExpander['expand']): PromptExpander => ({ expand, dispose: async () => {} })
const between = async () => {}

test('the expansion is the last text, and does not count for the pooled vector', async () => {
  const expanded = await expandPrompt(
    plan,
    expanderOf(async (text, seed) => `${text}, sharp ${seed}`),
    between,
  )
  expect(expanded).toEqual({
    ...plan,
    positiveTexts: ['fox', 'snow', 'fox, sharp 5'],
    promptExpansion: 'fox, sharp 5',
  })
  expect(expanded.positiveTopK).toBe(2)
  expect(plan.positiveTexts).toEqual(['fox', 'snow'])
})

test('a plan without expansion asks nobody', async () => {
  const fail = expanderOf(() => Promise.reject(new Error('asked')))
  const off = { ...plan, expansion: null }
  expect(await expandPrompt(off, fail, between)).toBe(off)
})

test('an expansion that came out empty adds no text', async () => {
  expect(
    await expandPrompt(
      plan,
      expanderOf(async () => ''),
      between,
    ),
  ).toBe(plan)
})

test('a stop while words are sought goes through', async () => {
  const stopping = expanderOf(async (text, _, pause) => {
    await pause()
    return text
  })
  await expect(expandPrompt(plan, stopping, () => Promise.reject(new Cancelled()))).rejects.toThrow(Cancelled)
})

test('the picture tells its expansion, and that it was on', async () => {
  const expanded = await expandPrompt(
    plan,
    expanderOf(async () => 'fox, sharp'),
    between,
  )
  const parameters = pictureParameters(expanded, stickerModel)
  expect(parameters.fullPrompt).toEqual(['fox', 'snow', 'fox, sharp'])
  const pixels = { width: 8, height: 8, data: new Uint8ClampedArray(256).fill(200) }
  const { bytes } = await writePicture(pixels, expanded, parameters, encodeWithSharp)
  expect(readMetadata(bytes)).toMatchObject({
    kind: 'found',
    parameters: { promptExpansion: 'fox, sharp', styles: ['Fooocus V2'], prompt: 'fox\nsnow' },
  })
})

test.each([[['Fooocus V2']], [['Fooocus V2', 'Sticker Flat']], [['Fooocus V2', 'Fooocus Sharp']]])(
  'from a1111 parameters, which have no place for styles, %j are read back',
  async (style_selections) => {
    const request = parseRequest({ prompt: 'fox', style_selections, metadata_scheme: 'a1111' })
    const styled = planTask(request, stickerModel, '5').images[0]!
    const expanded = await expandPrompt(
      styled,
      expanderOf(async (text) => `${text}, sharp focus, elegant`),
      between,
    )
    const told = parseA1111Text(toA1111Text(pictureParameters(expanded, stickerModel)))
    expect(recoverStyles(told)).toEqual(style_selections)
  },
)
