import { expect, test } from 'vitest'
import type { ModelSpec } from '../../contract/manifest.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { planTask } from '../planning/plan-task.ts'
import { createFakeModel } from '../testing/fake-model.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { createStage } from './stage.ts'

const shape = { channels: 4, height: 8, width: 8 }
const prompt = { wanted: { tokens: 1, dispose: () => {} }, unwanted: null }

function stageOf(input: GenerationRequestInput, change: Partial<ModelSpec>) {
  const entry = { ...stickerModel, spec: { ...stickerModel.spec, ...change } }
  const plan = planTask(parseRequest({ style_selections: [], overwrite_step: 10, ...input }), entry, '1')
    .images[0]!
  return createStage(plan, shape, { model: createFakeModel(entry.spec), prompt }, async () => {})
}

test.each([
  ['sd', 6.4745760956],
  ['sdxl', 6.3184485287],
] as const)('align_your_steps takes the levels of the family: %s goes to %f first', (family, second) => {
  const { sigmas } = stageOf({ scheduler_name: 'align_your_steps' }, { family })
  expect(sigmas).toHaveLength(11)
  expect(sigmas[1]).toBeCloseTo(second, 8)
})

test('a model trained by EDM is sampled over its own levels, and told their timesteps', () => {
  const { sigmas, levels } = stageOf({}, { predictionType: 'edm' })
  expect([sigmas[0], sigmas.at(-1)]).toEqual([expect.closeTo(120, 9) as number, 0])
  expect(levels.timestepOf(Math.E)).toBeCloseTo(0.25, 12)
})
