import type { Lease } from './protocol/identifiers.ts'
import type { WireTaskEvent } from './protocol/wire-event.ts'
import type { WirePicture } from './protocol/wire-picture.ts'
import type { CloseName } from './protocol/close-codes.ts'
import type { TaskId } from './task-id.ts'

/** A finished picture whose bytes may not all be with the relay yet. The file itself is in the gallery. */
export interface UnsentPicture {
  readonly picture: WirePicture
  /** So many bytes are safe with the relay. */
  readonly acked: number
}

/** A relayed job as it must survive a reload of the page. Plain data. */
export interface RememberedJob {
  readonly taskId: TaskId
  readonly lease: Lease
  /** The engine's name for this attempt: the job's id, or another one where that was used up. */
  readonly localId: TaskId
  /** Next number of an event. */
  readonly seq: number
  readonly hasStarted: boolean
  readonly pictures: readonly UnsentPicture[]
  /** How it ended, where it has. */
  readonly end: WireTaskEvent | null
}

/** What a bridge must know again after a reload; the page keeps it for the life of the tab. Plain data. */
export interface BridgeMemory {
  /** The tab's name with the relay. A UUID. */
  readonly instance: string
  readonly resumeToken: string | null
  readonly jobs: readonly RememberedJob[]
  /** Jobs that were finished and stored since the tab was opened. */
  readonly served: number
  /** Measured seconds for one step of one megapixel. */
  readonly secondsPerMegapixelStep: number | null
}

/**
 * Why there is no connection. A close name: the relay's own reason; `lost`: the connection broke; `unreachable`: no
 * answer; `not_accepted`: it answered something else than a ticket; `insecure`: this page's address allows no hashing.
 */
export type LinkReason = CloseName | 'forbidden' | 'insecure' | 'lost' | 'not_accepted' | 'unreachable'

/**
 * How the bridge stands with the relay. `waiting`: the engine is not ready; `finishing`: switched off, but jobs are
 * still held; `refused`: connecting again cannot help until something changes.
 */
export interface RelayLink {
  readonly state: 'off' | 'waiting' | 'connecting' | 'connected' | 'finishing' | 'retrying' | 'refused'
  /** Milliseconds since 1970. */
  readonly since: number
  readonly reason: LinkReason | null
  /** The relay's own words, for developers; empty for none. */
  readonly message: string
  /** How often connecting failed in a row. */
  readonly failures: number
  /** When the next attempt begins; null unless `retrying`. */
  readonly retryAt: number | null
  /** Jobs held now: running, waiting, or not yet stored. */
  readonly jobs: number
}

/** What the page tells the bridge worker, by plain messages. */
export type BridgeCommand =
  /** The first one. */
  | {
      readonly type: 'start'
      /** The relay's address, ending in a slash. */
      readonly relayUrl: string
      readonly app: string
      readonly memory: BridgeMemory
      /** Names that tasks of this page have used up. */
      readonly used: readonly TaskId[]
    }
  /** The person's wish. */
  | { readonly type: 'serve'; readonly isOn: boolean; readonly token: string }
  /** A door to the engine, through which an EngineWorker speaks. Transferred with the message. */
  | { readonly type: 'engine'; readonly port: MessagePort }
  | { readonly type: 'engine-gone' }
  | { readonly type: 'leaving'; readonly reason: 'closing' | 'freezing' }
  /** The page is awake again, or someone wants no more waiting. */
  | { readonly type: 'wake' }

/** What the bridge worker tells the page, by plain messages. */
export type BridgeReport =
  | { readonly type: 'link'; readonly link: RelayLink }
  | { readonly type: 'memory'; readonly memory: BridgeMemory }
