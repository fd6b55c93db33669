import { createStore, type StoreApi } from 'zustand/vanilla'

/** What is said aloud next, politely. Text is made by the features; this only carries it. */
export interface AnnouncerState {
  readonly text: string
  readonly announce: (text: string) => void
}

/** Makes the store behind the page's one live region. */
export function createAnnouncerStore(): StoreApi<AnnouncerState> {
  return createStore<AnnouncerState>((set) => ({ text: '', announce: (text) => set({ text }) }))
}
