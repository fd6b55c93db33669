import type { TaskId } from '../../../contract/task.ts'
import { NO_PROGRESS, type JobProgress } from '../../jobs/job.ts'
import type { Bus, JobSignal, TabCommand } from '../../jobs/ports.ts'
import { createListeners } from './listeners.ts'
import { createRecentAsks } from './recent-asks.ts'

/** How long the last progress of a job is worth showing, in milliseconds. */
export const PROGRESS_LIFE_MS = 60_000

/** Carries words inside this process. Listeners are called after the publisher's own work, in order. */
export function createMemoryBus({ now = Date.now }: { readonly now?: () => number } = {}): Bus {
  const watchers = createListeners<TaskId, JobSignal>()
  const commands = createListeners<string, TabCommand>()
  const work = createListeners<'work', void>()
  const asks = createRecentAsks<TaskId>(now)
  /** In the order of their last change, so that the old ones are found without a timer. */
  const latest = new Map<TaskId, { readonly progress: JobProgress; readonly at: number }>()

  const forgetOld = () => {
    for (const [id, { at }] of latest) {
      if (now() - at < PROGRESS_LIFE_MS) break
      latest.delete(id)
    }
  }
  const remember = (id: TaskId, signal: JobSignal) => {
    forgetOld()
    const progress = withSignal(latest.get(id)?.progress ?? null, signal)
    if (!progress) return void latest.delete(id)
    if (signal.type === 'changed') return
    latest.delete(id)
    latest.set(id, { progress, at: now() })
  }

  return {
    publish: (id, signal) => {
      remember(id, signal)
      watchers.tell(id, signal)
    },
    watch: (id, listener) => Promise.resolve(watchers.add(id, listener)),
    isWatched: (id) => watchers.has(id) || asks.has(id),
    progress: (id) => {
      forgetOld()
      asks.note(id)
      return Promise.resolve(latest.get(id)?.progress ?? null)
    },
    announceWork: () => work.tell('work'),
    onWork: (listener) => work.add('work', listener),
    command: commands.tell,
    onCommand: commands.add,
    close: () => {
      watchers.clear()
      commands.clear()
      work.clear()
      latest.clear()
      return Promise.resolve()
    },
  }
}

/** The last progress after a signal; null when there is none (any more). */
export function withSignal(progress: JobProgress | null, signal: JobSignal): JobProgress | null {
  switch (signal.type) {
    case 'progress':
      return { ...signal.progress, preview: progress?.preview ?? null }
    case 'preview':
      return { ...(progress ?? NO_PROGRESS), preview: signal.preview }
    case 'changed':
      return signal.ended ? null : progress
    default:
      return signal satisfies never
  }
}
