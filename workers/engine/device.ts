import type { DeviceReport } from '../../contract/device.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { ResourceLedger } from '../../contract/studio.ts'
import type { LoraUse } from '../../contract/lora.ts'
import type { PromptExpander } from '../expansion/ports.ts'
import type { Enlarger, LoadedModel, LoadHow, PictureEncoder } from '../models/ports.ts'
import type { EnlargerUse } from '../planning/plan-remake.ts'

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
  /** @throws AppError `model_corrupt` when the model has none */
  loadPictureEncoder(entry: ModelEntry, how: LoadHow): Promise<PictureEncoder>
  loadEnlarger(use: EnlargerUse, how: LoadHow): Promise<Enlarger>
  ledger(): ResourceLedger
  dispose(): Promise<void>
}
