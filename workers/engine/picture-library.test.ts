import { expect, it } from 'vitest'
import { EVERYTHING } from '../../contract/gallery-query.ts'
import type { PictureRecord } from '../../contract/picture.ts'
import { createMemoryGallery } from '../storage/memory-gallery.ts'
import { sampleFile, samplePicture } from '../storage/testing/sample-records.ts'
import { createPictureLibrary } from './picture-library.ts'

function libraryWith(check: (record: unknown) => PictureRecord = (record) => record as PictureRecord) {
  const gallery = createMemoryGallery(() => 0)
  let changes = 0
  const library = createPictureLibrary(
    { gallery, thumbnail: async () => null, check, isKept: true },
    (_, work) => work(),
    async () => void changes++,
  )
  return { gallery, library, changes: () => changes }
}

const imported = (n: number) => ({
  record: samplePicture(n, { saved: false, isFavourite: true }),
  file: new Blob([sampleFile(n, 9)]),
})

it('adds pictures once, however often they come, and tells it once', async () => {
  const { library, gallery, changes } = libraryWith()
  expect(await library.add([imported(1), imported(2)])).toEqual([{ outcome: 'added' }, { outcome: 'added' }])
  expect(changes()).toBe(1)
  await gallery.favourite([samplePicture(1).id], false)
  expect(await library.add([imported(1)])).toEqual([{ outcome: 'known' }])
  const { pictures, total } = await gallery.page(null, 10)
  expect(total).toBe(2)
  // What was here is left alone; the size is that of the file that came.
  expect(pictures.map(({ isFavourite, bytes, saved }) => ({ isFavourite, bytes, saved }))).toEqual([
    { isFavourite: true, bytes: 9, saved: true },
    { isFavourite: false, bytes: 9, saved: true },
  ])
})

it('shows a deleted picture again when it is brought back as a file', async () => {
  const { library, gallery } = libraryWith()
  await library.add([imported(1)])
  await gallery.hide([samplePicture(1).id])
  expect(await library.add([imported(1)])).toEqual([{ outcome: 'added' }])
  expect((await library.find(EVERYTHING)).total).toBe(1)
})

it('refuses a record that is not one of ours, and goes on with the others', async () => {
  const { library } = libraryWith((record) => {
    if ((record as PictureRecord).seed === '1') throw new Error('record.seed is odd')
    return record as PictureRecord
  })
  const [first, second] = await library.add([imported(1), imported(2)])
  expect(first).toMatchObject({ outcome: 'failed', error: { code: 'invalid_file' } })
  expect(second).toEqual({ outcome: 'added' })
})
