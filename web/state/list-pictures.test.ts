import { expect, it } from 'vitest'
import { aPicture } from '../testing/a-picture.ts'
import { boundsOf } from './day.ts'
import { listPictures } from './list-pictures.ts'

const { from } = boundsOf('2026-11-28')!
const pictures = [3, 2, 1, 0, -1, -2].map((hour) =>
  aPicture(`h${hour}`, { createdAt: from + hour * 3_600_000 }),
)

/** A gallery that gives two pictures at a time. */
function gallery() {
  const asked: (string | null)[] = []
  return {
    asked,
    pictures: (after: string | null) => {
      asked.push(after)
      const at = Number(after ?? 0)
      const next = at + 2 < pictures.length ? String(at + 2) : null
      return Promise.resolve({ pictures: pictures.slice(at, at + 2), total: pictures.length, next })
    },
  }
}

it('lists a day, and reads no further than to its beginning', async () => {
  const studio = gallery()
  const found = await listPictures(studio, '2026-11-28', [])
  expect(found).toEqual(pictures.slice(0, 4))
  expect(studio.asked).toEqual([null, '2', '4'])
})

it('lists everything when no day is asked for, what is not saved included', async () => {
  const unsaved = aPicture('fresh', { createdAt: from + 9 * 3_600_000, saved: false })
  expect(await listPictures(gallery(), null, [unsaved])).toEqual([unsaved, ...pictures])
})
