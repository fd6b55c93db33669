import { expect, it } from 'vitest'
import { filterOfHash, hashOfFilter, isFiltering, NO_FILTER, queryOf } from './gallery-filter.ts'

const full = {
  text: 'a fox & friends',
  isFavourite: true,
  day: '2026-11-28',
  model: 'sticker',
  style: 'SAI Anime',
  howMade: 'upscale',
  origin: 'imported',
  isDeleted: true,
} as const

it('comes back from its own address, whatever it is', () => {
  expect(filterOfHash(hashOfFilter(full), '2026-11-29')).toEqual(full)
  expect(hashOfFilter(NO_FILTER)).toBe('#/gallery')
  expect(filterOfHash('#/gallery', '2026-11-29')).toEqual(NO_FILTER)
})

it('understands today, and ignores what it does not understand', () => {
  expect(filterOfHash('#/gallery?day=today', '2026-11-29').day).toBe('2026-11-29')
  expect(filterOfHash('#/gallery?day=soon&kind=odd&origin=moon&x=1', '2026-11-29')).toEqual(NO_FILTER)
})

it('asks for a day from its first moment to the next one', () => {
  const { from, to } = queryOf({ ...NO_FILTER, day: '2026-11-28' })
  expect([new Date(from!).getDate(), new Date(to!).getDate()]).toEqual([28, 29])
  expect(queryOf(NO_FILTER)).toMatchObject({ from: null, to: null, text: '' })
})

it('knows when something is filtered', () => {
  expect([isFiltering(NO_FILTER), isFiltering({ ...NO_FILTER, isDeleted: true })]).toEqual([false, false])
  expect(isFiltering({ ...NO_FILTER, isFavourite: true })).toBe(true)
})
