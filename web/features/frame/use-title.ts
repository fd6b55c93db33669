import { useEffect } from 'react'
import { isEnded } from '../../../contract/task.ts'
import { usePage } from '../../state/page-context.tsx'
import { lastEndedTask, runningTask, type TasksState } from '../../state/tasks.ts'
import { useText, type Say } from '../../text/use-text.ts'

const STEP_PERCENT = 5
const PAUSE_MS = 2000

/** Keeps the window's title: how far a task is, and that one is done while nobody looks. */
export function useTitle(): void {
  const say = useText()
  const { tasks, preferences } = usePage()
  useEffect(() => {
    let doneUnseen = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const write = () => {
      timer = undefined
      document.title = preferences.getState().showsTitleProgress
        ? titleOf(tasks.getState(), doneUnseen, say)
        : say('app.name')
    }
    const stopPreferring = preferences.subscribe(write)
    const stop = tasks.subscribe((state, before) => {
      const last = lastEndedTask(state)
      const wasOpen = last && before.byId[last.task.id] && !isEnded(before.byId[last.task.id]!)
      if (wasOpen && document.hidden) doneUnseen += last.pictures.length
      timer ??= setTimeout(write, PAUSE_MS)
    })
    const seen = () => {
      if (document.hidden) return
      doneUnseen = 0
      write()
    }
    document.addEventListener('visibilitychange', seen)
    return () => {
      stop()
      stopPreferring()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [tasks, preferences, say])
}

/** The title for a state of things, in steps of five percent. */
export function titleOf(state: TasksState, doneUnseen: number, say: Say): string {
  const running = runningTask(state)
  if (running) {
    const percent = Math.floor(running.percent / STEP_PERCENT) * STEP_PERCENT
    return say('app.title.running', { percent })
  }
  return doneUnseen > 0 ? say('app.title.done', { count: doneUnseen }) : say('app.name')
}
