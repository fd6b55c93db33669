import type { GenerationRequest } from '../../contract/request.ts'
import { createTaskId, type Task, type TaskId } from '../../contract/task.ts'
import type { EnginePort } from './connection-state.ts'
import type { PageStores } from './page-stores.ts'
import { waitingTasks } from './tasks.ts'

/** Ways into the queue. */
export interface QueueEntrance {
  /** @returns the id of the new task, which stands last */
  readonly submit: (request: GenerationRequest) => TaskId
  /** Puts waiting tasks in this order; others keep theirs, behind them. */
  readonly arrange: (ids: readonly TaskId[]) => void
  /** Ids of the tasks that wait, next first. */
  readonly waiting: () => TaskId[]
}

/** Makes the entrance of the queue. What it does shows on the page at once, before the worker knows. */
export function createQueueEntrance(
  { tasks }: Pick<PageStores, 'tasks'>,
  engine: Pick<EnginePort, 'submit' | 'studio'>,
): QueueEntrance {
  return {
    submit: (request) => {
      const task: Task = {
        id: createTaskId(crypto.randomUUID()),
        origin: 'page',
        request,
        createdAt: Date.now(),
      }
      tasks.getState().apply({ type: 'queued', taskId: task.id, at: task.createdAt, task })
      void engine.submit(task)
      return task.id
    },
    arrange: (ids) => {
      tasks.getState().arrange(ids)
      void engine.studio.queue.arrange(ids)
    },
    waiting: () => waitingTasks(tasks.getState()).map(({ task }) => task.id),
  }
}
