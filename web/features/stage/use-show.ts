import { useGallery, useTasks } from '../../state/page-context.tsx'
import { currentTask, lastEndedTask } from '../../state/tasks.ts'
import { whatToShow, type Show } from './what-to-show.ts'

/** What the stage shows now. */
export function useShow(): Show {
  const current = useTasks(currentTask)
  const lastEnded = useTasks(lastEndedTask)
  const sample = useTasks((state) => (state.sample ? state.byId[state.sample] : undefined))
  const pictures = useGallery((state) => state.pictures)
  const chosen = useGallery((state) => state.chosen)
  return whatToShow({ current, lastEnded, sample, pictures, chosen })
}
