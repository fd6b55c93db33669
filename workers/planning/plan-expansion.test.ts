import { describe, expect, test } from 'vitest'
import type { ModelEntry, ModelSpec } from '../../contract/manifest.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { planTask } from './plan-task.ts'

const expander = { lengthMultiple: 75, maxTokens: 1024, expands: 'prompt' } as const
const { expander: _, ...bare } = stickerModel.spec
const without: ModelEntry = { ...stickerModel, spec: bare }
const withExpander = (own: ModelSpec['expander'] = expander): ModelEntry => ({
  ...stickerModel,
  spec: { ...bare, expander: own },
})
const plan = (input: GenerationRequestInput, model = withExpander()) =>
  planTask(
    parseRequest({ style_selections: ['Fooocus V2'], aspect_ratios_selection: '128*128', ...input }),
    model,
    '77',
  )

describe('a model with an expander', () => {
  test('the style switches expansion on, of the main prompt and with the image’s own seed', () => {
    const { images, notices } = plan({ prompt: 'a fox\nin the snow', image_seed: 5, image_number: 2 })
    expect(images.map(({ expansion }) => expansion)).toEqual([
      { text: 'a fox', seed: 5 },
      { text: 'a fox', seed: 6 },
    ])
    expect(images[0]).toMatchObject({
      positiveTexts: ['a fox', 'in the snow'],
      positiveTopK: 2,
      promptExpansion: '',
      styles: ['Fooocus V2'],
    })
    expect(notices).toEqual([])
  })

  test('of a long seed the low 32 bits count', () => {
    const seed = (2n ** 40n + 123n).toString()
    expect(plan({ prompt: 'a fox', image_seed: seed }).images[0]!.expansion?.seed).toBe(123)
  })

  test('drawn and chosen words are in the text that is expanded', () => {
    const { images } = plan({ prompt: 'a [[red, blue]] fox', image_number: 2, image_seed: 1 })
    expect(images.map(({ expansion }) => expansion?.text)).toEqual(['a red fox', 'a blue fox'])
  })

  test('other styles go around the prompt as without expansion, and follow in the record', () => {
    const { images } = plan({ prompt: 'fox', style_selections: ['Sticker Flat', 'Fooocus V2'] })
    expect(images[0]).toMatchObject({
      positiveTexts: ['flat icon of fox'],
      expansion: { text: 'fox' },
      styles: ['Fooocus V2', 'Sticker Flat'],
    })
  })

  test('a model for which style is part of the prompt has its first text expanded', () => {
    const model = withExpander({ ...expander, expands: 'first_text' })
    const styled = { prompt: 'fox\nsnow', style_selections: ['Fooocus V2', 'Sticker Flat'] }
    expect(plan(styled, model).images[0]!.expansion?.text).toBe('flat icon of fox')
    expect(plan({ prompt: 'fox\nsnow' }, model).images[0]!.expansion?.text).toBe('fox')
  })

  test('without the style nothing is expanded', () => {
    expect(plan({ prompt: 'fox', style_selections: ['Sticker Flat'] }).images[0]!.expansion).toBeNull()
  })

  test('an empty prompt is not expanded, and that is said', () => {
    const { images, notices } = plan({ prompt: ' , \n', style_selections: ['Fooocus V2', 'Sticker Flat'] })
    expect(images[0]).toMatchObject({ expansion: null, styles: ['Sticker Flat'] })
    const detail = { styles: 'Fooocus V2', reason: 'no_prompt' }
    expect(notices).toEqual([{ code: 'styles_left_out', detail }])
  })

  test('an image whose array chose no words is not expanded; the others are', () => {
    const { images, notices } = plan({ prompt: '[[fox, ]]', image_number: 2, image_seed: 1 })
    expect(images.map(({ expansion }) => expansion?.text)).toEqual(['fox', undefined])
    expect(images.map(({ styles }) => styles)).toEqual([['Fooocus V2'], []])
    expect(notices.map(({ code }) => code)).toEqual(['styles_left_out'])
  })

  test('what an image recorded is expanded the same way again', () => {
    const [, second] = plan({ prompt: 'a [[red, blue]] fox', image_number: 2, image_seed: 1 }).images
    const again = planTask(second!.request, withExpander(), '0').images[0]!
    expect(again.expansion).toEqual(second!.expansion)
  })
})

test('a model without an expander leaves the style out and says so', () => {
  const { images, notices } = plan({ prompt: 'fox' }, without)
  expect(images[0]).toMatchObject({ expansion: null, promptExpansion: '', styles: [] })
  const detail = { styles: 'Fooocus V2', reason: 'no_expander' }
  expect(notices).toEqual([{ code: 'styles_left_out', detail }])
})
