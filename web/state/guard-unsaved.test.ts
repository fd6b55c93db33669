import { describe, expect, it } from 'vitest'
import { aPicture } from '../testing/a-picture.ts'
import { createGalleryStore } from './gallery.ts'
import { guardUnsaved } from './guard-unsaved.ts'

describe('guardUnsaved', () => {
  it('asks only while a picture is not saved', () => {
    const gallery = createGalleryStore({
      pictures: () => Promise.resolve({ pictures: [], total: 0, next: null }),
      pictureLibrary: { records: async () => [] },
    })
    const page = new EventTarget()
    guardUnsaved(gallery, page)
    const asks = () => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(asks()).toBe(false)
    gallery.getState().add(aPicture('a'))
    expect(asks()).toBe(false)
    const unsaved = aPicture('b', { saved: false })
    gallery.getState().add(unsaved)
    expect(asks()).toBe(true)
    gallery.getState().remove([unsaved.id])
    expect(asks()).toBe(false)
  })
})
