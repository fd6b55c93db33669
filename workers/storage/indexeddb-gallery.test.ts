import { expect, it } from 'vitest'
import { createIndexedDbGallery } from './indexeddb-gallery.ts'
import { galleryContract } from './testing/gallery-contract.ts'
import { sampleFile, samplePicture } from './testing/sample-records.ts'
import { useTestDatabases } from './testing/test-database.ts'

const openTestDatabase = useTestDatabases()

async function openGallery(now = () => 0) {
  const opened = await openTestDatabase()
  return {
    ...opened,
    gallery: createIndexedDbGallery(opened.db, now, (trouble) => opened.troubles.push(trouble)),
  }
}

galleryContract(async (now) => (await openGallery(now)).gallery)

it.each([
  ['a missing field', { ...samplePicture(2), seed: undefined }, 'record.seed is not a string'],
  ['a request that is no longer valid', { ...samplePicture(2), request: { x: 1 } }, /^request\./u],
])('leaves out a picture with %s, reports it and shows the others', async (_, record, reason) => {
  const { db, gallery, troubles } = await openGallery()
  await gallery.put(samplePicture(1), sampleFile(1))
  const row = { v: 1, id: 'bad', bytes: 4, visibleAt: 2000, record }
  await db.write(['pictures'], (tx) => tx.objectStore('pictures').put(row, 'bad'))
  expect((await gallery.page(null, 10)).pictures.map((picture) => picture.seed)).toEqual(['1'])
  expect(troubles).toHaveLength(1)
  const [trouble] = troubles
  expect(trouble).toMatchObject({ type: 'bad_record', store: 'pictures', key: 'bad' })
  expect(trouble?.type === 'bad_record' && trouble.reason).toMatch(reason)
})

it('fills in request fields that did not exist when the picture was stored', async () => {
  const { db, gallery } = await openGallery()
  const { sharpness, ...older } = samplePicture(1).request
  const row = { v: 1, id: 'old', bytes: 4, visibleAt: 1, record: { ...samplePicture(1), request: older } }
  await db.write(['pictures'], (tx) => tx.objectStore('pictures').put(row, 'old'))
  expect((await gallery.page(null, 1)).pictures[0]!.request.sharpness).toBe(sharpness)
})

it('reads a picture that was stored before there were favourites as none', async () => {
  const { db, gallery } = await openGallery()
  const { isFavourite: _, ...older } = samplePicture(1)
  await db.write(['pictures'], (tx) =>
    tx.objectStore('pictures').put({ v: 1, id: 'old', bytes: 4, visibleAt: 1, record: older }, 'old'),
  )
  expect((await gallery.page(null, 1)).pictures[0]!.isFavourite).toBe(false)
})

it('keeps neither record nor file when one of the two cannot be stored', async () => {
  const { gallery } = await openGallery()
  const unstorable = samplePicture(1, { parameters: { toString: () => '' } as never })
  await expect(gallery.put(unstorable, sampleFile(1))).rejects.toThrow()
  expect(await gallery.file(unstorable.id)).toBeNull()
})
