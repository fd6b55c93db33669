/** A promise with its resolver beside it. */
export interface Deferred {
  readonly promise: Promise<void>
  readonly resolve: () => void
}

/** Makes a promise that somebody else resolves. */
export function createDeferred(): Deferred {
  let resolve: () => void = () => {}
  const promise = new Promise<void>((resolver) => {
    resolve = resolver
  })
  return { promise, resolve }
}
