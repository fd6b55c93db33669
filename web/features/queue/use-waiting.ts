import { useMemo } from 'react'
import type { TaskId, TaskState } from '../../../contract/task.ts'
import { usePage, useTasks } from '../../state/page-context.tsx'
import { waitingTasks } from '../../state/tasks.ts'

/** The tasks that wait, next first. Changes only when one comes, goes or moves, not with every step of another. */
export function useWaiting(): readonly TaskState[] {
  const { tasks } = usePage()
  // Joined, so that equal lists are equal values.
  const ids = useTasks((state) =>
    waitingTasks(state)
      .map(({ task }) => task.id)
      .join(),
  )
  return useMemo(() => {
    if (ids === '') return []
    const { byId } = tasks.getState()
    // Ids of tasks, as joined above.
    return ids.split(',').map((id) => byId[id as TaskId]!)
  }, [ids, tasks])
}
