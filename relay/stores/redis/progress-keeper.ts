import type { Redis } from 'ioredis'
import type { TaskId } from '../../../contract/task.ts'
import type { JobProgress } from '../../jobs/job.ts'
import type { JobSignal } from '../../jobs/ports.ts'
import { PROGRESS_LIFE_MS, withSignal } from '../memory/create-memory-bus.ts'
import { packProgress, unpackProgress } from './signal-bytes.ts'

/** A job's last progress is written at most this often, in milliseconds. */
const WRITE_MS = 250

/** Keeps the last progress of each job where every relay can read it. */
export interface ProgressKeeper {
  /** Takes in what is published here. */
  hear(id: TaskId, signal: JobSignal): void
  read(id: TaskId): Promise<JobProgress | null>
  close(): void
}

interface Kept {
  progress: JobProgress
  writtenAt: number
  /** Runs while the progress is newer than what was written. */
  timer: NodeJS.Timeout | null
}

/** @param keyOf where a job's progress is kept */
export function createProgressKeeper(client: Redis, keyOf: (id: TaskId) => string): ProgressKeeper {
  /** The job that was written longest ago first. */
  const all = new Map<TaskId, Kept>()

  const write = (id: TaskId, kept: Kept) => {
    kept.writtenAt = Date.now()
    kept.timer = null
    all.delete(id)
    all.set(id, kept)
    // Progress that could not be written is replaced by the next one.
    client.set(keyOf(id), packProgress(kept.progress), 'PX', PROGRESS_LIFE_MS).catch(() => undefined)
  }
  const forget = (id: TaskId) => {
    const kept = all.get(id)
    if (kept?.timer) clearTimeout(kept.timer)
    all.delete(id)
  }
  const forgetOld = () => {
    for (const [id, { writtenAt, timer }] of all) {
      if (timer || Date.now() - writtenAt < PROGRESS_LIFE_MS) break
      all.delete(id)
    }
  }

  return {
    hear: (id, signal) => {
      if (signal.type === 'changed') {
        if (!signal.ended) return
        forget(id)
        return void client.del(keyOf(id)).catch(() => undefined)
      }
      forgetOld()
      const known = all.get(id)
      const progress = withSignal(known?.progress ?? null, signal)
      if (!progress) return
      const kept = known ?? { progress, writtenAt: 0, timer: null }
      kept.progress = progress
      if (kept.timer) return
      const wait = kept.writtenAt + WRITE_MS - Date.now()
      if (wait <= 0) return write(id, kept)
      kept.timer = setTimeout(() => write(id, kept), wait).unref()
    },
    read: async (id) => {
      const mine = all.get(id)
      if (mine?.timer) return mine.progress
      const bytes = await client.getBuffer(keyOf(id)).catch(() => null)
      return bytes && unpackProgress(bytes)
    },
    close: () => {
      for (const id of [...all.keys()]) forget(id)
    },
  }
}
