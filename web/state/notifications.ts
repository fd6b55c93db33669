import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PageToast } from './toasts.ts'

/** A toast that was shown. */
export interface Notification {
  readonly id: number
  readonly toast: PageToast
  /** Milliseconds since 1970. */
  readonly at: number
  /** Whether it still stands or waits. */
  readonly isOpen: boolean
}

/** What the page told in toasts during this visit, newest first. */
export interface NotificationsState {
  readonly list: readonly Notification[]
  /** @returns its id, for {@link close} */
  readonly add: (toast: PageToast) => number
  readonly close: (id: number) => void
}

const MOST = 50

/** Makes an empty list of notifications. */
export function createNotificationsStore(now: () => number = Date.now): StoreApi<NotificationsState> {
  return createStore<NotificationsState>((set, get) => ({
    list: [],
    add: (toast) => {
      const id = (get().list[0]?.id ?? 0) + 1
      set(({ list }) => ({ list: [{ id, toast, at: now(), isOpen: true }, ...list].slice(0, MOST) }))
      return id
    },
    close: (id) =>
      set(({ list }) => ({ list: list.map((one) => (one.id === id ? { ...one, isOpen: false } : one)) })),
  }))
}

/** How many toasts stand or wait. */
export function openCount({ list }: NotificationsState): number {
  return list.filter(({ isOpen }) => isOpen).length
}
