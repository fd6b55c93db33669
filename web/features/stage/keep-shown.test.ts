import { describe, expect, it } from 'vitest'
import { aPicture, aTask } from '../../testing/a-picture.ts'
import { keepShown, type KeepFacts, type Kept } from './keep-shown.ts'
import type { Show } from './what-to-show.ts'

const [newer, older] = [aPicture('b'), aPicture('a')]
const running = aTask('c', { phase: 'running' })
const live: Show = { kind: 'live', task: running, picture: null }
const onOlder: Show = { kind: 'picture', picture: older }
const onNewer: Show = { kind: 'picture', picture: newer }
const kept = (show: Show, wish: Partial<Kept> = {}): Kept => ({ show, chosen: null, followed: 0, ...wish })
const next = (before: Kept, wanted: Show, facts: Partial<KeepFacts> = {}) =>
  keepShown(before, wanted, {
    isBusy: false,
    showsNew: true,
    chosen: null,
    followed: 0,
    pictures: [newer, older],
    ...facts,
  }).show

describe('keepShown', () => {
  it('shows what is wanted to someone who only looks', () => {
    expect(next(kept(onOlder), live)).toBe(live)
    expect(next(kept(live), onNewer)).toBe(onNewer)
    expect(next(kept({ kind: 'empty' }), onNewer)).toBe(onNewer)
  })

  it('takes no picture away from someone who is at work on it', () => {
    expect(next(kept(onOlder), live, { isBusy: true })).toEqual(onOlder)
    expect(next(kept(onOlder), onNewer, { isBusy: true })).toEqual(onOlder)
    expect(next(kept(onOlder), { kind: 'failed', task: running }, { isBusy: true })).toEqual(onOlder)
  })

  it('goes on as soon as the work is over', () => {
    const before = keepShown(kept(onOlder), onNewer, {
      isBusy: true,
      showsNew: true,
      chosen: null,
      followed: 0,
      pictures: [newer, older],
    })
    expect(next(before, onNewer)).toBe(onNewer)
  })

  it('shows what was asked for at once, even then', () => {
    expect(next(kept(onOlder), onNewer, { isBusy: true, chosen: newer.id })).toBe(onNewer)
    expect(next(kept(onOlder), live, { isBusy: true, followed: 1 })).toBe(live)
    expect(next(kept(onOlder), live, { showsNew: false, followed: 1 })).toBe(live)
  })

  it('does not hold what is gone', () => {
    expect(next(kept(onOlder), onNewer, { isBusy: true, pictures: [newer] })).toBe(onNewer)
  })

  it('stays where it is when new pictures are not to be shown', () => {
    expect(next(kept(onOlder), live, { showsNew: false })).toEqual(onOlder)
    expect(next(kept(onOlder), onNewer, { showsNew: false })).toEqual(onOlder)
    expect(next(kept(onOlder), { kind: 'failed', task: running }, { showsNew: false }).kind).toBe('failed')
  })

  it('lets a followed preview become its picture, and holds that against the next task', () => {
    const made = aPicture('c')
    const onMade: Show = { kind: 'picture', picture: made }
    const other: Show = { kind: 'live', task: aTask('d', { phase: 'running' }), picture: null }
    const pictures = [made, newer, older]
    expect(next(kept(live), onMade, { isBusy: true, pictures })).toEqual(onMade)
    expect(next(kept(live), other, { isBusy: true, pictures })).toEqual(onMade)
    expect(next(kept(live), other, { pictures })).toBe(other)
  })

  it('is the same object while nothing changes, and knows a record that changed', () => {
    const before = kept(onOlder)
    const facts = { isBusy: true, showsNew: true, chosen: null, followed: 0, pictures: [newer, older] }
    expect(keepShown(before, live, facts)).toBe(before)
    const marked = { ...older, isFavourite: true }
    const after = keepShown(before, live, { ...facts, pictures: [newer, marked] })
    expect(after.show).toEqual({ kind: 'picture', picture: marked })
  })
})
