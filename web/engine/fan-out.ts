/** One source, many listeners. */
export interface FanOut<T> {
  readonly emit: (value: T) => void
  /** Call the result to stop listening. */
  readonly subscribe: (listener: (value: T) => void) => () => void
}

/** Hands every value to every listener, in order of subscription. */
export function createFanOut<T>(): FanOut<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    emit: (value) => {
      for (const listener of [...listeners]) listener(value)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
