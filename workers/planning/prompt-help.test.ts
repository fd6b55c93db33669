import { describe, expect, it } from 'vitest'
import { readTokenizer } from '../models/read-tokenizers.ts'
import { openStickerFile } from '../testing/sticker-files.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { createPromptHelp } from './prompt-help.ts'

function help(isHere = true) {
  const reads: string[] = []
  const promptHelp = createPromptHelp({
    models: [stickerModel],
    readTokenizer: async (model) => {
      reads.push(model.id)
      if (!isHere) return null
      return readTokenizer(model, (role) =>
        openStickerFile(model, role, { signal: new AbortController().signal, onProgress: () => undefined }),
      )
    },
    wildcards: () =>
      new Map([
        ['colour', ['red', 'green', 'blue', 'white']],
        ['animal', ['cat']],
      ]),
  })
  return { ...promptHelp, reads }
}

describe('measure', () => {
  it('counts words of the built-in vocabulary, weights and tags of LoRAs aside', async () => {
    const { measure, reads } = help()
    expect(await measure('a fox', 'sticker')).toEqual({ tokens: 2, parts: 1 })
    expect(await measure('(a fox:1.3)<lora:none:1>', 'sticker')).toEqual({ tokens: 2, parts: 1 })
    expect(await measure('', 'sticker')).toEqual({ tokens: 0, parts: 1 })
    expect(reads).toEqual(['sticker'])
  })

  it('says in how many parts a long prompt is read', async () => {
    const { measure } = help()
    const room = stickerModel.spec.text.maxTokens - 2
    const words = (count: number) => Array.from({ length: count }, () => 'fox').join(' ')
    expect(await measure(words(room), 'sticker')).toEqual({ tokens: room, parts: 1 })
    expect(await measure(words(room + 1), 'sticker')).toEqual({ tokens: room + 1, parts: 2 })
    expect(await measure('a fox\na cat', 'sticker')).toEqual({ tokens: 4, parts: 2 })
  })

  it('knows nothing of a model that is not here, and asks again', async () => {
    const { measure, reads } = help(false)
    expect(await measure('a fox', 'sticker')).toBeNull()
    expect(await measure('a fox', 'sticker')).toBeNull()
    expect(await measure('a fox', 'nothing')).toBeNull()
    expect(reads).toEqual(['sticker', 'sticker'])
  })
})

it('lists the word lists by name, with the first of their lines', async () => {
  expect(await help().wildcards()).toEqual([
    { name: 'animal', examples: ['cat'] },
    { name: 'colour', examples: ['red', 'green', 'blue'] },
  ])
})
