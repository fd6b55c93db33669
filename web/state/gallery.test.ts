import { describe, expect, it } from 'vitest'
import type { PictureRecord } from '../../contract/picture.ts'
import { aPicture } from '../testing/a-picture.ts'
import { createGalleryStore } from './gallery.ts'

const [a, b, c] = [
  aPicture('a', { createdAt: 3 }),
  aPicture('b', { createdAt: 2 }),
  aPicture('c', { createdAt: 1 }),
] as const

async function galleryOf(pictures: readonly PictureRecord[]) {
  const studio = { pictures: () => Promise.resolve({ pictures, total: pictures.length, next: null }) }
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

  it('leaves the pictures of a hidden task out', async () => {
    const gallery = await galleryOf([b, c])
    gallery.getState().hideTask(a.taskId)
    gallery.getState().add(a)
    expect(gallery.names()).toEqual(['b', 'c'])
  })

  it('says so when the pictures cannot be read, and keeps what it has', async () => {
    const store = createGalleryStore({ pictures: () => Promise.reject(new Error('broken')) })
    store.getState().add(a)
    await store.getState().refresh()
    expect(store.getState()).toMatchObject({ status: 'failed', pictures: [a] })
  })
})
