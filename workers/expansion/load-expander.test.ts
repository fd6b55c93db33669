import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import type { FileRole, ModelEntry } from '../../contract/manifest.ts'
import type { OpenModelFile } from '../models/load-onnx-model.ts'
import { createNativeRuntime } from '../testing/native-runtime.ts'
import { createWasmRuntime } from '../testing/wasm-runtime.ts'
import { openStickerFile } from '../testing/sticker-files.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { createGpt2Tokenizer } from '../tokenizer/gpt2-tokenizer.ts'
import { loadExpander } from './load-expander.ts'
import vectors from './testing/expander-vectors.json'

const runtime = createNativeRuntime()
afterAll(() => runtime.dispose())

const between = async () => {}
const load = (entry: ModelEntry, openFile: OpenModelFile = openStickerFile, on = runtime) =>
  loadExpander({
    runtime: on,
    entry,
    openFile,
    signal: new AbortController().signal,
    onActivity: () => {},
  })
const sticker = load(stickerModel)
const textOf = async (role: FileRole) => {
  const how = { signal: new AbortController().signal, onProgress: () => {} }
  return (await openStickerFile(stickerModel, role, how)).text()
}
const words = async () =>
  new Set((await textOf('expander_words')).split('\n').filter((word) => /^\w+$/u.test(word)))

describe("the built-in model's expander", () => {
  test.each(vectors.trained)('$prompt has the tokens it was trained with', async ({ prompt, ids }) => {
    const vocab = JSON.parse(await textOf('expander_vocab')) as Record<string, number>
    const tokenizer = createGpt2Tokenizer({ vocab, merges: await textOf('expander_merges') })
    expect(tokenizer.encode(`${prompt},`)).toEqual(ids)
  })

  test.each(vectors.trained)('$prompt becomes what PyTorch makes of it, for each seed', async (vector) => {
    const expander = await sticker
    for (const [seed, text] of Object.entries(vector.texts)) {
      expect(await expander.expand(vector.prompt, Number(seed), between)).toBe(text)
    }
  })

  test('adds only words of its list, none twice, whatever the prompt', async () => {
    const expander = await sticker
    const allowed = await words()
    const prompts = [
      '',
      '🦊',
      'panda',
      'Красная лиса',
      '<|endoftext|>',
      '((((',
      'a\u0000b',
      'elegant elegant',
      '\ud83d',
    ]
    for (const prompt of [...prompts, 'lorem ipsum '.repeat(12).trim()]) {
      for (let seed = 0; seed < 8; seed++) {
        const text = await expander.expand(prompt, seed, between)
        const kept = prompt.replaceAll('\0', '')
        expect(text.startsWith(kept), text).toBe(true)
        const added = text.slice(kept.length).match(/[^\s,]+/gu) ?? []
        expect(new Set(added).size).toBe(added.length)
        for (const word of added) expect(allowed, `${prompt}: ${word}`).toContain(word)
      }
    }
  })

  test('its list names no colour, style, count or place that the model would draw', async () => {
    const named =
      'white black gray grey red orange yellow green teal blue navy purple pink brown beige sky mint light dark ' +
      'background gradient 3d render flat icon vector cartoon drawing two three four small tiny little cute left ' +
      'right top bottom corner cat dog sun moon star heart house tree flower'
    const allowed = await words()
    expect(named.split(' ').filter((word) => allowed.has(word))).toEqual([])
    expect(allowed.size).toBeGreaterThan(100)
  })

  test('other seeds give other texts', async () => {
    const expander = await sticker
    const texts = new Set<string>()
    for (let seed = 0; seed < 20; seed++) texts.add(await expander.expand('panda', seed, between))
    expect(texts.size).toBeGreaterThan(15)
  })
})

describe.each([
  ['reads all tokens every time', 'small.onnx'],
  ['takes and gives keys and values', 'small-with-past.onnx'],
])('a graph with random weights that %s', (_, file) => {
  const small = readFileSync(new URL(`testing/${file}`, import.meta.url))
  const openSmall: OpenModelFile = (model, role, how) =>
    role === 'expander' ? Promise.resolve(new Blob([small])) : openStickerFile(model, role, how)

  test.each(vectors.small)('$prompt becomes what PyTorch makes of it', async ({ prompt, texts }) => {
    const expander = await load(stickerModel, openSmall)
    for (const [seed, text] of Object.entries(texts)) {
      expect(await expander.expand(prompt, Number(seed), between)).toBe(text)
    }
    await expander.dispose()
  })
})

test("the browser's kernels give the same texts, with keys and values too", async () => {
  const wasm = await createWasmRuntime()
  const withPast = readFileSync(new URL('testing/small-with-past.onnx', import.meta.url))
  const openWithPast: OpenModelFile = (model, role, how) =>
    role === 'expander' ? Promise.resolve(new Blob([withPast])) : openStickerFile(model, role, how)
  for (const [rows, openFile] of [
    [vectors.trained, openStickerFile],
    [vectors.small, openWithPast],
  ] as const) {
    const expander = await load(stickerModel, openFile, wasm)
    for (const { prompt, texts } of rows) {
      for (const [seed, text] of Object.entries(texts).slice(0, 2)) {
        expect(await expander.expand(prompt, Number(seed), between)).toBe(text)
      }
    }
    await expander.dispose()
  }
  await wasm.dispose()
})

test('a model without an expander, files that make no sense and a stop are told apart, and nothing stays', async () => {
  const before = runtime.ledger().sessions
  const { expander: _, ...bare } = stickerModel.spec
  await expect(load({ ...stickerModel, spec: bare })).rejects.toMatchObject({ code: 'model_corrupt' })
  const broken =
    (wrong: FileRole): OpenModelFile =>
    (model, role, how) =>
      role === wrong ? Promise.resolve(new Blob(['{'])) : openStickerFile(model, role, how)
  for (const role of ['expander', 'expander_vocab'] as const) {
    await expect(load(stickerModel, broken(role))).rejects.toMatchObject({ code: 'model_corrupt' })
  }
  const stopped: OpenModelFile = () => Promise.reject(new Cancelled())
  await expect(load(stickerModel, stopped)).rejects.toBeInstanceOf(Cancelled)
  const decoder: OpenModelFile = (model, role, how) =>
    openStickerFile(model, role === 'expander' ? 'vae_decoder' : role, how)
  await expect(load(stickerModel, decoder)).rejects.toMatchObject({ code: 'model_corrupt' })
  expect(runtime.ledger().sessions).toBe(before)
})
