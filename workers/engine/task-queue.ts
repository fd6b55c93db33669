import type { TaskId } from '../../contract/task.ts'

/** The two ways to interrupt: the whole task, or the image it is making. */
export interface Interrupts {
  /** Aborts once, when the task is to end. */
  readonly stop: AbortSignal
  /** The signal of the current image; fresh after every call of `nextImage`. */
  skip(): AbortSignal
  nextImage(): void
}

/** First in, first out unless arranged otherwise, one at a time. */
export interface TaskQueue {
  /** Adds a task at the end, or at the front when it goes again. A known id changes nothing. */
  add(id: TaskId, where?: 'end' | 'front'): void
  /** Takes a waiting task out, or interrupts the running one. */
  cancel(id: TaskId): 'was waiting' | 'is running' | 'unknown'
  /** Gives up the image the task is making; does nothing unless it is running. */
  skip(id: TaskId): void
  /**
   * Does something while no task runs, before any other begins.
   *
   * @throws what the job throws
   */
  alone(job: () => Promise<void>): Promise<void>
  /** Begins to work; until then tasks only gather. */
  start(): void
  /** Waiting tasks that are named stand first and in this order, the others behind them in theirs. */
  arrange(ids: readonly TaskId[]): void
  /** The running task, then the waiting ones in their order. */
  order(): TaskId[]
  /** Lets the running task end and begins no other. */
  pause(): void
  resume(): void
  /** Passes over these waiting tasks until {@link release}. */
  hold(ids: readonly TaskId[]): void
  release(): void
  /** Whether a waiting task is passed over. */
  isHolding(): boolean
}

/**
 * @param run does one task and settles when it has ended; must not reject
 */
export function createTaskQueue(run: (id: TaskId, interrupts: Interrupts) => Promise<void>): TaskQueue {
  let waiting: TaskId[] = []
  let held: ReadonlySet<TaskId> = new Set()
  let running: { readonly id: TaskId; readonly stop: AbortController; skip: AbortController } | null = null
  const jobs: (() => Promise<void>)[] = []
  let started = false
  let isPaused = false
  let isAlone = false

  const next = async () => {
    if (running || isAlone) return
    const job = jobs.shift()
    if (job) {
      isAlone = true
      await job()
      isAlone = false
      void next()
      return
    }
    if (!started || isPaused) return
    const id = waiting.find((one) => !held.has(one))
    if (id === undefined) return
    waiting = waiting.filter((one) => one !== id)
    const mine = { id, stop: new AbortController(), skip: new AbortController() }
    running = mine
    try {
      await run(id, {
        stop: mine.stop.signal,
        skip: () => mine.skip.signal,
        nextImage: () => {
          mine.skip = new AbortController()
        },
      })
    } finally {
      running = null
      void next()
    }
  }

  const has = (id: TaskId) => running?.id === id || waiting.includes(id)
  return {
    add: (id, where = 'end') => {
      if (waiting.includes(id)) return
      if (where === 'front') waiting.unshift(id)
      else if (!has(id)) waiting.push(id)
      void next()
    },
    cancel: (id) => {
      if (running?.id === id) {
        running.stop.abort()
        return 'is running'
      }
      const at = waiting.indexOf(id)
      if (at === -1) return 'unknown'
      waiting.splice(at, 1)
      return 'was waiting'
    },
    skip: (id) => {
      if (running?.id === id) running.skip.abort()
    },
    alone: (job) =>
      new Promise((resolve, reject) => {
        jobs.push(() => job().then(resolve, reject))
        void next()
      }),
    start: () => {
      started = true
      void next()
    },
    arrange: (ids) => {
      const named = [...new Set(ids)].filter((id) => waiting.includes(id))
      waiting = [...named, ...waiting.filter((id) => !named.includes(id))]
    },
    order: () => [...(running ? [running.id] : []), ...waiting],
    pause: () => {
      isPaused = true
    },
    resume: () => {
      isPaused = false
      void next()
    },
    hold: (ids) => {
      held = new Set(ids)
    },
    release: () => {
      held = new Set()
      void next()
    },
    isHolding: () => waiting.some((id) => held.has(id)),
  }
}
