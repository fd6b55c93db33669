import type { TabLimits } from './limits.ts'

/** Remembers which tabs lose jobs, beyond the life of a connection. */
export interface Quarantine {
  /** Counts a lost lease. True when this one was one too many. */
  lose(tab: string): boolean
  /** When the tab gets work again; null when nothing holds it back. */
  until(tab: string): number | null
  /** Within the window. */
  losses(tab: string): number
  /** Forgets what no longer counts. */
  prune(): void
}

interface Record {
  readonly times: readonly number[]
  readonly until: number
}

/** Makes one; a tab is known by its key. */
export function createQuarantine(now: () => number, limits: TabLimits): Quarantine {
  const records = new Map<string, Record>()
  const recent = (tab: string) =>
    (records.get(tab)?.times ?? []).filter((time) => time > now() - limits.lossWindowMs)
  return {
    lose: (tab) => {
      const times = [...recent(tab), now()]
      const isOver = times.length > limits.losses
      // A tab that comes out of quarantine starts with a clean record.
      records.set(tab, isOver ? { times: [], until: now() + limits.quarantineMs } : { times, until: 0 })
      return isOver
    },
    until: (tab) => {
      const until = records.get(tab)?.until ?? 0
      return until > now() ? until : null
    },
    losses: (tab) => recent(tab).length,
    prune: () => {
      for (const [tab, { until }] of records) {
        if (until <= now() && recent(tab).length === 0) records.delete(tab)
      }
    },
  }
}
