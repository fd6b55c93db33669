import { describe, expect, it } from 'vitest'
import { aPicture, aTask } from '../../testing/a-picture.ts'
import { coverOf, type CoverFacts } from './cover-of.ts'

const [task, other] = [aTask('a'), aTask('b')]
const [picture, older] = [aPicture('a'), aPicture('b')]
const cover = (facts: Partial<CoverFacts>) =>
  coverOf({ live: null, before: null, picture: null, readyId: null, ...facts })

describe('coverOf', () => {
  it('is the task that is followed, whatever is ready', () => {
    expect(cover({ live: task, picture, readyId: picture.id })).toBe(task)
    expect(cover({ live: task, before: other })).toBe(task)
  })

  it('stays until the picture that its task made is decoded', () => {
    expect(cover({ before: task, picture })).toBe(task)
    expect(cover({ before: task, picture, readyId: older.id })).toBe(task)
    expect(cover({ before: task, picture, readyId: picture.id })).toBeNull()
  })

  it('goes at once when another picture is chosen, or none is there', () => {
    expect(cover({ before: task, picture: older })).toBeNull()
    expect(cover({ before: task })).toBeNull()
  })
})
