import type { DeviceReport } from '../../contract/device.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { ResourceLedger } from '../../contract/studio.ts'
import type { LoraUse } from '../../contract/lora.ts'
import type { PromptExpander } from '../expansion/ports.ts'
import type { LoadedModel, LoadHow } from '../models/ports.ts'

/** What to load besides the model, and how. */
export interface LoadOptions extends LoadHow {
  /** Merged into the model, in this order. */
  readonly loras: readonly LoraUse[]
}

/** A started device that can load models. The engine knows no more of the runtime than this. */
export interface LoadedDevice {
  readonly report: DeviceReport
  loadModel(entry: ModelEntry, options: LoadOptions): Promise<LoadedModel>
  /** @throws AppError `model_corrupt` when the model has none */
  loadExpander(entry: ModelEntry, how: LoadHow): Promise<PromptExpander>
  ledger(): ResourceLedger
  dispose(): Promise<void>
}
