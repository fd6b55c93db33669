import type { LoraFit } from '../../contract/user-files.ts'
import type { EnginePort } from './connection-state.ts'
import { withLora } from './lora-rows.ts'
import type { PageStores } from './page-stores.ts'

/** What can be done with LoRA files alone. */
export interface LoraActions {
  /** Puts a file into a free row of the draft. */
  readonly useLora: (name: string) => void
  /** How a file stands to a model; null when that cannot be told here. */
  readonly loraFit: (name: string, modelId: string) => Promise<LoraFit | null>
}

/** Makes the actions of LoRA files. */
export function createLoraActions(
  { draft }: Pick<PageStores, 'draft'>,
  { studio }: Pick<EnginePort, 'studio'>,
): LoraActions {
  return {
    useLora: (name) => {
      const rows = draft.getState().draft.request.loras ?? []
      draft.getState().edit({ loras: [...withLora(rows, name)] })
    },
    loraFit: (name, modelId) => studio.userFiles.fit(name, modelId),
  }
}
