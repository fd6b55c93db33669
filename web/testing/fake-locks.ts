type Callback = (lock: Lock | null) => unknown

interface Claim {
  readonly run: () => void
  readonly reject: (reason: unknown) => void
}

/** A LockManager in memory, shared by the windows of a test. */
export interface FakeLocks {
  readonly manager: Pick<LockManager, 'request' | 'query'>
  /** Holds a lock as a worker would. @returns lets it go */
  holdFor(name: string): () => void
  waitingFor(name: string): number
}

/** Makes a lock manager that knows ifAvailable, steal, signal and waiting in line. */
export function createFakeLocks(): FakeLocks {
  const holders = new Map<string, Claim>()
  const lines = new Map<string, Claim[]>()

  const lineOf = (name: string) => lines.get(name) ?? lines.set(name, []).get(name)!
  const next = (name: string) => lineOf(name).shift()?.run()

  const request = (name: string, options: LockOptions, callback: Callback) =>
    new Promise<unknown>((resolve, reject) => {
      const run = () => {
        const claim: Claim = { run, reject }
        holders.set(name, claim)
        void Promise.resolve(callback({ name, mode: 'exclusive' })).then((value) => {
          if (holders.get(name) !== claim) return
          holders.delete(name)
          resolve(value)
          next(name)
        })
      }
      if (options.steal) {
        holders.get(name)?.reject(new DOMException('stolen', 'AbortError'))
        return run()
      }
      if (!holders.has(name)) return run()
      if (options.ifAvailable) return resolve(callback(null))
      const claim = { run, reject }
      lineOf(name).push(claim)
      options.signal?.addEventListener('abort', () => {
        lines.set(
          name,
          lineOf(name).filter((one) => one !== claim),
        )
        reject(new DOMException('aborted', 'AbortError'))
      })
    })

  const manager = {
    request: (name: string, ...rest: [Callback] | [LockOptions, Callback]) =>
      rest.length === 1 ? request(name, {}, rest[0]) : request(name, rest[0], rest[1]),
    query: () => Promise.resolve({ held: [...holders.keys()].map((name) => ({ name })), pending: [] }),
  }
  return {
    manager,
    holdFor: (name) => {
      let letGo = () => {}
      void request(name, {}, () => new Promise<void>((resolve) => (letGo = resolve)))
      return () => letGo()
    },
    waitingFor: (name) => lineOf(name).length,
  }
}
