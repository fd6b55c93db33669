import type { StoreApi } from 'zustand/vanilla'
import type { PictureLibrary } from '../../contract/picture-library.ts'
import type { AnnouncerState } from './announcer.ts'
import type { DraftNowStore } from './draft-now.ts'
import type { DraftStore } from './draft-store.ts'
import type { EnvironmentState } from './environment.ts'
import type { GalleryState } from './gallery.ts'
import type { History } from './history.ts'
import type { NotificationsState } from './notifications.ts'
import type { HabitsState } from './habits.ts'
import type { PictureFiles } from './picture-files.ts'
import type { PreferencesState } from './preferences.ts'
import type { PresetsState } from './presets.ts'
import type { PreviewChannel } from './preview-channel.ts'
import type { RelayState } from './relay.ts'
import type { TasksState } from './tasks.ts'
import type { ShowToast } from './toasts.ts'

/** What the page knows, and the few ways out of it that actions use. */
export interface PageStores {
  readonly draft: DraftStore
  /** What the draft comes to, with the model and the device there is. */
  readonly draftNow: DraftNowStore
  readonly history: History
  readonly tasks: StoreApi<TasksState>
  readonly gallery: StoreApi<GalleryState>
  readonly environment: StoreApi<EnvironmentState>
  readonly preferences: StoreApi<PreferencesState>
  readonly presets: StoreApi<PresetsState>
  readonly habits: StoreApi<HabitsState>
  readonly announcer: StoreApi<AnnouncerState>
  readonly relay: StoreApi<RelayState>
  readonly previews: PreviewChannel
  readonly files: PictureFiles
  /** What toasts told during this visit. */
  readonly notifications: StoreApi<NotificationsState>
  /** All pictures, found and moved by the worker. */
  readonly library: PictureLibrary
  readonly toast: ShowToast
  /** Asks the browser not to clear this page's data. @returns whether it promised */
  readonly askToKeep: () => Promise<boolean>
  /** Switches to the newer version of the page. */
  readonly applyUpdate: () => void
  /** Forgets settings and draft, and opens the page as on a first visit. */
  readonly startAfresh: () => void
  /** Looks for the relay now, and connects without waiting for the next attempt. */
  readonly lookForRelay: () => void
}
