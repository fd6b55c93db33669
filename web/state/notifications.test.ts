import { describe, expect, it } from 'vitest'
import { createNotificationsStore, openCount } from './notifications.ts'

describe('notifications', () => {
  it('keeps what was told, newest first, and knows what still stands', () => {
    const store = createNotificationsStore(() => 7)
    const { add, close } = store.getState()
    const first = add({ kind: 'copied' })
    add({ kind: 'kept_safe' })
    expect(openCount(store.getState())).toBe(2)
    close(first)
    expect(openCount(store.getState())).toBe(1)
    expect(store.getState().list.map(({ toast, isOpen, at }) => [toast.kind, isOpen, at])).toEqual([
      ['kept_safe', true, 7],
      ['copied', false, 7],
    ])
  })

  it('forgets the oldest beyond fifty, and never gives an id twice', () => {
    const store = createNotificationsStore()
    const ids = Array.from({ length: 60 }, () => store.getState().add({ kind: 'copied' }))
    expect(new Set(ids).size).toBe(60)
    expect(store.getState().list.map(({ id }) => id)).toEqual(ids.slice(10).reverse())
  })
})
