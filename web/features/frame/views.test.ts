import { describe, expect, it } from 'vitest'
import { hrefOf, viewOf, VIEWS } from './views.ts'

describe('viewOf', () => {
  it('finds every view by its own link', () => {
    expect(VIEWS.map((view) => viewOf(hrefOf(view)))).toEqual([...VIEWS])
  })

  it('looks at what stands before a question mark only', () => {
    expect(viewOf('#/gallery?day=today')).toBe('gallery')
  })

  it('takes Create for an empty or unknown address', () => {
    expect(['', '#', '#/', '#/nowhere', '#/gallery/x'].map(viewOf)).toEqual(Array(5).fill('create'))
  })
})
