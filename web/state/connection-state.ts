import type { Engine } from '../../contract/engine.ts'
import type { Studio } from '../../contract/studio.ts'

/**
 * How this window stands with the engine. `elsewhere`: another window has it; `taken`: another window took it
 * from us; `broken`: it died several times in a row and was given up.
 */
export type ConnectionState = 'starting' | 'active' | 'elsewhere' | 'taken' | 'restarting' | 'broken'

/** The engine as the page's actions see it. */
export interface EnginePort extends Engine {
  readonly studio: Studio
  /** Takes the engine from another window. Its running task goes on here. */
  takeOver(): void
  /** Ends a worker that does not answer. The running task counts as stopped, the others go on. */
  forceStop(): void
  /** Starts again after `broken`. */
  retry(): void
}
