import type { TaskId } from '../../contract/task.ts'
import type { WaitingJob } from '../jobs/ports.ts'
import { nextTurn, type Turns } from './fair-turns.ts'
import type { JobNeeds } from './job-needs.ts'
import type { SkipReason } from './skills.ts'

/** A waiting job and what it needs. */
export interface Candidate {
  readonly waiting: WaitingJob
  readonly needs: JobNeeds
}

/** A tab with a free slot, as the choice sees it. */
export interface Chooser {
  /** The model in its memory. */
  readonly loaded: string | null
  lacks(id: TaskId, needs: JobNeeds): SkipReason | null
  /** Whether it failed the job before and another connected tab could do it. */
  shouldLeave(candidate: Candidate): boolean
}

/** What was chosen. */
export interface Choice {
  readonly chosen: Candidate | null
  readonly turns: Turns
  /** How many jobs were passed over, by reason. */
  readonly skipped: Readonly<Partial<Record<SkipReason | 'failed_here', number>>>
}

/** What each further waiter of a model adds to the age of its oldest one. */
const WAITER_MS = 10_000
/** A flood counts as so many waiters at most, or it could lock other models out. */
const MAX_WAITERS = 6

/**
 * Chooses a job for a tab: the highest priority; of that the model under the most pressure, where the loaded one has
 * an advantage because changing costs time; of that the owner whose turn it is; of that the oldest job. Pure.
 *
 * @param candidates in the store's order; the oldest of a priority come first
 */
export function chooseJob(tab: Chooser, candidates: readonly Candidate[], turns: Turns, now: number): Choice {
  const skipped: Partial<Record<SkipReason | 'failed_here', number>> = {}
  const able = candidates.filter((candidate) => {
    const reason =
      tab.lacks(candidate.waiting.id, candidate.needs) ?? (tab.shouldLeave(candidate) ? 'failed_here' : null)
    if (reason) skipped[reason] = (skipped[reason] ?? 0) + 1
    return reason === null
  })
  if (able.length === 0) return { chosen: null, turns, skipped }
  const priority = Math.max(...able.map(({ waiting }) => waiting.priority))
  const urgent = able.filter(({ waiting }) => waiting.priority === priority)
  const model = modelUnderPressure(urgent, tab.loaded, now)
  const heads = new Map<string, Candidate>()
  for (const candidate of urgent) {
    const { owner } = candidate.waiting
    if (candidate.needs.model === model && !heads.has(owner)) heads.set(owner, candidate)
  }
  const wants = [...heads].map(([owner, { needs }]) => ({ owner, work: needs.work }))
  const turn = nextTurn(turns, wants)
  return { chosen: heads.get(turn.owner) ?? null, turns: turn.turns, skipped }
}

/** The age of a model's oldest waiter, and ten seconds for each further one; for the loaded model ten more. */
function modelUnderPressure(candidates: readonly Candidate[], loaded: string | null, now: number): string {
  const models = new Map<string, { oldest: number; waiters: number }>()
  for (const { needs, waiting } of candidates) {
    const known = models.get(needs.model) ?? { oldest: waiting.createdAt, waiters: 0 }
    const oldest = Math.min(known.oldest, waiting.createdAt)
    models.set(needs.model, { oldest, waiters: known.waiters + 1 })
  }
  const pressure = ([model, { oldest, waiters }]: readonly [string, { oldest: number; waiters: number }]) =>
    now - oldest + WAITER_MS * (Math.min(waiters, MAX_WAITERS) - (model === loaded ? 0 : 1))
  const [first, ...rest] = [...models]
  const strongest = rest.reduce((best, one) => (pressure(one) > pressure(best) ? one : best), first!)
  return strongest[0]
}
