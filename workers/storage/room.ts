import { AppError } from '../../contract/errors.ts'

/** What the browser says about its room, in bytes; an empty answer says nothing. */
export type Estimate = () => Promise<{ readonly quota?: number; readonly usage?: number }>

/** Looks for room on the device. */
export interface Room {
  /**
   * @param modelId for the error
   * @throws storage_full when the browser says that so many bytes will not fit
   */
  ensure(modelId: string, neededBytes: number): Promise<void>
  /** A `storage_full` from below with the numbers that its writer did not know; anything else as it was. */
  explain(thrown: unknown, modelId: string, neededBytes: number): Promise<unknown>
}

/** Goes by the browser's estimate, which is rough: a full disk can still show later. */
export function createRoom(estimate: Estimate): Room {
  async function freeBytes(): Promise<number | null> {
    const { quota, usage = 0 } = await estimate()
    return quota === undefined ? null : Math.max(0, quota - usage)
  }

  return {
    async ensure(modelId, neededBytes) {
      const free = await freeBytes()
      if (free !== null && neededBytes > free) throw storageFull(modelId, neededBytes, free)
    },
    async explain(thrown, modelId, neededBytes) {
      if (!(thrown instanceof AppError) || thrown.code !== 'storage_full') return thrown
      return storageFull(modelId, neededBytes, await freeBytes(), thrown)
    },
  }
}

function storageFull(model: string, neededBytes: number, free: number | null, cause?: unknown): AppError {
  const message = `${model} needs ${neededBytes} bytes more, ${free ?? 'an unknown number'} are free`
  const detail = { model, neededBytes, ...(free !== null && { freeBytes: free }) }
  return new AppError('storage_full', message, detail, cause)
}
