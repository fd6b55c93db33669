import { expect, it } from 'vitest'
import { createMemoryBlocks } from './memory-blocks.ts'
import { createMemoryGallery } from './memory-gallery.ts'
import { createMemoryUserFiles } from './memory-user-files.ts'
import { reportStorage } from './storage-report.ts'
import { sampleFile, samplePicture } from './testing/sample-records.ts'
import { aStoredFile } from './testing/user-file-contract.ts'

async function filledStorage(kind: 'indexeddb' | 'memory') {
  const [blocks, gallery] = [createMemoryBlocks(), createMemoryGallery(() => 0)]
  await blocks.put(
    { modelId: 'm', path: 'f', index: 0 },
    { bytes: new Blob(['12345']), sha256: 'a'.repeat(64) },
  )
  for (const n of [1, 2, 3]) await gallery.put(samplePicture(n, { bytes: 10 * n }), sampleFile(n))
  await gallery.hide([samplePicture(1).id])
  const userFiles = createMemoryUserFiles()
  await userFiles.put(aStoredFile('lora', 'cat', 2), [new Blob(['abc']), new Blob(['def'])])
  return { kind, blocks, gallery, userFiles }
}

const room = (estimate: { quota?: number; usage?: number }, persisted = true) => ({
  estimate: async () => estimate,
  persisted: async () => persisted,
})

it('adds up models, pictures and deleted pictures beside the figures of the browser', async () => {
  const report = await reportStorage(await filledStorage('indexeddb'), room({ quota: 1000, usage: 90 }))
  expect(report).toEqual({
    kind: 'indexeddb',
    modelBytes: 5,
    userFileBytes: 6,
    pictureBytes: 50,
    deletedBytes: 10,
    pictures: 2,
    usedBytes: 90,
    quotaBytes: 1000,
    persisted: true,
  })
})

it('counts itself where the browser gives no figures', async () => {
  const report = await reportStorage(await filledStorage('indexeddb'), room({}))
  expect(report).toMatchObject({ usedBytes: 71, quotaBytes: 0 })
})

it('never calls memory persisted', async () => {
  const report = await reportStorage(await filledStorage('memory'), room({ quota: 1000, usage: 0 }))
  expect(report).toMatchObject({ kind: 'memory', usedBytes: 71, persisted: false })
})
