import { MAX_FRAME_BYTES } from '../../contract/protocol/frame.ts'

/** Every time (milliseconds) and size (bytes) by which the relay treats tabs. */
export interface TabLimits {
  /** A ticket is good for so long, once. */
  readonly ticketMs: number
  /** Tries to connect from one address within a minute. */
  readonly upgradesPerMinute: number
  /** Tabs connected at the same time. */
  readonly tabs: number
  /** A new connection must have said hello by then. */
  readonly helloMs: number
  /** How often a tab says that it is alive; after so many missed ones its socket is closed. */
  readonly heartbeatMs: number
  readonly missedHeartbeats: number
  /** How often the network is asked; a socket that left so many unanswered is cut. */
  readonly pingMs: number
  readonly missedPings: number
  /** How often times are looked at: no message has a timer of its own. */
  readonly tickMs: number
  /** A job that a tab has not accepted by then goes to another. */
  readonly acceptMs: number
  /** Bounds of a lease; between them it follows the tab's own step time. */
  readonly leaseMinMs: number
  readonly leaseMaxMs: number
  /** How long a model may take to arrive and load without a word about progress. */
  readonly loadMs: number
  /** A tab whose connection broke has so long to come back to its jobs. */
  readonly graceMs: number
  /** A job that was asked to stop has stopped by then, whatever its tab says. */
  readonly stopMs: number
  /** A tab that lost more leases than `losses` within `lossWindowMs` gets no work for `quarantineMs`. */
  readonly losses: number
  readonly lossWindowMs: number
  readonly quarantineMs: number
  /** A tab that said it is busy is not asked again for so long. */
  readonly busyMs: number
  /** How long jobs may still end while the relay shuts down. */
  readonly drainMs: number
  readonly frameBytes: number
  /** One piece of a file in a frame. */
  readonly chunkBytes: number
  /** How far a tab may send ahead of its credit, for each job. */
  readonly windowBytes: number
  /** One finished picture, and all announced by one attempt. */
  readonly pictureBytes: number
  readonly attemptBytes: number
  readonly previewBytes: number
  readonly previewsPerSecond: number
  /** Longer side of a preview in pixels; told to tabs. */
  readonly previewSide: number
  /** A tab that leaves so much unread is cut off. */
  readonly unreadBytes: number
}

/** The limits of a relay in earnest; tests shorten the times. */
export const TAB_LIMITS: TabLimits = {
  ticketMs: 30_000,
  upgradesPerMinute: 60,
  tabs: 2_000,
  helloMs: 5_000,
  heartbeatMs: 5_000,
  missedHeartbeats: 3,
  pingMs: 15_000,
  missedPings: 2,
  tickMs: 250,
  acceptMs: 10_000,
  leaseMinMs: 30_000,
  leaseMaxMs: 300_000,
  loadMs: 600_000,
  graceMs: 20_000,
  stopMs: 30_000,
  losses: 5,
  lossWindowMs: 600_000,
  quarantineMs: 300_000,
  busyMs: 1_000,
  drainMs: 5_000,
  frameBytes: MAX_FRAME_BYTES,
  chunkBytes: 256 * 1024,
  windowBytes: 4 * 256 * 1024,
  pictureBytes: 256 * 1024 * 1024,
  attemptBytes: 1024 * 1024 * 1024,
  previewBytes: 64 * 1024,
  previewsPerSecond: 5,
  previewSide: 512,
  unreadBytes: 8 * 1024 * 1024,
}
