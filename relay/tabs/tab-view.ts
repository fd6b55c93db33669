import type { TaskId } from '../../contract/task.ts'

/** One tab as operators see it. */
export interface TabView {
  /** Names its connection; changes when it connects anew. */
  readonly session: string
  /** Stays the same while the tab lives. */
  readonly instance: string
  /** Id of its pairing; empty for the relay's own page. */
  readonly pairing: string
  /** The page's name and version, as it says. */
  readonly app: string
  readonly backend: 'webgpu' | 'wasm'
  /** Vendor and architecture of its graphics adapter; null without one. */
  readonly adapter: string | null
  readonly models: readonly string[]
  /** LoRA files that requests may name there. */
  readonly loras: readonly string[]
  readonly loaded: string | null
  readonly slots: number
  readonly running: readonly TaskId[]
  /** `lost`: its connection broke a moment ago and it may come back. */
  readonly state: 'ready' | 'busy' | 'draining' | 'quarantined' | 'lost'
  readonly quarantinedUntil: number | null
  /** Leases lost within the last minutes. */
  readonly lostLeases: number
  /** Why it was passed over for jobs that waited when it last had a free slot, and how often. */
  readonly skipped: Readonly<Record<string, number>>
  /** How long a new job would wait there, as it says; milliseconds. */
  readonly queueMs: number
  readonly connectedAt: number
}
