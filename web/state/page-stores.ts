import type { StoreApi } from 'zustand/vanilla'
import type { AnnouncerState } from './announcer.ts'
import type { DraftState } from './draft.ts'
import type { EnvironmentState } from './environment.ts'
import type { GalleryState } from './gallery.ts'
import type { PictureFiles } from './picture-files.ts'
import type { PreferencesState } from './preferences.ts'
import type { PresetsState } from './presets.ts'
import type { PreviewChannel } from './preview-channel.ts'
import type { RelayState } from './relay.ts'
import type { TasksState } from './tasks.ts'
import type { ShowToast } from './toasts.ts'

/** What the page knows, and the few ways out of it that actions use. */
export interface PageStores {
  readonly draft: StoreApi<DraftState>
  readonly tasks: StoreApi<TasksState>
  readonly gallery: StoreApi<GalleryState>
  readonly environment: StoreApi<EnvironmentState>
  readonly preferences: StoreApi<PreferencesState>
  readonly presets: StoreApi<PresetsState>
  readonly announcer: StoreApi<AnnouncerState>
  readonly relay: StoreApi<RelayState>
  readonly previews: PreviewChannel
  readonly files: PictureFiles
  readonly toast: ShowToast
  /** Asks the browser not to clear this page's data. @returns whether it promised */
  readonly askToKeep: () => Promise<boolean>
  /** Switches to the newer version of the page. */
  readonly applyUpdate: () => void
  /** Looks for the relay now, and connects without waiting for the next attempt. */
  readonly lookForRelay: () => void
}
