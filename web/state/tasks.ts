import { createStore, type StoreApi } from 'zustand/vanilla'
import { applyTaskEvent } from '../../contract/apply-task-event.ts'
import { settledTask } from '../../contract/input-pictures.ts'
import type { QueueState } from '../../contract/queue.ts'
import { isEnded, type TaskEvent, type TaskId, type TaskState } from '../../contract/task.ts'

/** The tasks of this visit: the open ones, and of the ended ones the latest. Previews: see preview-channel.ts. */
export interface TasksState {
  readonly byId: Readonly<Record<TaskId, TaskState>>
  /** Oldest first; those that wait stand as the queue has them. */
  readonly order: readonly TaskId[]
  readonly queue: QueueState
  /** The task at whose end the draft is submitted again; null when nothing repeats. */
  readonly repeated: TaskId | null
  /** A press of Generate that waits for the models to be known; null when none does. */
  readonly heldPress: object | null
  /** Tasks whose Stop was pressed, and when, in milliseconds since 1970. */
  readonly stopping: Readonly<Record<TaskId, number>>
  /** The sample of a first visit; it stands in no list. */
  readonly sample: TaskId | null
  /** Applies one event. Called by the task feed only. */
  readonly apply: (event: TaskEvent) => void
  /** Takes over tasks of an earlier visit. */
  readonly adopt: (states: readonly TaskState[]) => void
  /** Drops tasks that are no longer this window's. */
  readonly forget: (ids: readonly TaskId[]) => void
  /** Waiting tasks that are named stand first and in this order, the others behind them in theirs. */
  readonly arrange: (ids: readonly TaskId[]) => void
  readonly setQueue: (queue: QueueState) => void
  readonly repeat: (id: TaskId | null) => void
  /** A press takes the place of one that was held before; null lets go of it. */
  readonly hold: (press: object | null) => void
  readonly markStopping: (id: TaskId) => void
  readonly markSample: (id: TaskId | null) => void
}

/** So many ended tasks are kept; storage has all of them. A page that serves an API for days must not grow. */
const MOST_ENDED = 50

/** Makes the tasks store. */
export function createTasksStore(): StoreApi<TasksState> {
  return createStore<TasksState>((set, get) => {
    const put = (states: readonly TaskState[]) =>
      set(({ byId, order, sample }) => {
        const all = {
          ...byId,
          ...Object.fromEntries(states.map((state) => [state.task.id, settledTask(state)])),
        }
        const ids = [...order, ...states.map(({ task }) => task.id).filter((id) => !(id in byId))]
        return without(tooMany({ byId: all, order: ids, sample }), { byId: all, order: ids })
      })
    const isWaiting = (id: TaskId) => get().byId[id]?.phase === 'queued'
    return {
      byId: {},
      order: [],
      queue: { isPaused: false, restingSince: null },
      repeated: null,
      heldPress: null,
      stopping: {},
      sample: null,
      apply: (event) => {
        const before = get().byId[event.taskId]
        const after = applyTaskEvent(before, event)
        if (after && after !== before) put([{ ...after, preview: null }])
      },
      adopt: (states) => {
        // The engine has them before anything that was submitted here meanwhile.
        const before = get().order.filter(isWaiting)
        put(states.filter(({ task }) => !(task.id in get().byId)).map(withoutPreview))
        set(({ order }) => ({ order: [...order.filter((id) => !before.includes(id)), ...before] }))
      },
      forget: (ids) => set((state) => without(ids, state)),
      arrange: (ids) => {
        const { order } = get()
        const named = [...new Set(ids)].filter(isWaiting)
        const waiting = [...named, ...order.filter((id) => isWaiting(id) && !named.includes(id))]
        set({ order: order.map((id) => (isWaiting(id) ? waiting.shift()! : id)) })
      },
      setQueue: (queue) => set({ queue }),
      repeat: (repeated) => set({ repeated }),
      hold: (heldPress) => set({ heldPress }),
      markStopping: (id) => set(({ stopping }) => ({ stopping: { ...stopping, [id]: Date.now() } })),
      markSample: (sample) => set({ sample }),
    }
  })
}

const withoutPreview = (state: TaskState): TaskState => ({ ...state, preview: null })

function without(gone: readonly string[], { byId, order }: Pick<TasksState, 'byId' | 'order'>) {
  if (gone.length === 0) return { byId, order }
  return {
    byId: Object.fromEntries(Object.entries(byId).filter(([id]) => !gone.includes(id))),
    order: order.filter((id) => !gone.includes(id)),
  }
}

/**
 * The tasks that ended first, beyond what is kept. The page may ask for its sample at any time, and its user has to hear of
 * failures however much an API does meanwhile.
 */
function tooMany({ byId, order, sample }: Pick<TasksState, 'byId' | 'order' | 'sample'>): readonly TaskId[] {
  const isToHear = ({ phase, task }: TaskState) => phase === 'failed' && task.origin === 'page'
  const ended = order.filter((id) => id !== sample && isEnded(byId[id]!) && !isToHear(byId[id]!))
  if (ended.length <= MOST_ENDED) return []
  const endOf = (id: TaskId) => byId[id]!.endedAt ?? 0
  return ended.sort((a, b) => endOf(a) - endOf(b)).slice(0, -MOST_ENDED)
}

/** All tasks but the sample, oldest first. */
export function ownTasks({ order, byId, sample }: TasksState): TaskState[] {
  return order.filter((id) => id !== sample).map((id) => byId[id]!)
}

/** The task that is being worked on; the sample does not count. */
export function runningTask(state: TasksState): TaskState | undefined {
  return ownTasks(state).find(({ phase }) => phase === 'running')
}

/** Tasks that wait for their turn, next first. */
export function waitingTasks(state: TasksState): TaskState[] {
  return ownTasks(state).filter(({ phase }) => phase === 'queued')
}

/** True while nothing that waits begins by itself. */
export function isHalted({ queue }: Pick<TasksState, 'queue'>): boolean {
  return queue.isPaused || queue.restingSince !== null
}

/** The running task, or else the one that begins next: what Stop means. */
export function currentTask(state: TasksState): TaskState | undefined {
  return runningTask(state) ?? (isHalted(state) ? undefined : waitingTasks(state)[0])
}

/** The task submitted last that has come to its end. */
export function lastEndedTask(state: TasksState): TaskState | undefined {
  return ownTasks(state).findLast(isEnded)
}
