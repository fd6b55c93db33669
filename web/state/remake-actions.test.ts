import { expect, it } from 'vitest'
import type { GenerationRequest } from '../../contract/request.ts'
import { aPicture } from '../testing/a-picture.ts'
import { createTaskId } from '../../contract/task.ts'
import { createGalleryStore } from './gallery.ts'
import { createRemakeActions } from './remake-actions.ts'
import type { PageToast } from './toasts.ts'

function begin(file: Blob | null) {
  const submitted: GenerationRequest[] = []
  const toasts: PageToast[] = []
  const gallery = createGalleryStore({
    pictures: () => Promise.reject(new Error('not asked for')),
    pictureLibrary: { records: async () => [] },
  })
  const files = { load: async () => file, keep: () => {}, thumbnail: async () => null }
  const queue = {
    submit: (request: GenerationRequest) => {
      submitted.push(request)
      return createTaskId('0'.repeat(32))
    },
  }
  const toast = (said: PageToast) => void toasts.push(said)
  return { submitted, toasts, gallery, ...createRemakeActions({ files, gallery, toast }, queue, () => {}) }
}

const picture = aPicture('a fox')

it("queues one picture with the other's settings, its file, and another seed", async () => {
  const { remake, submitted, gallery } = begin(new Blob([Uint8Array.of(1, 2, 3)], { type: 'image/webp' }))
  gallery.getState().choose(picture.id)
  await remake(picture, 'Upscale (2x)')
  expect(submitted).toHaveLength(1)
  expect(submitted[0]).toMatchObject({
    prompt: 'a fox',
    image_number: 1,
    image_seed: '-1',
    upscale_or_vary: {
      uov_method: 'Upscale (2x)',
      uov_input_image: { mime: 'image/webp', bytes: Uint8Array.of(1, 2, 3) },
    },
  })
  // The stage follows what is made.
  expect(gallery.getState().chosen).toBeNull()
})

it('says so when the file is gone', async () => {
  const { remake, submitted, toasts } = begin(null)
  await remake(picture, 'Vary (Subtle)')
  expect([submitted, toasts]).toEqual([[], [{ kind: 'picture_gone' }]])
})
