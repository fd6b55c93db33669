import type { ModelEntry } from '../../contract/manifest.ts'
import type { ModelStatus } from '../../contract/studio.ts'

/** A model that is here, or in any other state, for tests. */
export function aModelStatus(model: ModelEntry, fields: Partial<ModelStatus> = {}): ModelStatus {
  return {
    model,
    state: 'ready',
    storedBytes: 0,
    totalBytes: 0,
    bytesPerSecond: null,
    secondsLeft: null,
    error: null,
    ...fields,
  }
}
