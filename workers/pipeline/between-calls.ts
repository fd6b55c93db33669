import { Cancelled } from '../../contract/errors.ts'

/** Thrown where one image is given up and the task goes on with its next. */
export class Skipped extends Error {
  constructor() {
    super('skipped')
    this.name = 'Skipped'
  }
}

/** Whether an image was given up, rather than its task. What was interrupted without a stop was interrupted by a skip. */
export function isSkip(error: unknown, stop: AbortSignal): boolean {
  return error instanceof Skipped || (error instanceof Cancelled && !stop.aborted)
}

/** Nothing skips a picture whose turn has not come. */
export const NEVER = new AbortController().signal

/**
 * Lets waiting messages in between two network calls, then looks whether one of them was a stop or a skip.
 * WASM computes without a pause: without this macrotask a cancel would only be read when all is done.
 *
 * @throws Cancelled or Skipped
 */
export async function betweenCalls(stop: AbortSignal, skip: AbortSignal): Promise<void> {
  throwIfAborted(stop, skip)
  await macrotask()
  throwIfAborted(stop, skip)
}

function throwIfAborted(stop: AbortSignal, skip: AbortSignal): void {
  if (stop.aborted) throw new Cancelled()
  if (skip.aborted) throw new Skipped()
}

/** A message to ourselves: unlike a timer it is not clamped to 4 ms, and unlike a promise it waits for other messages. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
