import { applyTaskEvent } from '../../contract/apply-task-event.ts'
import type { Engine } from '../../contract/engine.ts'
import { AppError, Cancelled, toErrorData, type ErrorData } from '../../contract/errors.ts'
import { settledTask } from '../../contract/input-pictures.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { PictureRecord } from '../../contract/picture.ts'
import type { QueueControl, QueueRecord, QueueState, QueueWake } from '../../contract/queue.ts'
import {
  isEnded,
  type Notice,
  type Task,
  type TaskEvent,
  type TaskId,
  type TaskState,
} from '../../contract/task.ts'
import type { EncodedImage } from '../../contract/image.ts'
import { planTask, type TaskPlan } from '../planning/plan-task.ts'
import { modelOf } from './model-of.ts'
import { BUILT_IN_SOURCES, type PromptSources } from '../planning/resolve-prompts.ts'
import type { RunParts, RunReport } from './run-parts.ts'
import { isDeviceLost, isNumericalFailure, runPlan } from './run-plan.ts'
import { createQueueKeeping } from './queue-keeping.ts'
import { createTaskQueue, type Interrupts } from './task-queue.ts'

/** Where the engine keeps what must survive it. Failures of these are the engine's to handle. */
export interface EngineKeeper {
  saveTask(state: TaskState): Promise<void>
  /** In the order of the queue. */
  openTasks(): Promise<readonly TaskState[]>
  queue(): Promise<QueueRecord>
  saveQueue(record: QueueRecord): Promise<void>
  /** @returns whether the picture will outlive this worker */
  savePicture(record: PictureRecord, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>
}

/** What an engine is made of. */
export interface EngineParts extends RunParts {
  readonly models: readonly ModelEntry[]
  readonly keeper: EngineKeeper
  /** What requests may name now; left out: what this build brings along. */
  readonly sources?: () => PromptSources
  /** A fresh seed, decimal text, 0…2^63 − 1. */
  readonly drawSeed: () => string
  /** Hears of trouble that belongs to no task. */
  readonly onTrouble: (error: ErrorData) => void
  /** Hears whether the queue goes on by itself, whenever that changes. */
  readonly onQueue?: (state: QueueState) => void
}

/** An engine in this realm. */
export interface LocalEngine extends Engine {
  /**
   * Takes up what an earlier worker left and starts on the queue.
   *
   * @param crashed tasks that were running when the last worker died: they fail; all other open ones go on
   * @param wake left out: as the queue was kept, and at once
   */
  activate(crashed: readonly TaskId[], wake?: QueueWake): Promise<void>
  readonly queue: QueueControl
  /** Does something while no task runs, before any other begins. */
  alone(job: () => Promise<void>): Promise<void>
}

/** Beyond this many waiting tasks, new ones are refused. */
export const MAX_WAITING = 1000

const AS_KEPT: QueueWake = { isPaused: null, mayRest: false }

/** The GPU losses that a task outlives: after the first it gets another device, after the second the processor. */
const FORGIVEN_LOSSES = 2

/**
 * A task survives this many attempts, those that lost GPUs ended on top; then the engine gives it up, or one bad task would
 * keep it busy for ever.
 */
const MAX_ATTEMPTS = 3 + FORGIVEN_LOSSES

interface OpenTask {
  state: TaskState
  /** GPU losses while this task ran here. */
  losses: number
  plan: TaskPlan
  readonly model: ModelEntry
}

/** Makes an engine: the only place that emits task events. */
export function createEngine(parts: EngineParts): LocalEngine {
  const listeners = new Set<(event: TaskEvent) => void>()
  const open = new Map<TaskId, OpenTask>()
  const seen = new Set<TaskId>()
  const { clock, keeper } = parts
  let lastQueuedAt = 0

  /** Tells everyone, keeps the state, and forgets the task once it has ended. */
  const emit = (event: TaskEvent, entry?: OpenTask) => {
    if (entry) entry.state = applyTaskEvent(entry.state, event) ?? entry.state
    for (const listener of [...listeners]) listener(event)
    if (!entry) return
    if (isEnded(entry.state)) {
      open.delete(event.taskId)
      keeping.settle()
    }
    if (entry.state.phase === 'running') keeping.worked()
    if (event.type !== 'progress')
      void keeper
        .saveTask(settledTask(entry.state))
        .catch((error: unknown) => parts.onTrouble(toErrorData(error)))
  }

  /** Never the same twice: tasks of one moment keep their order in the store. */
  const queueTime = (): number => (lastQueuedAt = Math.max(clock.now(), lastQueuedAt + 1))

  /** @param left what an earlier worker knew of the task: its place, its seed and its finished pictures are kept */
  const admit = (task: Task, left?: TaskState): OpenTask | null => {
    const at = left?.queuedAt ?? queueTime()
    const queued: TaskEvent = { type: 'queued', taskId: task.id, at, task }
    const fresh = applyTaskEvent(undefined, queued)
    if (!fresh) return null
    // A picture that was only in memory went with the page that had it; it is made again.
    const pictures = left?.pictures.filter((picture) => picture.saved) ?? []
    const state = { ...fresh, pictures, attempt: left?.attempt ?? 0 }
    emit(queued)
    try {
      const model = modelOf(task.request, parts.models)
      const sources = { ...(parts.sources?.() ?? BUILT_IN_SOURCES), models: parts.models }
      const plan = planTask(task.request, model, left?.seeds[0] ?? parts.drawSeed(), sources)
      if (open.size >= MAX_WAITING) throw new AppError('queue_full', 'too many tasks wait', { n: open.size })
      const entry: OpenTask = { state, plan, model, losses: 0 }
      open.set(task.id, entry)
      emitPlanned(entry, plan.notices)
      return entry
    } catch (error) {
      emit(
        { type: 'failed', taskId: task.id, at: clock.now(), error: toErrorData(error) },
        closedEntry(state),
      )
      return null
    }
  }

  /** Told again when loading adds to the notices; nothing else of it changes. */
  const emitPlanned = (entry: OpenTask, notices: readonly Notice[]) => {
    const { images } = entry.plan
    const seeds = images.map((image) => image.seed)
    emit({ type: 'planned', taskId: entry.state.task.id, images: images.length, seeds, notices }, entry)
  }

  /** For a task that ends without having been planned. */
  const closedEntry = (state: TaskState): OpenTask => {
    return {
      state,
      plan: { images: [], notices: [], loras: [], refiner: null, remake: null },
      model: parts.models[0]!,
      losses: 0,
    }
  }

  const reportFor = (entry: OpenTask): RunReport => {
    const taskId = entry.state.task.id
    return {
      progress: (percent, message, activity, preview = null) =>
        emit({ type: 'progress', taskId, percent, message, activity, preview }, entry),
      notices: (found) => {
        const notices = [...entry.plan.notices, ...found]
        // A second attempt finds the same again.
        if (notices.length > entry.state.notices.length) emitPlanned(entry, notices)
      },
      skipped: (index) => emit({ type: 'skipped', taskId, index }, entry),
      picture: async (picture, file) => {
        const saved = await keep(picture, file)
        // Only attempts that finish nothing count against a task: a long one may be reloaded many times.
        entry.state = { ...entry.state, attempt: 1 }
        emit({ type: 'picture', taskId, picture: { ...picture, saved }, file }, entry)
      },
    }
  }

  /** A finished picture is never lost to a full disk: it goes out unsaved and says so. */
  const keep = async (picture: PictureRecord, file: EncodedImage): Promise<boolean> => {
    try {
      return await keeper.savePicture(picture, file.bytes)
    } catch (error) {
      parts.onTrouble(toErrorData(error))
      return false
    }
  }

  const run = async (id: TaskId, interrupts: Interrupts): Promise<void> => {
    const entry = open.get(id)
    if (!entry) return
    const attempt = entry.state.attempt + 1
    emit({ type: 'started', taskId: id, at: clock.now(), attempt }, entry)
    const done = new Set(entry.state.pictures.map((picture) => picture.index))
    try {
      const job = { task: entry.state.task, model: entry.model, plan: entry.plan, done }
      const timings = await runPlan(job, parts, interrupts, reportFor(entry))
      // A stop that came after the last image found nothing to stop.
      emit({ type: 'finished', taskId: id, at: clock.now(), timings }, entry)
    } catch (error) {
      await failOrRepeat(entry, interrupts.stop, error)
    }
  }

  const failOrRepeat = async (entry: OpenTask, stop: AbortSignal, error: unknown) => {
    const taskId = entry.state.task.id
    if (error instanceof Cancelled) {
      emit({ type: 'stopped', taskId, at: clock.now() }, entry)
      return
    }
    const again = await mayGoAgain(entry, error)
    // Whoever stopped a hanging GPU does not want the task to begin again on the next device.
    if (stop.aborted && (again || isDeviceLost(error))) {
      emit({ type: 'stopped', taskId, at: clock.now() }, entry)
      return
    }
    if (again) {
      emit({ type: 'requeued', taskId, reason: toErrorData(error) }, entry)
      queue.add(taskId, 'front')
      return
    }
    emit({ type: 'failed', taskId, at: clock.now(), error: toErrorData(error) }, entry)
  }

  /** Where there is another device to compute on, a lost one and numbers out of range are forgiven. */
  const mayGoAgain = async (entry: OpenTask, error: unknown): Promise<boolean> => {
    // Both models of a task are on one device: what only a GPU can hold keeps the other there.
    const { refiner } = entry.plan
    const needsGpu = entry.model.needs.webgpu || refiner?.needs.webgpu === true
    if (isDeviceLost(error)) {
      await parts.shelf.deviceLost()
      return entry.losses++ < (needsGpu ? 1 : FORGIVEN_LOSSES)
    }
    if (!isNumericalFailure(error) || refiner?.needs.webgpu === true) return false
    return parts.shelf.distrust(entry.model)
  }

  const queue = createTaskQueue(run)
  const keeping = createQueueKeeping({
    queue,
    keeper,
    clock,
    onChange: (state) => parts.onQueue?.(state),
    onTrouble: parts.onTrouble,
  })

  const takeUp = (left: TaskState, crashed: readonly TaskId[]) => {
    const { task } = left
    if (seen.has(task.id)) return
    seen.add(task.id)
    lastQueuedAt = Math.max(lastQueuedAt, left.queuedAt)
    if (crashed.includes(task.id) || left.attempt >= MAX_ATTEMPTS) {
      emit({ type: 'queued', taskId: task.id, at: left.queuedAt, task })
      const error = {
        code: 'engine_crashed' as const,
        message: 'the worker ended while this task ran',
        detail: {},
      }
      const entry = closedEntry({ ...left, phase: 'running' })
      emit({ type: 'failed', taskId: task.id, at: clock.now(), error }, entry)
      return
    }
    if (admit(task, left)) queue.add(task.id)
  }

  return {
    submit: (task) => {
      if (!seen.has(task.id)) {
        seen.add(task.id)
        if (admit(task)) queue.add(task.id)
      }
      return Promise.resolve()
    },
    cancel: (id) => {
      const entry = open.get(id)
      if (queue.cancel(id) === 'was waiting' && entry)
        emit({ type: 'stopped', taskId: id, at: clock.now() }, entry)
      return Promise.resolve()
    },
    skip: (id) => {
      queue.skip(id)
      return Promise.resolve()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return Promise.resolve(() => void listeners.delete(listener))
    },
    alone: queue.alone,
    queue: keeping.control,
    activate: async (crashed, wake = AS_KEPT) => {
      try {
        for (const left of await keeper.openTasks()) takeUp(left, crashed)
      } catch (error) {
        parts.onTrouble(toErrorData(error))
      }
      await keeping.wake(wake, queue.order())
      queue.start()
    },
  }
}
