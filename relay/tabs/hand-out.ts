import { toErrorData } from '../../contract/errors.ts'
import type { Lease } from '../../contract/protocol/identifiers.ts'
import type { TaskId } from '../../contract/task.ts'
import type { JobState } from '../jobs/job.ts'
import type { WaitingJob } from '../jobs/ports.ts'
import { chooseJob, type Candidate } from './choose-job.ts'
import { FIRST_TURN } from './fair-turns.ts'
import { needsOf } from './job-needs.ts'
import type { TabPoolParts } from './pool-parts.ts'
import type { Tab } from './tab.ts'

/** Gives waiting jobs to free tabs. */
export interface HandOut {
  /** Something has changed: a job waits, a slot is free, a tab has come. */
  wake(): void
  /** Wakes if the last look at the store failed. */
  retry(): void
  /** Remembers a stop for a job that is just being taken; false when it is not. */
  stopWhileTaking(id: TaskId): boolean
  /** No more jobs from now on. Resolves once those being taken are settled. */
  stop(): Promise<void>
}

/** Whom jobs can be given to. */
export interface HandOutTabs {
  all(): Iterable<Tab>
  /** A job was taken and ended before its tab heard of it. */
  onStopped(state: JobState): void
}

/** How many waiting jobs are looked at; more if nobody can do any of them. */
const FIRST_LOOK = 64
const LAST_LOOK = 4096

/** Makes the part that hands out jobs. It asks the store only when woken while a tab is free. */
export function createHandOut(tabs: HandOutTabs, parts: TabPoolParts): HandOut {
  const { store, now, relayId, onIncident } = parts
  const taking = new Map<TaskId, { stop: boolean }>()
  const pending = new Set<Promise<void>>()
  let turns = FIRST_TURN
  let isLooking = false
  let isAwake = false
  let hasFailed = false
  let isStopped = false
  /** Counts jobs, to know which tab has waited longest for one. */
  let given = 0
  const lastGiven = new WeakMap<Tab, number>()

  const onFailure = (error: unknown) => {
    hasFailed = true
    onIncident('store_failed', { code: toErrorData(error).code, tries: 1 })
  }

  const isAnyFree = () => {
    for (const tab of tabs.all()) if (tab.free() > 0) return true
    return false
  }

  /**
   * Free tabs in the order in which they choose: those that have a wanted model in memory first; then the faster, then
   * who has waited longer. Found one by one, for most times the first one takes all there is.
   */
  const freeInOrder = function* (candidates: readonly Candidate[]): Iterable<Tab> {
    let wanted: ReadonlySet<string> | null = null
    const left: Rank[] = []
    for (const tab of tabs.all()) {
      if (tab.free() === 0) continue
      wanted ??= new Set(candidates.map(({ needs }) => needs.model))
      const loaded = tab.loaded()
      const fits = loaded !== null && wanted.has(loaded)
      left.push({ tab, fits, pace: tab.pace(), last: lastGiven.get(tab) ?? 0 })
    }
    while (left.length > 0) {
      let first = 0
      // Equals keep their order.
      for (let at = 1; at < left.length; at++) if (compareRanks(left[at]!, left[first]!) < 0) first = at
      yield left[first]!.tab
      left.splice(first, 1)
    }
  }

  const lend = async (tab: Tab, { waiting: { id } }: Candidate): Promise<void> => {
    const offer = tab.reserve()
    const mine = { stop: false }
    taking.set(id, mine)
    const lease = { token: offer.lease, relay: relayId, tab: tab.instance, until: offer.until }
    let state: JobState | null
    try {
      state = await store.take(id, lease)
    } finally {
      // Up to the start below nothing else runs, so that the slot is never seen free in between.
      taking.delete(id)
      tab.unreserve()
    }
    if (!state) return wake()
    if (mine.stop || state.stopRequested) return endStopped(state, offer.lease)
    tab.start(state, offer)
  }

  const endStopped = async ({ job }: JobState, lease: Lease) => {
    const ended = await store.finish(job.id, lease, { status: 'stopped', at: now() })
    if (ended) tabs.onStopped(ended)
    wake()
  }

  const give = (tab: Tab, candidate: Candidate) => {
    lastGiven.set(tab, (given += 1))
    // A job that was not taken waits on; a lease that was ends by itself.
    const lending = lend(tab, candidate).catch(onFailure)
    pending.add(lending)
    void lending.finally(() => pending.delete(lending))
  }

  /** @returns whether any job was given */
  const handOutFrom = (waiting: readonly WaitingJob[]): boolean => {
    if (waiting.length === 0) return false
    let left = waiting
      .filter(({ id }) => !taking.has(id))
      .map((one): Candidate => ({ waiting: one, needs: needsOf(one.job.request) }))
    if (left.length === 0) return false
    let hasGiven = false
    for (const tab of freeInOrder(left)) {
      while (tab.free() > 0 && left.length > 0) {
        const choice = chooseJob(tab.chooser(), left, turns, now())
        tab.noteSkipped(choice.skipped)
        const { chosen } = choice
        if (!chosen) break
        turns = choice.turns
        left = left.filter((candidate) => candidate !== chosen)
        hasGiven = true
        give(tab, chosen)
      }
      if (left.length === 0) break
    }
    return hasGiven
  }

  const look = async () => {
    let limit = FIRST_LOOK
    while (isAwake && !isStopped) {
      isAwake = false
      if (!isAnyFree()) return
      const asked = limit + taking.size
      const waiting = await store.waiting(asked)
      if (handOutFrom(waiting)) limit = FIRST_LOOK
      else if (waiting.length === asked && limit < LAST_LOOK) {
        // Nobody free can do what waits longest; somebody may do what waits behind it.
        limit *= 4
        isAwake = true
      }
    }
  }

  const wake = () => {
    isAwake = true
    if (isLooking || isStopped) return
    isLooking = true
    look()
      .catch(onFailure)
      .finally(() => {
        isLooking = false
        if (isAwake && !hasFailed) wake()
      })
  }

  return {
    wake,
    retry: () => {
      if (!hasFailed) return
      hasFailed = false
      wake()
    },
    stopWhileTaking: (id) => {
      const mine = taking.get(id)
      if (mine) mine.stop = true
      return mine !== undefined
    },
    stop: async () => {
      isStopped = true
      await Promise.all(pending)
    },
  }
}

/** What decides when a tab chooses. */
interface Rank {
  readonly tab: Tab
  /** Whether a wanted model is in its memory. */
  readonly fits: boolean
  readonly pace: number
  readonly last: number
}

const compareRanks = (a: Rank, b: Rank) =>
  Number(b.fits) - Number(a.fits) || comparePace(a.pace, b.pace) || a.last - b.last

/** Infinity means unknown, and equals itself. */
const comparePace = (a: number, b: number) => (a === b ? 0 : a - b)
