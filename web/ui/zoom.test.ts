import { describe, expect, it } from 'vitest'
import { doubleClickZoom, fitZoom, isSameZoom, MAX_ZOOM, nextZoom } from './zoom.ts'

const room = { width: 1000, height: 500 }

describe('fitZoom', () => {
  it('shows the whole of a large picture', () => {
    expect(fitZoom({ width: 2000, height: 500 }, room, 1)).toBe(0.5)
    expect(fitZoom({ width: 500, height: 2000 }, room, 1)).toBe(0.25)
  })

  it('enlarges a small one only as far as allowed', () => {
    expect(fitZoom({ width: 100, height: 100 }, room, 4)).toBe(4)
    expect(fitZoom({ width: 100, height: 100 }, room, 9)).toBe(5)
  })

  it('stays a number where there is no room', () => {
    expect(fitZoom({ width: 100, height: 100 }, { width: 0, height: 0 }, 4)).toBeGreaterThan(0)
  })
})

describe('nextZoom', () => {
  it('stops at 100 %, at 200 % and at fit', () => {
    expect(nextZoom(0.9, 1, 0.5)).toBe(1)
    expect(nextZoom(1.9, 1, 0.5)).toBe(2)
    expect(nextZoom(0.55, -1, 0.5)).toBe(0.5)
    expect(nextZoom(1, 1, 0.5)).toBe(1.25)
  })

  it('ends at the largest zoom, and at fit or 100 %, whichever is smaller', () => {
    expect(nextZoom(MAX_ZOOM, 1, 0.5)).toBe(MAX_ZOOM)
    expect(nextZoom(0.5, -1, 0.5)).toBe(0.5)
    expect(nextZoom(1, -1, 4)).toBe(1)
  })

  it('comes from fit to the largest in finitely many steps', () => {
    let zoom = 0.3
    let steps = 0
    while (!isSameZoom(zoom, MAX_ZOOM) && steps < 50) {
      zoom = nextZoom(zoom, 1, 0.3)
      steps++
    }
    expect(steps).toBeLessThan(25)
  })
})

describe('doubleClickZoom', () => {
  it('goes between fit and 100 %', () => {
    expect(doubleClickZoom(0.4, 0.4)).toBe(1)
    expect(doubleClickZoom(1, 0.4)).toBe(0.4)
    expect(doubleClickZoom(3, 0.4)).toBe(0.4)
    expect(doubleClickZoom(1, 1)).toBe(2)
  })
})
