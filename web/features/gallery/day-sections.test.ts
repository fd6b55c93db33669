import { expect, it } from 'vitest'
import { entryOf, indexPicture } from '../../../contract/gallery-query.ts'
import { aPicture } from '../../testing/a-picture.ts'
import { sayEnglish } from '../../text/say-english.ts'
import { daySections } from './day-sections.ts'

const entry = (name: string, at: Date) => entryOf(indexPicture(aPicture(name, { createdAt: at.getTime() })))

it('puts pictures under their days, in the words of a calendar', () => {
  const now = new Date(2026, 10, 28, 0, 30).getTime()
  const sections = daySections(
    [
      entry('a', new Date(2026, 10, 28, 0, 20)),
      entry('b', new Date(2026, 10, 28, 0, 0)),
      entry('c', new Date(2026, 10, 27, 23, 59)),
      entry('d', new Date(2026, 9, 1, 12, 0)),
    ],
    now,
    sayEnglish(),
  )
  expect(sections.map(({ title, items }) => [title, items.map(({ caption }) => caption).join('')])).toEqual([
    ['Today', 'ab'],
    ['Yesterday', 'c'],
    ['Thursday, October 1, 2026', 'd'],
  ])
})

it('has no sections without pictures', () => {
  expect(daySections([], 0, sayEnglish())).toEqual([])
})
