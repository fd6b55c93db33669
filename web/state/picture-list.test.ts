import { expect, it } from 'vitest'
import {
  entryOf,
  EVERYTHING,
  indexPicture,
  matcherOf,
  type FoundPictures,
} from '../../contract/gallery-query.ts'
import type { PictureLibrary } from '../../contract/picture-library.ts'
import type { PictureRecord } from '../../contract/picture.ts'
import { aPicture } from '../testing/a-picture.ts'
import { createGalleryStore } from './gallery.ts'
import { createPictureList } from './picture-list.ts'

const [a, b, c] = ['a', 'b', 'c'].map((name, at) => aPicture(name, { createdAt: 30 - at })) as [
  PictureRecord,
  PictureRecord,
  PictureRecord,
]

/** A list over a store of pictures that can be changed, and a value that is kept. */
function setUp(kept: unknown = undefined) {
  const stored = [a, b, c]
  const library = {
    find: async (query): Promise<FoundPictures> => ({
      entries: stored
        .map((record) => indexPicture(record))
        .filter(matcherOf(query))
        .map(entryOf),
      total: stored.length,
      deleted: 0,
      choices: { days: [], models: [], styles: [], origins: [], howMade: [] },
    }),
    records: async () => [],
  } satisfies Partial<PictureLibrary>
  const gallery = createGalleryStore({
    pictures: async () => ({ pictures: stored, total: stored.length, next: null }),
    pictureLibrary: library,
  })
  const memory = { value: kept }
  const list = createPictureList(
    // Nothing else of the library is asked.
    { gallery, library: library as unknown as PictureLibrary },
    { read: () => memory.value, write: (value) => void (memory.value = value) },
  )
  const names = () => list.getState().found?.entries.map(({ caption }) => caption)
  return { list, gallery, stored, memory, names }
}

it('shows what is found, and follows the gallery', async () => {
  const { list, gallery, stored, names } = setUp()
  await list.getState().find(EVERYTHING)
  expect(names()).toEqual(['a', 'b', 'c'])
  stored.shift()
  await gallery.getState().refresh()
  await new Promise((resolve) => setTimeout(resolve))
  expect(names()).toEqual(['b', 'c'])
})

it('has pictures that only the page has, in their places, when they match', async () => {
  const { list, gallery, names } = setUp()
  gallery.getState().add(aPicture('unsaved', { createdAt: 29.5, saved: false }))
  await list.getState().find(EVERYTHING)
  expect(names()).toEqual(['a', 'unsaved', 'b', 'c'])
  expect(list.getState().found?.total).toBe(4)
  await list.getState().find({ ...EVERYTHING, text: 'b' })
  expect(names()).toEqual(['b'])
})

it('leaves the sample of a first visit out', async () => {
  const { list, gallery, names } = setUp()
  gallery.getState().hideTask(a.taskId)
  await list.getState().find(EVERYTHING)
  expect([names(), list.getState().found?.total]).toEqual([['b', 'c'], 2])
})

it('keeps the selection over a reload, but nothing selected that cannot be seen', async () => {
  const { list, memory } = setUp([a.id, 'gone'])
  await list.getState().find(EVERYTHING)
  expect([...list.getState().selected]).toEqual([a.id])
  list.getState().select(new Set([a.id, b.id]))
  expect(memory.value).toEqual([a.id, b.id])
  await list.getState().find({ ...EVERYTHING, text: 'b' })
  expect([...list.getState().selected]).toEqual([b.id])
})

it('shows marks and deletions at once', async () => {
  const { list, names } = setUp()
  await list.getState().find(EVERYTHING)
  list.getState().select(new Set([a.id, b.id]))
  list.getState().mark(new Set([b.id]), true)
  list.getState().take(new Set([a.id]))
  expect(names()).toEqual(['b', 'c'])
  expect(list.getState().found).toMatchObject({ total: 2, entries: [{ isFavourite: true }, {}] })
  expect([...list.getState().selected]).toEqual([b.id])
})
