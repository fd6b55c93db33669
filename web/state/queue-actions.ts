import { withoutInputPictures } from '../../contract/input-pictures.ts'
import type { TaskId, TaskState } from '../../contract/task.ts'
import { boundsOf, dayOf } from './day.ts'
import { draftOf } from './effective-request.ts'
import type { EnginePort } from './connection-state.ts'
import type { PageStores } from './page-stores.ts'
import { isSameRequest } from './same-request.ts'
import type { QueueEntrance } from './submit.ts'
import { waitingTasks } from './tasks.ts'

/** What can be done with tasks that wait or have ended. */
export interface QueueActions {
  /** Puts a waiting task in front of another, or last for null. */
  readonly moveWaiting: (id: TaskId, before: TaskId | null) => void
  /** Takes a waiting task back into the draft. */
  readonly editWaiting: (id: TaskId) => void
  /** Submits a waiting task's request once more, right behind it. */
  readonly duplicateWaiting: (id: TaskId) => void
  readonly removeWaiting: (id: TaskId) => void
  readonly clearWaiting: () => void
  /** The running task ends, nothing new starts. */
  readonly pauseQueue: () => void
  /** Ends a pause, and lets tasks of an earlier visit begin. */
  readonly resumeQueue: () => void
  /** Submits an ended task's request again, in its place. */
  readonly runAgain: (state: TaskState) => void
  /** Tasks of earlier visits that ended today, newest first. */
  readonly endedToday: () => Promise<readonly TaskState[]>
}

/** Makes the queue's actions. */
export function createQueueActions(
  page: PageStores,
  engine: EnginePort,
  { submit, arrange, waiting }: QueueEntrance,
): QueueActions {
  const { tasks, draft, draftNow, preferences, toast } = page
  const stateOf = (id: TaskId) => tasks.getState().byId[id]

  /** Takes tasks out. @returns puts those of this page back where they stood, as new tasks */
  const takeOut = (ids: readonly TaskId[]) => {
    const before = waiting()
    const own = ids.map(stateOf).filter((state) => state?.task.origin === 'page')
    const requests = new Map(own.map((state) => [state!.task.id, state!.task.request]))
    for (const id of ids) void engine.cancel(id)
    return () => {
      const again = new Map([...requests].map(([id, request]) => [id, submit(request)]))
      arrange(before.map((id) => again.get(id) ?? id))
    }
  }

  const remove = (ids: readonly TaskId[]) => {
    const isRelayed = (id: TaskId) => stateOf(id)?.task.origin === 'relay'
    const putBack = takeOut(ids)
    if (ids.every(isRelayed)) toast({ kind: 'removed_relayed' })
    else toast({ kind: 'removed_from_queue', count: ids.length, undo: putBack })
  }

  return {
    moveWaiting: (id, before) => {
      const others = waiting().filter((one) => one !== id)
      const at = before === null ? others.length : others.indexOf(before)
      if (at >= 0) arrange(others.toSpliced(at, 0, id))
    },
    editWaiting: (id) => {
      const request = stateOf(id)?.task.request
      if (!request) return
      const current = draft.getState().draft
      const isSame = isSameRequest(draftNow.getState().request, withoutInputPictures(request))
      const putBack = takeOut([id])
      if (isSame) return
      draft.getState().replace(draftOf(request))
      const undo = () => {
        draft.getState().replace(current)
        putBack()
      }
      toast({ kind: 'taken_from_queue', undo })
    },
    duplicateWaiting: (id) => {
      const request = stateOf(id)?.task.request
      if (!request) return
      const before = waiting()
      const copy = submit(request)
      arrange(before.flatMap((one) => (one === id ? [one, copy] : [one])))
    },
    removeWaiting: (id) => remove([id]),
    clearWaiting: () => remove(waitingTasks(tasks.getState()).map(({ task }) => task.id)),
    pauseQueue: () => void engine.studio.queue.pause(),
    resumeQueue: () => void engine.studio.queue.resume(),
    runAgain: ({ task }) => {
      tasks.getState().forget([task.id])
      submit(task.request)
    },
    endedToday: async () => {
      const ended = await engine.studio.endedTasks(boundsOf(dayOf(Date.now()))!.from)
      return ended.filter(({ task }) => task.id !== preferences.getState().sampleTask)
    },
  }
}
