import { applyTaskEvent } from '../../contract/apply-task-event.ts'
import { isEnded, type Task, type TaskEvent, type TaskId, type TaskState } from '../../contract/task.ts'

/** What this window knows of its tasks, beyond the life of any worker. Every task ends once in it. */
export interface TaskBook {
  /** Notes a task submitted here. @returns false when it is known already */
  submit(task: Task): boolean
  /** Notes what a worker says; nothing more is heard of a task that has ended here. */
  hear(event: TaskEvent): void
  /** Ends a task that no worker is at. */
  stop(id: TaskId): void
  /** Notes that the worker is asked to end a task. @returns false when there is nothing to end */
  askToStop(id: TaskId): boolean
  /** The worker is gone: ends what it was asked to stop, and the running task with the event of `end`. */
  workerGone(end: (id: TaskId) => TaskEvent): void
  /** Makes tasks of the database this window's. @returns those that had not ended here */
  adopt(stored: readonly TaskState[]): TaskState[]
  /** Those of them that have ended here, whatever the database says. */
  endedAmong(stored: readonly TaskState[]): TaskId[]
  /** Strikes out every open task that is in the database, as another window has taken it. @returns these */
  giveUpStored(): TaskId[]
  /** Strikes out tasks. @returns those that were open */
  forget(ids: readonly TaskId[]): TaskId[]
  /** Open tasks that are not among these, oldest first. */
  openBut(stored: readonly TaskState[]): Task[]
}

/**
 * Makes an empty book.
 *
 * @param tell hears every event once, whoever it came from
 */
export function createTaskBook(tell: (event: TaskEvent) => void): TaskBook {
  const open = new Map<TaskId, TaskState>()
  // Kept for good, as the engine does: a worker may have died before it wrote a task's end to the database, and the
  // next one would run the task again.
  const ended = new Set<TaskId>()
  // Open tasks that a worker has, and with it the database, where another window finds them.
  const stored = new Set<TaskId>()
  const stopping = new Set<TaskId>()

  const strike = (id: TaskId) => {
    stored.delete(id)
    stopping.delete(id)
    return open.delete(id)
  }
  const note = (event: TaskEvent) => {
    const next = applyTaskEvent(open.get(event.taskId), event)
    if (next && isEnded(next)) {
      strike(event.taskId)
      ended.add(event.taskId)
    } else if (next) open.set(event.taskId, { ...next, preview: null })
    tell(event)
  }
  const stop = (id: TaskId) => {
    if (open.has(id)) note({ type: 'stopped', taskId: id, at: Date.now() })
  }
  const forget = (ids: readonly TaskId[]) => ids.filter(strike)

  return {
    submit: (task) => {
      if (open.has(task.id) || ended.has(task.id)) return false
      note({ type: 'queued', taskId: task.id, at: Date.now(), task })
      return true
    },
    hear: (event) => {
      if (ended.has(event.taskId)) return
      stored.add(event.taskId)
      // Told when it was submitted or adopted here.
      if (event.type === 'queued' && open.has(event.taskId)) return
      note(event)
    },
    stop,
    askToStop: (id) => {
      if (open.has(id)) stopping.add(id)
      return open.has(id)
    },
    workerGone: (end) => {
      for (const [id, { phase }] of [...open]) {
        if (stopping.has(id)) stop(id)
        else if (phase === 'running') note(end(id))
      }
    },
    adopt: (states) => {
      const adopted = states.filter(({ task }) => !ended.has(task.id))
      for (const state of adopted) {
        if (!open.has(state.task.id)) open.set(state.task.id, state)
        stored.add(state.task.id)
      }
      return adopted
    },
    endedAmong: (states) => states.map(({ task }) => task.id).filter((id) => ended.has(id)),
    giveUpStored: () => forget([...stored]),
    forget,
    openBut: (states) => {
      const known = new Set(states.map(({ task }) => task.id))
      return [...open.values()].map(({ task }) => task).filter(({ id }) => !known.has(id))
    },
  }
}
