import { createContext, useContext, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { Actions } from './actions.ts'
import type { AnnouncerState } from './announcer.ts'
import type { Draft } from './draft.ts'
import type { DraftState } from './draft-store.ts'
import type { EnvironmentState } from './environment.ts'
import type { GalleryState } from './gallery.ts'
import type { NotificationsState } from './notifications.ts'
import type { HabitsState } from './habits.ts'
import type { PageStores } from './page-stores.ts'
import type { PreferencesState } from './preferences.ts'
import type { PresetsState } from './presets.ts'
import type { RelayState } from './relay.ts'
import type { TasksState } from './tasks.ts'

/** All that the page's components read from and act through. Made once, in the composition root. */
export interface Page extends PageStores {
  readonly actions: Actions
}

const PageContext = createContext<Page | null>(null)

/** Gives the page to everything below. */
export function PageProvider({ page, children }: { readonly page: Page; readonly children: ReactNode }) {
  return <PageContext value={page}>{children}</PageContext>
}

/** The page. For parts that are not stores; state is read through the hooks below. */
export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('a PageProvider is missing above this component')
  return page
}

/** What the user can do. */
export const useActions = (): Actions => usePage().actions

/** A value derived from the draft store. Selectors must return stable values. */
export const useDraft = <T,>(select: (state: DraftState) => T): T => useStore(usePage().draft, select)

/** The drafts that undo and redo would go to; none at the ends of the history. */
export function useDraftSteps(): { readonly back: Draft | undefined; readonly forth: Draft | undefined } {
  const { temporal } = usePage().draft
  return {
    back: useStore(temporal, ({ pastStates }) => pastStates.at(-1)?.draft),
    forth: useStore(temporal, ({ futureStates }) => futureStates.at(-1)?.draft),
  }
}

/** A value derived from the tasks store. */
export const useTasks = <T,>(select: (state: TasksState) => T): T => useStore(usePage().tasks, select)

/** A value derived from the gallery store. */
export const useGallery = <T,>(select: (state: GalleryState) => T): T => useStore(usePage().gallery, select)

/** A value derived from the environment store. */
export const useEnvironment = <T,>(select: (state: EnvironmentState) => T): T =>
  useStore(usePage().environment, select)

/** A value derived from the preferences store. */
export const usePreferences = <T,>(select: (state: PreferencesState) => T): T =>
  useStore(usePage().preferences, select)

/** A value derived from the presets store. */
export const usePresets = <T,>(select: (state: PresetsState) => T): T => useStore(usePage().presets, select)

/** A value derived from the store of habits. */
export const useHabits = <T,>(select: (state: HabitsState) => T): T => useStore(usePage().habits, select)

/** A value derived from the announcer. */
export const useAnnouncer = <T,>(select: (state: AnnouncerState) => T): T =>
  useStore(usePage().announcer, select)

/** A value derived from the relay store. */
export const useRelay = <T,>(select: (state: RelayState) => T): T => useStore(usePage().relay, select)

/** A value derived from what toasts told. */
export const useNotifications = <T,>(select: (state: NotificationsState) => T): T =>
  useStore(usePage().notifications, select)
