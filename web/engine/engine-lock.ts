import { createDeferred } from './deferred.ts'

/** The Web Lock that says which window has the engine. */
export const ENGINE_LOCK = 'fooocus-tab-engine'

/** What {@link contendForLock} tells. */
export interface LockListener {
  /** It is ours now. */
  readonly onHeld: () => void
  /** Another window has it; we wait in line. */
  readonly onElsewhere: () => void
  /** Another window took it from us. We wait in line again. */
  readonly onTaken: () => void
}

/** One window's claim on the engine. */
export interface LockClaim {
  /** Takes it from whoever has it. */
  steal(): void
  /** Gives it back, or stops waiting. */
  release(): void
}

/**
 * Claims the engine for this window and keeps waiting until it is ours.
 *
 * @param locks undefined without a secure context: then there is nothing to share and it is ours at once
 */
export function contendForLock(
  locks: Pick<LockManager, 'request'> | undefined,
  listener: LockListener,
): LockClaim {
  let released = createDeferred()
  let waiting = new AbortController()
  let isHeld = false
  let isClosed = false

  const hold = () => {
    isHeld = true
    listener.onHeld()
    return released.promise
  }
  const request = (options: LockOptions) => {
    let wasGranted = false
    locks!
      .request(ENGINE_LOCK, options, (lock) => {
        wasGranted = lock !== null
        return lock ? hold() : standInLine()
      })
      .catch(() => {
        // Rejected before it was granted, a request was taken back by us; afterwards, the lock was stolen.
        if (isClosed || !wasGranted) return
        isHeld = false
        released = createDeferred()
        listener.onTaken()
        enqueue()
      })
  }
  const standInLine = () => {
    listener.onElsewhere()
    enqueue()
  }
  const enqueue = () => {
    waiting = new AbortController()
    request({ signal: waiting.signal })
  }

  if (locks) request({ ifAvailable: true })
  else void hold()

  return {
    steal: () => {
      if (isHeld || !locks) return
      waiting.abort()
      request({ steal: true })
    },
    release: () => {
      isClosed = true
      waiting.abort()
      released.resolve()
    },
  }
}
