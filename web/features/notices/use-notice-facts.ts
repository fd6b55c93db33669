import { useMemo } from 'react'
import { useEnvironment, useGallery, usePage, usePreferences, useTasks } from '../../state/page-context.tsx'
import { ownTasks } from '../../state/tasks.ts'
import { isToldOnce, type NoticeFacts, type NoticeKind } from './notices-of.ts'

/** What decides which notices stand. */
export function useNoticeFacts(): NoticeFacts {
  const environment = useEnvironment((state) => state)
  const shown = useGallery((state) => state.pictures)
  const hasTasks = useTasks((state) => ownTasks(state).length > 0)
  const queue = useTasks((state) => state.queue)
  const forGood = usePreferences((state) => state.folded)
  return useMemo(
    () => ({
      environment,
      queue,
      unsaved: shown.filter(({ saved }) => !saved).length,
      hasWork: hasTasks || shown.length > 0,
      pictures: environment.storage?.pictures ?? 0,
      // Earlier versions folded more for good; those come back.
      folded: [...forGood.filter(isToldOnce), ...environment.foldedNotices],
    }),
    [environment, queue, shown, hasTasks, forGood],
  )
}

/** Folds a notice away: for good where it is told once, for this visit otherwise. */
export function useFold(): (kind: NoticeKind) => void {
  const { environment, preferences } = usePage()
  return (kind) => {
    if (isToldOnce(kind)) {
      const { folded, prefer } = preferences.getState()
      return prefer({ folded: [...folded, kind] })
    }
    const { foldedNotices, foldNotices } = environment.getState()
    foldNotices([...foldedNotices, kind])
  }
}
