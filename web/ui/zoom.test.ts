import { describe, expect, it } from 'vitest'
import { doubleClickZoom, fitZoom, isSameZoom, lookAt, MAX_ZOOM, nextZoom, placeOf } from './zoom.ts'

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

describe('lookAt and placeOf', () => {
  const facts = { picture: { width: 400, height: 200 }, room, fit: 2.5 }

  it('are each other’s way back', () => {
    const place = { x: -120, y: 30, zoom: 4 }
    const again = placeOf(lookAt(place, facts), facts)
    expect(again.x).toBeCloseTo(place.x)
    expect(again.y).toBeCloseTo(place.y)
    expect(again.zoom).toBeCloseTo(place.zoom)
  })

  it('show the same part of a picture of another size in another pane', () => {
    const other = { picture: { width: 800, height: 400 }, room: { width: 500, height: 500 }, fit: 0.625 }
    const whole = placeOf({ u: 0.5, v: 0.5, times: 1 }, other)
    expect(whole).toEqual({ x: 0, y: 125, zoom: 0.625 })
    expect(placeOf({ u: 0, v: 0, times: 2 }, other)).toEqual({ x: 250, y: 250, zoom: 1.25 })
  })
})
