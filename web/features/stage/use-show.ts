import { useMemo, useState } from 'react'
import { useGallery, usePreferences, useTasks } from '../../state/page-context.tsx'
import { currentTask, lastEndedTask } from '../../state/tasks.ts'
import { keepShown, type Kept } from './keep-shown.ts'
import { whatToShow, type Show } from './what-to-show.ts'

/**
 * What a place for looking at pictures shows now.
 *
 * @param isBusy whether the user is at work on what it shows
 */
export function useShow(isBusy: boolean): Show {
  const current = useTasks(currentTask)
  const lastEnded = useTasks(lastEndedTask)
  const sample = useTasks((state) => (state.sample ? state.byId[state.sample] : undefined))
  const pictures = useGallery((state) => state.pictures)
  const chosen = useGallery((state) => state.chosen)
  const followed = useGallery((state) => state.followed)
  const showsNew = usePreferences((state) => state.showNewPictures)
  const wanted = useMemo(
    () => whatToShow({ current, lastEnded, sample, pictures, chosen }),
    [current, lastEnded, sample, pictures, chosen],
  )
  const [kept, setKept] = useState<Kept>({ show: wanted, chosen, followed })
  const next = keepShown(kept, wanted, { isBusy, showsNew, chosen, followed, pictures })
  if (next !== kept) setKept(next)
  return next.show
}
