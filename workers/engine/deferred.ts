/** A promise that is settled from outside. */
export interface Deferred<T> {
  readonly promise: Promise<T>
  /** Only the first call counts. */
  readonly resolve: (value: T) => void
}

/** Makes one. Promise.withResolvers is younger than some browsers we run in. */
export function createDeferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((accept) => {
    resolve = accept
  })
  return { promise, resolve }
}
