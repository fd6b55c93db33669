import { useEffect } from 'react'
import { isEnded, type TaskState } from '../../../contract/task.ts'
import { useAnnouncer, usePage } from '../../state/page-context.tsx'
import { ownTasks } from '../../state/tasks.ts'
import { errorSentence } from '../../text/error-sentence.ts'
import { useText, type Say } from '../../text/use-text.ts'

/** Says aloud what happened to tasks: start, each picture, end. Not the steps. The page's one live region. */
export function Announcements() {
  const say = useText()
  const { tasks, announcer } = usePage()
  const text = useAnnouncer((state) => state.text)
  useEffect(
    () =>
      tasks.subscribe((state, before) => {
        for (const task of ownTasks(state)) {
          const news = newsOf(before.byId[task.task.id], task, say)
          if (news) announcer.getState().announce(news)
        }
      }),
    [tasks, announcer, say],
  )
  return (
    <div role="status" className="hidden-visually">
      {text}
    </div>
  )
}

/** @returns what a screen reader should hear of a change, or null */
export function newsOf(before: TaskState | undefined, after: TaskState, say: Say): string | null {
  if (!before || before === after) return null
  if (isEnded(after) && !isEnded(before)) {
    if (after.phase === 'stopped') return say('announce.stopped', counts(after))
    if (after.error) return errorSentence(after.error, say).headline
    return say('announce.finished', { count: after.pictures.length })
  }
  if (after.pictures.length > before.pictures.length && after.images > 1) {
    return say('announce.picture', { image: after.pictures.length, images: after.images })
  }
  return after.phase === 'running' && before.phase === 'queued' ? say('announce.started') : null
}

const counts = ({ pictures, images }: TaskState) => ({ kept: pictures.length, images })
