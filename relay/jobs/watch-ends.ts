import { hasEnded, type JobState } from './job.ts'
import type { JobStore } from './ports.ts'

/**
 * A store that tells of every job that it ended, whoever asked for it.
 *
 * @param onEnded hears of each end once, after it is kept; must not throw
 */
export function watchEnds(store: JobStore, onEnded: (state: JobState) => void): JobStore {
  const told = (state: JobState | null): JobState | null => {
    if (state && hasEnded(state)) onEnded(state)
    return state
  }
  return {
    ...store,
    finish: (id, lease, end) => store.finish(id, lease, end).then(told),
    giveBack: (id, lease, fault) => store.giveBack(id, lease, fault).then(told),
    requestStop: async (id, at) => {
      const before = await store.get(id)
      const after = await store.requestStop(id, at)
      // An ended job stays as it was: nothing to tell.
      return before && hasEnded(before) ? after : told(after)
    },
    sweep: async (now) => {
      const changed = await store.sweep(now)
      for (const state of changed) told(state)
      return changed
    },
  }
}
