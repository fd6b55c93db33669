import { Cancelled } from '../../contract/errors.ts'
import type { TaskId } from '../../contract/task.ts'
import type { Reply } from '../http/app.ts'
import type { JobState } from '../jobs/job.ts'
import type { JobService, LeaveSignal } from '../jobs/service.ts'

/** One call that is about to be answered with the result of a job. */
export interface WaitingCall {
  /** The caller is still there: its job goes on. Call once, whatever happened. */
  leave(how: 'answered' | 'hung-up'): void
}

/** Calls that wait for jobs, so that nobody computes for a caller who is gone. */
export interface WaitingCalls {
  /** @param keep the job goes on without its caller, who can ask for it again (an idempotency key) */
  enter(id: TaskId, keep: boolean): WaitingCall
  /** Waits for a job on behalf of an answer. Null: the caller hung up, there is nobody to answer. */
  untilEnded(id: TaskId, reply: Reply, keep: boolean): Promise<JobState | null>
}

/** A client that runs into its timeout drops the connection and calls again within this time. */
const HANG_UP_GRACE_MS = 5000

/**
 * Stops a job once all who waited for it have hung up, and nobody came back within the grace time. Knows the calls
 * of one relay only; a retry that reaches another one finds its job stopped and starts a new one.
 */
export function createWaitingCalls(
  jobs: Pick<JobService, 'untilEnded' | 'stop'>,
  graceMs: number = HANG_UP_GRACE_MS,
): WaitingCalls {
  interface Waiting {
    calls: number
    keep: boolean
    timer: NodeJS.Timeout | null
  }
  const waiting = new Map<TaskId, Waiting>()

  const giveUp = (id: TaskId) => {
    waiting.delete(id)
    // The store may be gone for a moment; the job then ends by itself.
    jobs.stop(id).catch(() => undefined)
  }

  const enter = (id: TaskId, keep: boolean): WaitingCall => {
    const here = waiting.get(id) ?? { calls: 0, keep: false, timer: null }
    waiting.set(id, here)
    if (here.timer) clearTimeout(here.timer)
    here.timer = null
    here.calls += 1
    here.keep ||= keep
    let isIn = true
    return {
      leave(how) {
        if (!isIn) return
        isIn = false
        here.calls -= 1
        if (here.calls > 0) return
        if (how === 'answered' || here.keep) return void waiting.delete(id)
        here.timer = setTimeout(giveUp, graceMs, id)
        here.timer.unref()
      },
    }
  }

  return {
    enter,
    async untilEnded(id, reply, keep) {
      const call = enter(id, keep)
      const { raw } = reply
      try {
        const state = await jobs.untilEnded(id, hangUpOf(raw))
        call.leave('answered')
        return state
      } catch (error) {
        call.leave('hung-up')
        if (raw.destroyed && error instanceof Cancelled) return null
        throw error
      }
    },
  }
}

/** Aborts when the connection is gone. */
function hangUpOf(raw: Reply['raw']): LeaveSignal {
  return {
    get aborted() {
      return raw.destroyed
    },
    addEventListener: (_type, listener) => void raw.on('close', listener),
    removeEventListener: (_type, listener) => void raw.off('close', listener),
  }
}
