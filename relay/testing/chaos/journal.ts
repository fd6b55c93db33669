/** What a client asked for, and what it was told. */
export interface Asked {
  /** Seed of the first image; the others count on from it. */
  readonly seed: bigint
  readonly images: number
  readonly hasWebhook: boolean
}

/** The parts of a record that are compared. */
export interface TaskRecord {
  readonly task_id: string
  readonly task_status: string | null
  readonly finish_mills: number | null
  readonly result: readonly string[] | null
  readonly seeds: readonly string[]
  readonly files: readonly string[]
  readonly error_code?: string
  readonly error_message?: string
}

/** One job that was promised. */
export interface Entry {
  readonly id: string
  readonly asked: Asked
  /** Someone asked to stop it. */
  mayStop: boolean
  /** The first final record that was seen. */
  ended: TaskRecord | null
}

/** Remembers every promise, and that no end changes. */
export interface Journal {
  readonly entries: ReadonlyMap<string, Entry>
  readonly violations: string[]
  /** A job was acknowledged. Harmless when it was before. */
  promise(id: string, asked: Asked): Entry
  /** Holds a record against what was seen before. */
  see(record: TaskRecord): void
  open(): Entry[]
  violate(what: string): void
}

const FINAL = new Set(['finished', 'stop', 'skip', 'error'])

/** True for a record that must not change any more. */
export function isFinal(record: Pick<TaskRecord, 'task_status'>): boolean {
  return record.task_status !== null && FINAL.has(record.task_status)
}

/** An empty journal. */
export function createJournal(): Journal {
  const entries = new Map<string, Entry>()
  const violations: string[] = []
  const violate = (what: string) => void (violations.length < 200 && violations.push(what))
  return {
    entries,
    violations,
    violate,
    promise: (id, asked) => {
      const known = entries.get(id)
      if (known && known.asked.seed !== asked.seed) violate(`${id}: two different requests got one job`)
      const entry = known ?? { id, asked, mayStop: false, ended: null }
      entries.set(id, entry)
      return entry
    },
    see: (record) => {
      const entry = entries.get(record.task_id)
      if (!entry) return violate(`${record.task_id}: a record that nobody asked for`)
      const { ended } = entry
      if (!ended) {
        if (isFinal(record)) entry.ended = record
        return
      }
      const before = endOf(ended)
      const after = endOf(record)
      if (before !== after) violate(`${record.task_id}: its end has changed from ${before} to ${after}`)
    },
    open: () => [...entries.values()].filter(({ ended }) => ended === null),
  }
}

/** What must stay the same; addresses differ between relays. */
function endOf({ task_status, finish_mills, seeds, files, error_code }: TaskRecord): string {
  return JSON.stringify([task_status, finish_mills, seeds, files, error_code ?? null])
}
