import { expect, test } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import type { PictureRecord } from '../../contract/picture.ts'
import type { StudioEvent } from '../../contract/studio.ts'
import { createMemoryGallery } from '../storage/memory-gallery.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { createEventHub, createStudio, type StudioParts } from './studio.ts'

/** A studio over real storage in memory, and what it says. */
function studioWith(change: Partial<StudioParts> = {}) {
  const hub = createEventHub()
  const events: StudioEvent[] = []
  hub.subscribe((event) => void events.push(event))
  const diary: string[] = []
  const report = {
    kind: 'memory' as const,
    modelBytes: 0,
    userFileBytes: 0,
    pictureBytes: 0,
    deletedBytes: 0,
    pictures: 0,
    usedBytes: 0,
    quotaBytes: 0,
    persisted: false,
  }
  const status = async () => ({
    model: stickerModel,
    state: 'absent' as const,
    storedBytes: 0,
    totalBytes: 1,
    bytesPerSecond: null,
    secondsLeft: null,
    error: null,
  })
  const studio = createStudio({
    models: [stickerModel],
    gallery: createMemoryGallery(() => 0),
    prompts: { measure: async () => null, wildcards: async () => [] },
    library: {
      status,
      download: async (model) => void diary.push(`download ${model.id}`),
      pause: async (id) => void diary.push(`pause ${id}`),
      remove: async (id) => void diary.push(`remove ${id}`),
    },
    pictures: { thumbnail: async () => null, check: (record) => record as PictureRecord, isKept: true },
    userFiles: {
      list: async () => [],
      add: () => Promise.reject(new AppError('invalid_file', 'no')),
      remove: async (kind, name) => void diary.push(`remove ${kind} ${name}`),
      open: () => Promise.reject(new AppError('not_found', 'no')),
      fit: async () => ({ changed: 1, leftOver: [], leftOverCount: 0, misfit: null }),
    },
    queue: {
      arrange: async () => {},
      pause: async () => {},
      resume: async () => {},
    },
    endedTasks: async () => [],
    openTasks: async () => [],
    report: async () => report,
    ledger: () => ({ sessions: 0, tensors: 0, tensorBytes: 0 }),
    device: () => new Promise(() => {}),
    clear: async () => void diary.push('clear'),
    unload: async () => void diary.push('unload'),
    alone: async (job) => {
      diary.push('alone')
      await job()
    },
    hub,
    ...change,
  })
  return { studio, events, diary }
}

test('a model is put away before its files go, while no task runs', async () => {
  const { studio, diary, events } = studioWith()
  await studio.deleteModel('sticker')
  expect(diary).toEqual(['alone', 'unload', 'remove sticker'])
  expect(events.map((event) => event.type)).toEqual(['model', 'storage'])
})

test('everything goes while no task runs, and a refusal comes back with its code', async () => {
  const { studio, diary, events } = studioWith()
  expect(await studio.forgetEverything()).toBeNull()
  expect(diary).toEqual(['alone', 'unload', 'clear'])
  expect(events).toEqual([{ type: 'gallery' }])

  const refused = studioWith({ clear: () => Promise.reject(new AppError('storage_unavailable', 'no')) })
  expect(await refused.studio.forgetEverything()).toMatchObject({ code: 'storage_unavailable' })
  expect(refused.events).toEqual([])
})

test('what storage refuses is told as trouble with its code, and the answer is empty', async () => {
  const broken = {
    ...createMemoryGallery(() => 0),
    page: () => Promise.reject(new AppError('storage_unavailable', 'no')),
  }
  const { studio, events } = studioWith({ gallery: broken })
  expect(await studio.pictures(null, 10)).toEqual({ pictures: [], total: 0, next: null })
  expect(events).toEqual([
    { type: 'trouble', error: { code: 'storage_unavailable', message: 'no', detail: {} } },
  ])
})

test('a download that fails does not fail the call: its status tells', async () => {
  const { studio } = studioWith()
  const failing = studioWith({
    library: {
      status: async () => (await studio.models())[0]!,
      download: () => Promise.reject(new Error('no')),
      pause: async () => {},
      remove: async () => {},
    },
  })
  await expect(failing.studio.downloadModel('sticker')).resolves.toBeUndefined()
})

test('an unknown model is left alone', async () => {
  const { studio, diary } = studioWith()
  await studio.downloadModel('nothing')
  expect(diary).toEqual([])
})

test('a file that cannot be added comes back as an error, and one that cannot be read as nothing', async () => {
  const { studio, events } = studioWith()
  const added = await studio.userFiles.add('lora', 'a.safetensors', new Blob(['x']))
  expect(added).toEqual({ outcome: 'failed', error: { code: 'invalid_file', message: 'no', detail: {} } })
  expect(await studio.userFiles.read('lora', 'a.safetensors')).toBeNull()
  expect(events.map((event) => event.type)).toEqual(['trouble'])
})

test('room that a removed file gives back is told', async () => {
  const { studio, events, diary } = studioWith()
  await studio.userFiles.remove('lora', 'a.safetensors')
  expect(diary).toEqual(['remove lora a.safetensors'])
  expect(events.map((event) => event.type)).toEqual(['storage'])
})

test('whether a LoRA fits is asked only of a model that is here and takes any', async () => {
  const large = { ...stickerModel, id: 'large', embedded: false }
  const fixed = { ...stickerModel, id: 'fixed', files: stickerModel.files.slice(0, 1) }
  const { studio } = studioWith({ models: [stickerModel, large, fixed] })
  expect(await studio.userFiles.fit('a.safetensors', 'sticker')).toMatchObject({ changed: 1, misfit: null })
  expect(await studio.userFiles.fit('a.safetensors', 'large')).toBeNull()
  expect(await studio.userFiles.fit('a.safetensors', 'fixed')).toBeNull()
  expect(await studio.userFiles.fit('a.safetensors', 'none')).toBeNull()
})
