import { expect, it, vi } from 'vitest'
import type { PictureRecord } from '../../contract/picture.ts'
import type { PictureLibrary } from '../../contract/picture-library.ts'
import type { Studio } from '../../contract/studio.ts'
import { aPicture } from '../testing/a-picture.ts'
import { createActions } from './actions.ts'
import type { EnginePort } from './connection-state.ts'
import { createGalleryStore } from './gallery.ts'
import type { PageStores } from './page-stores.ts'
import { createPictureFiles } from './picture-files.ts'
import type { PageToast } from './toasts.ts'

const [a, b, c] = [
  aPicture('a', { createdAt: 3 }),
  aPicture('b', { createdAt: 2, saved: false }),
  aPicture('c', { createdAt: 1 }),
] as const

/** Actions over a gallery whose storage has the saved pictures only. */
function setUp() {
  const hidden = new Set<string>()
  const shown = () => [a, c].filter(({ id }) => !hidden.has(id))
  const studio = {
    pictures: () => Promise.resolve({ pictures: shown(), total: shown().length, next: null }),
    pictureFile: () => Promise.resolve(null),
    // Nobody scrolls here.
    pictureLibrary: {} as PictureLibrary,
    deletePictures: (ids) => Promise.resolve(ids.forEach((id) => hidden.add(id))),
    restorePictures: (ids) => Promise.resolve(ids.forEach((id) => hidden.delete(id))),
  } satisfies Partial<Studio>
  const gallery = createGalleryStore(studio)
  const files = createPictureFiles(studio)
  const toasts: PageToast[] = []
  const page = { gallery, files, toast: (toast: PageToast) => void toasts.push(toast) }
  // Deleting needs no other store and nothing else of the engine.
  const actions = createActions(page as unknown as PageStores, { studio } as unknown as EnginePort)
  const show = ({ saved, ...picture }: PictureRecord) => {
    files.keep({ ...picture, saved }, { mime: picture.mime, bytes: new Uint8Array([1]) })
    gallery.getState().add({ ...picture, saved })
  }
  const names = () => gallery.getState().pictures.map(({ request }) => request.prompt)
  const undo = () => {
    const toast = toasts.at(-1)
    if (toast?.kind === 'deleted') toast.undo()
  }
  return { gallery, files, actions, show, names, undo }
}

it('brings deleted pictures back, in their places, saved or not', async () => {
  const { gallery, files, actions, show, names, undo } = setUp()
  for (const picture of [c, b, a]) show(picture)
  actions.deletePictures([a.id, b.id])
  expect(names()).toEqual(['c'])
  await gallery.getState().refresh()
  expect(names()).toEqual(['c'])
  undo()
  // What only this page has needs no answer of the storage.
  expect(names()).toEqual(['b', 'c'])
  await vi.waitFor(() => expect(names()).toEqual(['a', 'b', 'c']))
  expect(gallery.getState().total).toBe(3)
  await expect(files.load(b.id)).resolves.toMatchObject({ size: 1 })
})
