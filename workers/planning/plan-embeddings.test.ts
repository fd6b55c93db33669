import { expect, test } from 'vitest'
import type { ModelEntry } from '../../contract/manifest.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { planEmbeddings } from './plan-embeddings.ts'
import { planTask } from './plan-task.ts'
import { BUILT_IN_SOURCES } from './resolve-prompts.ts'

const cat: UserFile = {
  kind: 'embedding',
  name: 'cat.safetensors',
  bytes: 1,
  addedAt: 0,
  sha256: 'c',
  lora: null,
}
const { spec } = stickerModel
const able: ModelEntry = { ...stickerModel, spec: { ...spec, text: { ...spec.text, embeddings: true } } }
const use = { word: 'cat', name: 'cat.safetensors', sha256: 'c' }

test('each embedding is used once, whichever way it is written, and unknown ones are told', () => {
  const texts = ['embedding:cat, a (embedding:dog:1.2)', 'embedding:cat embedding:mat']
  expect(planEmbeddings(texts, able, [cat])).toEqual({
    uses: [use],
    notices: [{ code: 'embeddings_left_out', detail: { embeddings: 'dog mat', reason: 'unknown' } }],
  })
})

test('a model whose text encoder takes ids only uses none, and says so', () => {
  expect(planEmbeddings(['embedding:cat'], stickerModel, [cat])).toEqual({
    uses: [],
    notices: [{ code: 'embeddings_left_out', detail: { embeddings: 'cat', reason: 'model' } }],
  })
})

test('a task tells once of what its images name on either side, and each image knows its files', () => {
  const request = parseRequest({
    prompt: 'embedding:cat',
    negative_prompt: 'embedding:rain',
    image_number: 2,
    style_selections: [],
  })
  const { images, notices } = planTask(request, able, '0', { ...BUILT_IN_SOURCES, userFiles: [cat] })
  expect(images.map(({ embeddings }) => embeddings)).toEqual([[use], [use]])
  expect(notices).toContainEqual({
    code: 'embeddings_left_out',
    detail: { embeddings: 'rain', reason: 'unknown' },
  })
  expect(planTask(parseRequest({ prompt: 'a cat' }), able, '0').images[0]!.embeddings).toEqual([])
})
