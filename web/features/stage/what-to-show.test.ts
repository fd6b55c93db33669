import { describe, expect, it } from 'vitest'
import { aPicture, aTask } from '../../testing/a-picture.ts'
import { shownWidth } from './shown-size.ts'
import { whatToShow, type StageFacts } from './what-to-show.ts'

const [newest, older] = [aPicture('b'), aPicture('a')]
const error = { code: 'internal', message: '', detail: {} } as const
const show = (facts: Partial<StageFacts>) =>
  whatToShow({
    current: undefined,
    lastEnded: undefined,
    sample: undefined,
    pictures: [newest, older],
    chosen: null,
    ...facts,
  })

describe('whatToShow', () => {
  it('shows the newest picture when nothing runs', () => {
    expect(show({})).toEqual({ kind: 'picture', picture: newest })
    expect(show({ pictures: [] })).toEqual({ kind: 'empty' })
  })

  it('follows the running task, with its own last picture below', () => {
    const task = aTask('c', { phase: 'running', pictures: [older] })
    expect(show({ current: task })).toEqual({ kind: 'live', task, picture: older })
  })

  it('is not taken away from a chosen picture by anything', () => {
    const current = aTask('c', { phase: 'running' })
    const lastEnded = aTask('d', { phase: 'failed', error })
    expect(show({ current, lastEnded, chosen: older.id })).toEqual({ kind: 'picture', picture: older })
  })

  it('shows a failure, unless the task left pictures', () => {
    const failed = aTask('d', { phase: 'failed', error })
    expect(show({ lastEnded: failed })).toEqual({ kind: 'failed', task: failed })
    expect(show({ lastEnded: { ...failed, pictures: [newest] } }).kind).toBe('picture')
  })

  it('shows the sample only while there is nothing else to do', () => {
    const sample = aTask('e', { phase: 'running' })
    expect(show({ sample, pictures: [] }).kind).toBe('sample')
    expect(show({ sample, pictures: [], current: aTask('c') }).kind).toBe('live')
  })
})

describe('shownWidth', () => {
  it('enlarges small pictures, and large ones not at all', () => {
    expect(shownWidth({ width: 128, height: 128 })).toBe(512)
    expect(shownWidth({ width: 320, height: 320 })).toBe(960)
    expect(shownWidth({ width: 1152, height: 896 })).toBe(1152)
  })
})
