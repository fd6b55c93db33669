import type { Engine } from './engine.ts'
import { applyTaskEvent } from './apply-task-event.ts'
import { isEnded, type Task, type TaskEvent, type TaskState } from './task.ts'

/**
 * Submits a task and waits for its end.
 *
 * @param onEvent hears every event of this task, in order
 * @returns the final state; failures are in it, nothing is thrown
 */
export async function runTask(
  engine: Engine,
  task: Task,
  onEvent: (event: TaskEvent) => void = () => {},
): Promise<TaskState> {
  let unsubscribe = () => {}
  const end = new Promise<TaskState>((resolve) => {
    let state: TaskState | undefined
    void engine
      .subscribe((event) => {
        if (event.taskId !== task.id) return
        state = applyTaskEvent(state, event)
        onEvent(event)
        if (state && isEnded(state)) resolve(state)
      })
      .then((stop) => {
        unsubscribe = stop
        return engine.submit(task)
      })
  })
  const state = await end
  unsubscribe()
  return state
}
