import { Cancelled } from '../../contract/errors.ts'

/** How someone takes part in shared work. */
export interface JoinOptions<Progress> {
  /** Ends this one's wait. The work itself ends when nobody waits any more. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** What the work is given. */
export interface WorkControls<Progress> {
  /** Aborts when the work should end; its reason is what to throw. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** Work by name that is done once, however many ask for it at the same time. */
interface SharedWork<T, Progress> {
  /**
   * Waits for the work of this name, starting it when it is not under way. Where work that someone else began fails, it
   * is started once more if that may help: the server may have been mended since it was asked.
   *
   * @throws Cancelled once the caller's signal aborts; whatever the work throws
   */
  join(
    name: string,
    options: JoinOptions<Progress>,
    start: (controls: WorkControls<Progress>) => Promise<T>,
  ): Promise<T>
  /** Ends work for everyone, who all get `reason`; resolves when it has really ended. */
  stop(isMeant: (name: string) => boolean, reason: Error): Promise<void>
}

interface Work<T, Progress> {
  readonly stop: AbortController
  readonly result: Promise<T>
  readonly members: Set<JoinOptions<Progress>>
}

/**
 * Starts with no work.
 *
 * @param mayHelp whether work that failed with this may succeed when it is done again
 */
export function createSharedWork<T, Progress>(
  mayHelp: (thrown: unknown) => boolean,
): SharedWork<T, Progress> {
  const running = new Map<string, Work<T, Progress>>()

  function begin(name: string, start: (controls: WorkControls<Progress>) => Promise<T>): Work<T, Progress> {
    const stop = new AbortController()
    const members = new Set<JoinOptions<Progress>>()
    const onProgress = (progress: Progress) => members.forEach((member) => member.onProgress?.(progress))
    const result = start({ signal: stop.signal, onProgress }).finally(() => running.delete(name))
    const work = { stop, result, members }
    running.set(name, work)
    return work
  }

  return {
    async join(name, options, start) {
      for (let isSecond = false; ; isSecond = true) {
        if (options.signal?.aborted) throw new Cancelled()
        let work = running.get(name)
        while (work?.stop.signal.aborted) {
          await Promise.allSettled([work.result])
          work = running.get(name)
        }
        const isOwn = !work
        work ??= begin(name, start)
        const member = { ...options }
        work.members.add(member)
        try {
          return await orCancelled(work.result, options.signal)
        } catch (thrown) {
          const isOver = work.stop.signal.aborted || options.signal?.aborted
          if (isOwn || isSecond || isOver || !mayHelp(thrown)) throw thrown
        } finally {
          work.members.delete(member)
          if (work.members.size === 0) work.stop.abort(new Cancelled())
        }
      }
    },

    async stop(isMeant, reason) {
      const meant = [...running].filter(([name]) => isMeant(name)).map(([, work]) => work)
      for (const work of meant) work.stop.abort(reason)
      await Promise.allSettled(meant.map((work) => work.result))
    },
  }
}

async function orCancelled<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return result
  let onAbort = () => {}
  const cancelled = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Cancelled())
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    return await Promise.race([result, cancelled])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
