import { AppError } from '../../contract/errors.ts'
import type { TaskId } from '../../contract/task.ts'
import { hasEnded, NO_PROGRESS, type JobProgress, type JobState } from './job.ts'
import type { Bus, JobSignal, JobStore } from './ports.ts'
import type { JobUpdate } from './service.ts'

/** All who wait for something to happen to a job of this relay's clients. */
export interface JobWatches {
  /** @throws AppError `unknown_task` */
  watch(id: TaskId, listener: (update: JobUpdate) => void): Promise<() => void>
  /** Reads every watched job again: the bus may lose a word, the store does not. */
  readAgain(): Promise<void>
  close(): void
}

interface Watch {
  /** Reads the store and tells what is new. */
  read(): Promise<void>
  stop(): void
}

/** Makes the watches of one relay. */
export function createJobWatches({
  store,
  bus,
}: {
  readonly store: JobStore
  readonly bus: Bus
}): JobWatches {
  const open = new Set<Watch>()

  const watch: JobWatches['watch'] = async (id, listener) => {
    let state: JobState | null = null
    let progress: JobProgress = NO_PROGRESS
    let isOver = false

    const tell = (changed: JobUpdate['changed']) => {
      if (state) listener({ state, progress, changed })
    }
    const read = async () => take(await store.get(id))
    const take = (next: JobState | null) => {
      // Signals that came meanwhile have been told already; a job that is gone has nothing more to tell.
      if (isOver || !next || (state && isSame(state, next))) return
      const before = state
      state = next
      if (before?.status === 'running' && next.status === 'queued') progress = NO_PROGRESS
      if (hasEnded(next)) mine.stop()
      tell('state')
    }
    const hear = (signal: JobSignal) => {
      if (isOver) return
      if (signal.type === 'changed') {
        // Nothing is younger than the end.
        return signal.state && signal.ended ? take(signal.state) : void read().catch(() => undefined)
      }
      if (signal.type === 'preview') progress = { ...progress, preview: signal.preview }
      else progress = { ...signal.progress, preview: progress.preview }
      tell(signal.type)
    }
    let stopListening = () => {}
    const mine: Watch = {
      read,
      stop: () => {
        isOver = true
        open.delete(mine)
        stopListening()
      },
    }
    open.add(mine)
    try {
      // First listen, then read: what happens in between is heard twice and not never.
      stopListening = await bus.watch(id, hear)
      if (isOver) {
        // The end was heard while we began to listen.
        stopListening()
        return mine.stop
      }
      const [first, latest] = await Promise.all([store.get(id), bus.progress(id)])
      if (!first) throw new AppError('unknown_task', `there is no job ${id}`, { id })
      state = newest(state, first)
      // A word that was heard while reading is younger than what was read.
      if (latest && progress === NO_PROGRESS) progress = latest
      if (isOver) return mine.stop
      if (hasEnded(state)) mine.stop()
      tell('snapshot')
      return mine.stop
    } catch (error) {
      mine.stop()
      throw error
    }
  }

  return {
    watch,
    readAgain: async () => {
      await Promise.all([...open].map(({ read }) => read().catch(() => undefined)))
    },
    close: () => {
      for (const one of [...open]) one.stop()
    },
  }
}

/** The state that has come further; a state only ever goes forward, so the ended one is the younger. */
function newest(heard: JobState | null, read: JobState): JobState {
  return heard && (hasEnded(heard) || heard.attempt > read.attempt) ? heard : read
}

/** Whether nothing that a watcher could see has changed. */
function isSame(a: JobState, b: JobState): boolean {
  if (a === b) return true
  const facts = (one: JobState) => [one.status, one.attempt, one.images, one.stopRequested].join()
  const pictures = (one: JobState) => one.pictures.map(({ file }) => file).join()
  return facts(a) === facts(b) && pictures(a) === pictures(b) && a.skipped.length === b.skipped.length
}
