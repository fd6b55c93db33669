import { EVERYTHING } from '../../contract/gallery-query.ts'
import type { PictureId } from '../../contract/picture.ts'
import type { EnginePort } from './connection-state.ts'
import type { PageStores } from './page-stores.ts'

const DAY_MS = 86_400_000

/** Ways to make room in one go. */
export interface ClearActions {
  /** The kept pictures older than this many days, favourites aside. */
  readonly picturesOlderThan: (days: number) => Promise<readonly PictureId[]>
  /**
   * Removes pictures, tasks, models, own files and settings for good, and opens the page as on a first visit. Where the
   * browser refuses, that is told, and only the tasks have ended. Works in the window that has the engine.
   */
  readonly deleteEverything: () => Promise<void>
}

/** Makes the actions. */
export function createClearActions(
  { environment, tasks, startAfresh }: Pick<PageStores, 'environment' | 'tasks' | 'startAfresh'>,
  { studio, cancel }: Pick<EnginePort, 'studio' | 'cancel'>,
  now: () => number = Date.now,
): ClearActions {
  return {
    picturesOlderThan: async (days) => {
      const before = now() - days * DAY_MS
      const { entries } = await studio.pictureLibrary.find({ ...EVERYTHING, to: before })
      return entries.filter(({ isFavourite }) => !isFavourite).map(({ id }) => id)
    },
    deleteEverything: async () => {
      tasks.getState().repeat(null)
      await Promise.all(tasks.getState().order.map((id) => cancel(id)))
      const error = await studio.forgetEverything()
      if (error) environment.getState().hear({ type: 'trouble', error })
      else startAfresh()
    },
  }
}
