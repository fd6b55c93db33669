import { beforeEach, describe, expect, it } from 'vitest'
import { EVERYTHING, type GalleryQuery } from '../../../contract/gallery-query.ts'
import type { PictureId } from '../../../contract/picture.ts'
import type { Gallery } from '../ports.ts'
import { sampleFile, samplePicture } from './sample-records.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

/**
 * What every Gallery does.
 *
 * @param create an empty gallery with this clock each time
 */
export function galleryContract(create: (now: () => number) => Promise<Gallery>): void {
  describe('a gallery', () => {
    let gallery: Gallery
    let clock: TestClock
    beforeEach(async () => {
      clock = createTestClock()
      gallery = await create(() => clock.now())
    })

    const fill = async (...numbers: readonly number[]) => {
      for (const n of numbers) await gallery.put(samplePicture(n), sampleFile(n))
    }
    const idOf = (n: number) => samplePicture(n).id
    const seedsOf = async (after: string | null = null, limit = 100) =>
      (await gallery.page(after, limit)).pictures.map((picture) => picture.seed)

    it('gives back a record exactly as it was put, input pictures included', async () => {
      await fill(1)
      expect((await gallery.page(null, 10)).pictures).toEqual([samplePicture(1)])
    })

    it('gives back the file with its bytes and media type', async () => {
      await gallery.put(samplePicture(1, { mime: 'image/webp' }), sampleFile(9))
      const file = await gallery.file(idOf(1))
      expect(file!.type).toBe('image/webp')
      expect(new Uint8Array(await file!.arrayBuffer())).toEqual(sampleFile(9))
    })

    it('copies the file, so that its bytes may be reused at once', async () => {
      const bytes = sampleFile(1)
      await gallery.put(samplePicture(1), bytes)
      bytes.fill(0)
      expect(new Uint8Array(await (await gallery.file(idOf(1)))!.arrayBuffer())).toEqual(sampleFile(1))
    })

    it('has no file for an unknown id', async () => {
      expect(await gallery.file('nobody' as PictureId)).toBeNull()
    })

    it('is empty at first', async () => {
      expect(await gallery.page(null, 10)).toEqual({ pictures: [], total: 0, next: null })
    })

    it('pages newest first, each picture once, and ends with null', async () => {
      await fill(3, 1, 5, 2, 4)
      const first = await gallery.page(null, 2)
      const second = await gallery.page(first.next, 2)
      const third = await gallery.page(second.next, 2)
      const seeds = [first, second, third].map((page) => page.pictures.map((picture) => picture.seed))
      expect(seeds).toEqual([['5', '4'], ['3', '2'], ['1']])
      expect([first.total, third.total, third.next]).toEqual([5, 5, null])
    })

    it('has no next page when the last one is exactly full', async () => {
      await fill(1, 2)
      expect((await gallery.page(null, 2)).next).toBeNull()
    })

    it('pages through pictures of the same millisecond without losing or doubling one', async () => {
      for (const n of [1, 2, 3]) await gallery.put(samplePicture(n, { createdAt: 7 }), sampleFile(n))
      const seeds: string[] = []
      let after: string | null = null
      do {
        const page = await gallery.page(after, 1)
        seeds.push(...page.pictures.map((picture) => picture.seed))
        after = page.next
      } while (after !== null)
      expect(seeds).toEqual(['3', '2', '1'])
    })

    it('goes on below a picture that has been hidden meanwhile', async () => {
      await fill(1, 2, 3)
      const { next } = await gallery.page(null, 2)
      await gallery.hide([idOf(2)])
      expect(await seedsOf(next)).toEqual(['1'])
    })

    it('refuses a place that it did not give out', async () => {
      await expect(gallery.page('nonsense', 10)).rejects.toMatchObject({ code: 'invalid_request' })
    })

    it('replaces a picture with the same id', async () => {
      await fill(1)
      await gallery.put(samplePicture(1, { seed: '99', createdAt: 5000 }), sampleFile(2))
      expect(await seedsOf()).toEqual(['99'])
      expect((await gallery.page(null, 1)).total).toBe(1)
    })

    it('hides pictures but keeps their files, and restores them where they were', async () => {
      await fill(1, 2, 3)
      await gallery.hide([idOf(2)])
      expect(await seedsOf()).toEqual(['3', '1'])
      expect((await gallery.page(null, 10)).total).toBe(2)
      expect(await gallery.file(idOf(2))).not.toBeNull()
      await gallery.restore([idOf(2)])
      expect(await seedsOf()).toEqual(['3', '2', '1'])
    })

    it('leaves unknown, visible and hidden pictures alone where there is nothing to do', async () => {
      await fill(1, 2)
      await gallery.hide([idOf(1)])
      await gallery.hide(['nobody' as PictureId, idOf(1)])
      await gallery.restore(['nobody' as PictureId, idOf(2)])
      expect(await seedsOf()).toEqual(['2'])
    })

    it('marks favourites, hidden ones too, and takes the mark away', async () => {
      await fill(1, 2, 3)
      const marked = async () =>
        (await gallery.page(null, 10)).pictures
          .filter(({ isFavourite }) => isFavourite)
          .map(({ seed }) => seed)
      await gallery.hide([idOf(2)])
      await gallery.favourite([idOf(1), idOf(2), 'nobody' as PictureId], true)
      expect(await marked()).toEqual(['1'])
      await gallery.restore([idOf(2)])
      expect(await marked()).toEqual(['2', '1'])
      await gallery.favourite([idOf(1)], false)
      expect(await marked()).toEqual(['2'])
    })

    it('purges what was hidden long enough ago, files included', async () => {
      await fill(1, 2, 3)
      await gallery.hide([idOf(1)])
      clock.advance(1000)
      await gallery.hide([idOf(2)])
      clock.advance(500)
      await gallery.purge(1000)
      await gallery.restore([idOf(1), idOf(2)])
      expect(await seedsOf()).toEqual(['3', '2'])
      expect(await gallery.file(idOf(1))).toBeNull()
    })

    it('hiding again does not start the time to the purge anew', async () => {
      await fill(1)
      await gallery.hide([idOf(1)])
      clock.advance(1000)
      await gallery.hide([idOf(1)])
      await gallery.purge(1000)
      expect(await gallery.file(idOf(1))).toBeNull()
    })

    it('finds pictures newest first, and says how many there are and what to filter by', async () => {
      await fill(2, 1, 3)
      await gallery.hide([idOf(1)])
      const found = await gallery.find({ ...EVERYTHING, text: 'PICTURE 3' })
      expect(found.entries.map(({ seed }) => seed)).toEqual(['3'])
      expect(found).toMatchObject({
        total: 2,
        deleted: 1,
        choices: { models: ['sticker'], origins: ['page'] },
      })
      const seeds = async (isDeleted: boolean) =>
        (await gallery.find({ ...EVERYTHING, isDeleted })).entries.map(({ seed }) => seed)
      expect([await seeds(false), await seeds(true)]).toEqual([['3', '2'], ['1']])
    })

    it('finds what came, changed and went after the first search', async () => {
      await fill(1, 2)
      const seeds = async (change: Partial<GalleryQuery> = {}) =>
        (await gallery.find({ ...EVERYTHING, ...change })).entries.map(({ seed }) => seed)
      expect(await seeds()).toEqual(['2', '1'])
      await fill(3)
      await gallery.favourite([idOf(2)], true)
      expect([await seeds(), await seeds({ isFavourite: true })]).toEqual([['3', '2', '1'], ['2']])
      await gallery.hide([idOf(3)])
      await gallery.drop([idOf(1)])
      expect(await seeds()).toEqual(['2'])
      await gallery.restore([idOf(3)])
      gallery.reread()
      expect(await seeds()).toEqual(['3', '2'])
      await gallery.hide([idOf(3)])
      expect(await gallery.purge(0)).toBe(1)
      expect(await gallery.purge(0)).toBe(0)
      expect(await seeds({ isDeleted: true })).toEqual([])
    })

    it('lists deleted pictures by when they were deleted', async () => {
      await fill(1, 2)
      await gallery.hide([idOf(2)])
      clock.advance(5)
      await gallery.hide([idOf(1)])
      const { entries } = await gallery.find({ ...EVERYTHING, isDeleted: true })
      expect(entries.map(({ seed }) => seed)).toEqual(['1', '2'])
    })

    it('gives records in the order asked for, hidden ones too', async () => {
      await fill(1, 2, 3)
      await gallery.hide([idOf(3)])
      const records = await gallery.records([idOf(3), 'nobody' as PictureId, idOf(1)])
      expect(records).toEqual([samplePicture(3), samplePicture(1)])
    })

    it('knows the entry of a picture', async () => {
      await fill(1)
      expect(await gallery.entry(idOf(1))).toMatchObject({
        id: idOf(1),
        caption: 'picture 1',
        deletedAt: null,
      })
      expect(await gallery.entry('nobody' as PictureId)).toBeNull()
    })

    it('keeps a thumbnail as long as its picture, and counts it', async () => {
      await fill(1, 2)
      await gallery.putThumbnail(idOf(1), new Blob(['small']))
      await gallery.putThumbnail('nobody' as PictureId, new Blob(['small']))
      expect(await (await gallery.thumbnail(idOf(1)))!.text()).toBe('small')
      expect(await gallery.thumbnail(idOf(2))).toBeNull()
      expect(await gallery.thumbnail('nobody' as PictureId)).toBeNull()
      await gallery.favourite([idOf(1)], true)
      expect(await gallery.usage()).toMatchObject({ pictureBytes: 4 + 5 + 4 })
      await gallery.put(samplePicture(1), sampleFile(1))
      expect(await gallery.thumbnail(idOf(1))).toBeNull()
      await gallery.putThumbnail(idOf(1), new Blob(['small']))
      await gallery.drop([idOf(1)])
      expect(await gallery.thumbnail(idOf(1))).toBeNull()
      expect(await gallery.file(idOf(1))).toBeNull()
    })

    it('counts visible pictures and the bytes of visible and hidden ones', async () => {
      for (const n of [1, 2, 3]) await gallery.put(samplePicture(n, { bytes: n * 10 }), sampleFile(n, n * 10))
      await gallery.hide([idOf(3)])
      expect(await gallery.usage()).toEqual({ pictures: 2, pictureBytes: 30, deletedBytes: 30 })
    })
  })
}
