import { expect, it } from 'vitest'
import type { PictureId } from '../contract/picture.ts'
import { createMemoryGallery } from './storage/memory-gallery.ts'
import { sampleFile, samplePicture } from './storage/testing/sample-records.ts'
import { createThumbnails } from './thumbnails.ts'

const LARGE = { width: 1152, height: 896 }

async function thumbnailsOf(sizes: readonly { width: number; height: number }[], made: Blob | null) {
  const gallery = createMemoryGallery(() => 0)
  for (const [at, size] of sizes.entries()) await gallery.put(samplePicture(at + 1, size), sampleFile(at + 1))
  const shrunk: Blob[] = []
  const thumbnail = createThumbnails(gallery, async (file) => {
    shrunk.push(file)
    return made
  })
  return { gallery, shrunk, thumbnail, idOf: (n: number) => samplePicture(n).id }
}

it('makes a small version once, keeps it, and counts it', async () => {
  const small = new Blob(['small'])
  const { gallery, shrunk, thumbnail, idOf } = await thumbnailsOf([LARGE], small)
  const [first, second] = await Promise.all([thumbnail(idOf(1)), thumbnail(idOf(1))])
  expect([first, second, await thumbnail(idOf(1))]).toEqual([small, small, small])
  expect(shrunk).toHaveLength(1)
  expect((await gallery.usage()).pictureBytes).toBe(4 + 5)
})

it('shows pictures of up to 512 pixels as they are', async () => {
  const { gallery, shrunk, thumbnail, idOf } = await thumbnailsOf([{ width: 512, height: 384 }], new Blob())
  expect(await thumbnail(idOf(1))).toBe(await gallery.file(idOf(1)))
  expect(shrunk).toEqual([])
})

it('shows the file where it cannot be shrunk, and nothing where it is gone', async () => {
  const { gallery, thumbnail, idOf } = await thumbnailsOf([LARGE], null)
  expect(await thumbnail(idOf(1))).toBe(await gallery.file(idOf(1)))
  expect(await thumbnail('nobody' as PictureId)).toBeNull()
})

it('makes two at a time, and what was asked for last before what waits', async () => {
  const { gallery, idOf } = await thumbnailsOf([LARGE, LARGE, LARGE, LARGE], null)
  const started: Blob[] = []
  const finish: (() => void)[] = []
  const thumbnail = createThumbnails(gallery, (file) => {
    started.push(file)
    return new Promise((resolve) => finish.push(() => resolve(null)))
  })
  const all = [1, 2, 3, 4].map((n) => thumbnail(idOf(n)))
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  await settle()
  expect(started).toHaveLength(2)
  finish[0]!()
  await settle()
  expect(started.at(-1)).toBe(await gallery.file(idOf(4)))
  for (let at = 1; at < 4; at++) {
    finish[at]!()
    await settle()
  }
  expect(await Promise.all(all)).toHaveLength(4)
})
