import type { PictureFiles } from '../files/ports.ts'
import type { Bus, JobStore } from '../jobs/ports.ts'
import type { OnIncident } from './incidents.ts'
import type { TabLimits } from './limits.ts'
import type { Pairings } from './pairings.ts'
import type { RandomBytes } from './secrets.ts'

/** What the pool of tabs is made of. */
export interface TabPoolParts {
  /** Names this relay on the bus and in leases. */
  readonly relayId: string
  readonly store: JobStore
  readonly bus: Bus
  readonly files: PictureFiles
  readonly pairings: Pairings
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly random: RandomBytes
  readonly limits: TabLimits
  readonly onIncident: OnIncident
}
