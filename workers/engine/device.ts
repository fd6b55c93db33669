import type { DeviceReport } from '../../contract/device.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { ResourceLedger } from '../../contract/studio.ts'
import type { DiffusionModel } from '../models/ports.ts'
import type { Activity } from '../../contract/task.ts'

/** What loading needs while it goes on. */
export interface LoadOptions {
  readonly signal: AbortSignal
  readonly onActivity: (activity: Activity) => void
}

/** A started device that can load models. The engine knows no more of the runtime than this. */
export interface LoadedDevice {
  readonly report: DeviceReport
  loadModel(entry: ModelEntry, options: LoadOptions): Promise<DiffusionModel>
  ledger(): ResourceLedger
  dispose(): Promise<void>
}
