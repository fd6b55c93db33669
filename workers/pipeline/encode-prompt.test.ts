import { expect, test } from 'vitest'
import { parseRequest } from '../../contract/parse-request.ts'
import type { ConditioningText } from '../models/ports.ts'
import { planTask } from '../planning/plan-task.ts'
import { createFakeModel } from '../testing/fake-model.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { encodePrompt } from './encode-prompt.ts'

async function asked(guidance: number, knowsGuidance: boolean) {
  const request = parseRequest({ prompt: 'a cat', guidance_scale: guidance, style_selections: [] })
  const plan = planTask(request, stickerModel, '0').images[0]!
  const texts: ConditioningText[] = []
  const fake = createFakeModel(stickerModel.spec)
  const model = {
    ...fake,
    knowsGuidance,
    conditionOn: (text: ConditioningText, between: () => Promise<void>) => {
      texts.push(text)
      return fake.conditionOn(text, between)
    },
  }
  const prompt = await encodePrompt(plan, model, async () => {})
  return { prompt, texts }
}

test('each side is told with its own rating and scale for sizes, and the wanted one with how many texts are summed', async () => {
  const { texts } = await asked(4, false)
  expect(texts).toEqual([
    {
      texts: ['a cat'],
      pooledTexts: 1,
      clipSkip: 1,
      guidanceScale: 4,
      embeddings: [],
      adm: { scale: 1.5, end: 0.3 },
    },
    {
      texts: [''],
      clipSkip: 1,
      guidanceScale: 4,
      embeddings: [],
      aesthetic: 2.5,
      adm: { scale: 0.8, end: 0.3 },
    },
  ])
})

test('the other side is left out without guidance, and for a network that knows the scale itself', async () => {
  for (const [scale, knows] of [
    [1, false],
    [8, true],
  ] as const) {
    const { prompt, texts } = await asked(scale, knows)
    expect(prompt.unwanted).toBeNull()
    expect(texts.map(({ guidanceScale }) => guidanceScale)).toEqual([scale])
  }
})
