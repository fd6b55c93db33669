import type { StorageReport } from '../../../contract/studio.ts'

/** @returns what is needed and what is free when it does not fit; null when it does, or nobody knows */
export function roomMissing(
  storage: Pick<StorageReport, 'usedBytes' | 'quotaBytes'> | null,
  need: number,
): { readonly need: number; readonly free: number } | null {
  if (!storage || storage.quotaBytes === 0) return null
  const free = Math.max(0, storage.quotaBytes - storage.usedBytes)
  return need > free ? { need, free } : null
}
