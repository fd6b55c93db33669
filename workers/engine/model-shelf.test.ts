import { expect, test } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import { createFakeModel } from '../testing/fake-model.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { createModelShelf } from './model-shelf.ts'
import { WASM_REPORT } from '../testing/wasm-report.ts'
import { NO_TOOLS } from '../testing/no-tools.ts'

const other: ModelEntry = { ...stickerModel, id: 'other' }
const options = { signal: new AbortController().signal, onActivity: () => {}, loras: [] }
const withLora = (weight: number, sha256 = 'a') => ({
  ...options,
  loras: [{ source: 'user' as const, name: 'cat.safetensors', sha256, weight }],
})

/** A shelf that writes down what happens on its devices. */
function shelfWithDiary(
  fail: { start?: boolean; loras?: boolean; expander?: boolean; beside?: boolean } = {},
) {
  const diary: string[] = []
  const shelf = createModelShelf({
    onDevice: () => diary.push('device'),
    startDevice: async (losses) => {
      diary.push(`start ${losses}`)
      if (fail.start) throw new AppError('device_unavailable', 'none')
      return {
        report: WASM_REPORT,
        loadModel: async (entry, { loras }) => {
          diary.push(['load', entry.id, ...loras.map(({ weight }) => weight)].join(' '))
          if (
            fail.beside &&
            diary.filter((line) => line.startsWith('put away')).length === 0 &&
            entry.id !== 'sticker'
          )
            throw new AppError('out_of_memory', 'full')
          return {
            ...createFakeModel(entry.spec),
            useLoras: async (next) => {
              diary.push(['loras', ...next.map(({ weight }) => weight)].join(' '))
              if (fail.loras) throw new AppError('model_corrupt', 'wrong')
            },
            dispose: async () => void diary.push(`put away ${entry.id}`),
          }
        },
        ...NO_TOOLS,
        loadExpander: async (entry) => {
          diary.push(`load expander of ${entry.id}`)
          if (fail.expander) throw new AppError('model_corrupt', 'wrong')
          return {
            expand: async (prompt) => prompt,
            dispose: async () => void diary.push(`put away expander of ${entry.id}`),
          }
        },
        ledger: () => ({ sessions: 3, tensors: 0, tensorBytes: 0 }),
        dispose: async () => void diary.push('device gone'),
      }
    },
  })
  return { shelf, diary, fail }
}

test('a model is loaded once and taken again', async () => {
  const { shelf, diary } = shelfWithDiary()
  expect(await shelf.take(stickerModel, options)).toBe(await shelf.take(stickerModel, options))
  expect(diary).toEqual(['start 0', 'device', 'load sticker'])
  expect(shelf.ledger().sessions).toBe(3)
})

test('another model replaces the one that is there', async () => {
  const { shelf, diary } = shelfWithDiary()
  await shelf.take(stickerModel, options)
  await shelf.take(other, options)
  expect(diary.slice(2)).toEqual(['load sticker', 'put away sticker', 'load other'])
})

test('after a lost device everything begins anew', async () => {
  const { shelf, diary } = shelfWithDiary()
  await shelf.take(stickerModel, options)
  await shelf.deviceLost()
  await shelf.take(stickerModel, options)
  expect(diary.slice(3)).toEqual(['device gone', 'start 1', 'device', 'load sticker'])
})

test('a device that did not start is tried again', async () => {
  const { shelf, diary, fail } = shelfWithDiary({ start: true })
  await expect(shelf.take(stickerModel, options)).rejects.toMatchObject({ code: 'device_unavailable' })
  fail.start = false
  await shelf.take(stickerModel, options)
  expect(diary).toEqual(['start 0', 'start 0', 'device', 'load sticker'])
})

test('a model that needs a GPU is refused on the processor', async () => {
  const { shelf } = shelfWithDiary()
  const large: ModelEntry = { ...other, needs: { ...other.needs, webgpu: true } }
  await expect(shelf.take(large, options)).rejects.toMatchObject({ code: 'device_unavailable' })
})

test('other LoRAs go into the model that is there', async () => {
  const { shelf, diary } = shelfWithDiary()
  const model = await shelf.take(stickerModel, withLora(1))
  expect(await shelf.take(stickerModel, withLora(1))).toBe(model)
  expect(await shelf.take(stickerModel, withLora(0.5))).toBe(model)
  expect(await shelf.take(stickerModel, options)).toBe(model)
  expect(await shelf.take(stickerModel, withLora(0))).toBe(model)
  expect(diary.slice(2)).toEqual(['load sticker 1', 'loras 0.5', 'loras'])
})

test('another file that has taken the name of a LoRA is merged anew', async () => {
  const { shelf, diary } = shelfWithDiary()
  await shelf.take(stickerModel, withLora(1, 'a'))
  await shelf.take(stickerModel, withLora(1, 'b'))
  expect(diary.slice(2)).toEqual(['load sticker 1', 'loras 1'])
})

test('LoRAs that cannot be merged cost the model, and the next task loads it anew', async () => {
  const { shelf, diary, fail } = shelfWithDiary({ loras: true })
  await shelf.take(stickerModel, options)
  await expect(shelf.take(stickerModel, withLora(1))).rejects.toMatchObject({ code: 'model_corrupt' })
  fail.loras = false
  await shelf.take(stickerModel, withLora(2))
  expect(diary.slice(2)).toEqual(['load sticker', 'loras 1', 'put away sticker', 'load sticker 2'])
})

test('an expander is loaded when it is first taken, stays with its model and goes with it', async () => {
  const { shelf, diary } = shelfWithDiary()
  await shelf.take(stickerModel, options)
  const expander = await shelf.takeExpander(stickerModel, options)
  await shelf.take(stickerModel, withLora(1))
  expect(await shelf.takeExpander(stickerModel, options)).toBe(expander)
  await shelf.take(other, options)
  expect(diary.slice(3)).toEqual([
    'load expander of sticker',
    'loras 1',
    'put away expander of sticker',
    'put away sticker',
    'load other',
  ])
})

test('an expander that could not be loaded is tried again, and one on a lost device is forgotten', async () => {
  const { shelf, diary, fail } = shelfWithDiary({ expander: true })
  await expect(shelf.takeExpander(stickerModel, options)).rejects.toMatchObject({ code: 'model_corrupt' })
  fail.expander = false
  await shelf.takeExpander(stickerModel, options)
  await shelf.deviceLost()
  await shelf.takeExpander(stickerModel, options)
  expect(diary.filter((line) => line.startsWith('load expander'))).toHaveLength(3)
})

test('a second model beside the first leaves it, and both are there for the next picture', async () => {
  const { shelf, diary } = shelfWithDiary()
  const base = await shelf.take(stickerModel, options)
  const refiner = await shelf.takeBeside(other, options)
  expect(await shelf.take(stickerModel, options)).toBe(base)
  expect(await shelf.takeBeside(other, options)).toBe(refiner)
  expect(diary.slice(2)).toEqual(['load sticker', 'load other'])
  await shelf.clear()
  expect(diary.slice(4)).toEqual(['put away sticker', 'put away other'])
})

test('two models that need too much together are there one at a time', async () => {
  const large = (id: string) => ({ ...other, id, needs: { ...other.needs, memoryBytes: 2 * 1024 ** 3 } })
  const { shelf, diary } = shelfWithDiary()
  await shelf.take(large('base'), options)
  await shelf.takeBeside(large('refiner'), options)
  await shelf.take(large('base'), options)
  expect(diary.slice(2)).toEqual([
    ...['load base', 'put away base', 'load refiner', 'put away refiner', 'load base'],
  ])
})

test('where memory runs out all the same the first goes and the second is tried again', async () => {
  const { shelf, diary } = shelfWithDiary({ beside: true })
  await shelf.take(stickerModel, options)
  await shelf.takeBeside(other, options)
  expect(diary.slice(2)).toEqual(['load sticker', 'load other', 'put away sticker', 'load other'])
})

test('another model than both clears the shelf', async () => {
  const { shelf, diary } = shelfWithDiary()
  await shelf.take(stickerModel, options)
  await shelf.takeBeside(other, options)
  await shelf.take({ ...other, id: 'third' }, options)
  expect(diary.slice(4)).toEqual(['put away sticker', 'put away other', 'load third'])
})

test('what is borrowed is loaded beside the model, or in its place where memory is short', async () => {
  const { shelf, diary } = shelfWithDiary()
  await shelf.take(stickerModel, options)
  expect(await shelf.borrow(stickerModel, () => Promise.resolve('tool'))).toBe('tool')
  expect(diary).toEqual(['start 0', 'device', 'load sticker'])
  let tries = 0
  const full = () =>
    ++tries === 1 ? Promise.reject(new AppError('out_of_memory', 'full')) : Promise.resolve('tool')
  expect(await shelf.borrow(stickerModel, full)).toBe('tool')
  expect(diary.slice(3)).toEqual(['put away sticker'])
  // Nothing is left that could make room.
  tries = 0
  await expect(shelf.borrow(stickerModel, full)).rejects.toMatchObject({ code: 'out_of_memory' })
  await shelf.take(stickerModel, options)
  expect(diary.slice(4)).toEqual(['load sticker'])
})
