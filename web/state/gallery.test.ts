import { describe, expect, it } from 'vitest'
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import { aPicture } from '../testing/a-picture.ts'
import { createGalleryStore, lineupOf, recordOf } from './gallery.ts'

const [a, b, c] = [
  aPicture('a', { createdAt: 3 }),
  aPicture('b', { createdAt: 2 }),
  aPicture('c', { createdAt: 1 }),
] as const

/** Pictures beyond the newest page. */
const older = [aPicture('d', { createdAt: -1 }), aPicture('e', { createdAt: -2 })]
const NO_RECORDS = { records: async () => [] }

async function galleryOf(pictures: readonly PictureRecord[]) {
  const studio = {
    pictures: () => Promise.resolve({ pictures, total: pictures.length, next: null }),
    pictureLibrary: {
      records: async (ids: readonly PictureId[]) => older.filter(({ id }) => ids.includes(id)),
    },
  }
  const store = createGalleryStore(studio)
  await store.getState().refresh()
  const names = () => store.getState().pictures.map(({ request }) => request.prompt)
  return { ...store, names }
}

describe('the gallery', () => {
  it('puts a new picture first and counts it once', async () => {
    const gallery = await galleryOf([b, c])
    gallery.getState().add(a)
    gallery.getState().add(a)
    expect(gallery.names()).toEqual(['a', 'b', 'c'])
    expect(gallery.getState().total).toBe(3)
  })

  it('shows the next older picture when the chosen one is removed', async () => {
    const gallery = await galleryOf([a, b, c])
    gallery.getState().choose(b.id)
    gallery.getState().remove([b.id])
    expect(gallery.getState().chosen).toBe(c.id)
    gallery.getState().remove([c.id])
    expect(gallery.getState().chosen).toBe(a.id)
    gallery.getState().remove([a.id])
    expect(gallery.getState()).toMatchObject({ chosen: null, total: 0 })
  })

  it('keeps unsaved pictures through a refresh', async () => {
    const gallery = await galleryOf([b])
    gallery.getState().add({ ...a, saved: false })
    await gallery.getState().refresh()
    expect(gallery.names()).toEqual(['a', 'b'])
    expect(gallery.getState().total).toBe(2)
  })

  it('keeps what says the same as before as the same object, and takes what changed', async () => {
    const read = [structuredClone(a), structuredClone({ ...b, isFavourite: true })]
    let answer: readonly PictureRecord[] = [a, b]
    const store = createGalleryStore({
      pictures: () => Promise.resolve({ pictures: answer, total: 2, next: null }),
      pictureLibrary: NO_RECORDS,
    })
    await store.getState().refresh()
    answer = read
    await store.getState().refresh()
    const [first, second] = store.getState().pictures
    expect(first).toBe(a)
    expect(second).toBe(read[1])
  })

  it('goes through the pictures that it was opened among, and reads their records', async () => {
    const gallery = await galleryOf([a])
    const lineup = [c.id, ...older.map(({ id }) => id)]
    await gallery.getState().openIn(older[0]!.id, lineup)
    expect(lineupOf(gallery.getState())).toEqual(lineup)
    expect(older.map(({ id }) => recordOf(gallery.getState(), id))).toEqual(older)
    gallery.getState().favourite([older[0]!.id], true)
    expect(recordOf(gallery.getState(), older[0]!.id)?.isFavourite).toBe(true)
    gallery.getState().remove([older[0]!.id])
    expect(gallery.getState()).toMatchObject({ opened: older[1]!.id, lineup: [c.id, older[1]!.id] })
    gallery.getState().open(null)
    expect(lineupOf(gallery.getState())).toEqual([a.id])
  })

  it('marks favourites at once', async () => {
    const gallery = await galleryOf([a, b])
    gallery.getState().favourite([b.id], true)
    expect(gallery.getState().pictures.map(({ isFavourite }) => isFavourite)).toEqual([false, true])
  })

  it('stops comparing when one of the pictures is removed', async () => {
    const gallery = await galleryOf([a, b, c])
    gallery.getState().openCompare([a.id, b.id])
    gallery.getState().remove([c.id])
    expect(gallery.getState().compare).toEqual([a.id, b.id])
    gallery.getState().remove([b.id])
    expect(gallery.getState().compare).toEqual([])
  })

  it('leaves the pictures of a hidden task out', async () => {
    const gallery = await galleryOf([b, c])
    gallery.getState().hideTask(a.taskId)
    gallery.getState().add(a)
    expect(gallery.names()).toEqual(['b', 'c'])
  })

  it('says so when the pictures cannot be read, and keeps what it has', async () => {
    const store = createGalleryStore({
      pictures: () => Promise.reject(new Error('broken')),
      pictureLibrary: NO_RECORDS,
    })
    store.getState().add(a)
    await store.getState().refresh()
    expect(store.getState()).toMatchObject({ status: 'failed', pictures: [a] })
  })
})
