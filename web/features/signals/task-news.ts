import { isEnded, type TaskState } from '../../../contract/task.ts'
import { ownTasks, type TasksState } from '../../state/tasks.ts'

/** The page's own tasks that came to an end between two states. Asked for from outside, they are nobody's here. */
export function endedTasks(now: TasksState, before: TasksState): readonly TaskState[] {
  return ownTasks(now).filter((state) => {
    const was = before.byId[state.task.id]
    return state.task.origin === 'page' && isEnded(state) && was !== undefined && !isEnded(was)
  })
}

/** How many tasks have not ended. */
export function openTasks(state: TasksState): number {
  return ownTasks(state).filter((task) => !isEnded(task)).length
}
