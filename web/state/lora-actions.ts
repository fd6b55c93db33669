import type { AddedUserFile, LoraFit } from '../../contract/user-files.ts'
import { toErrorData } from '../../contract/errors.ts'
import type { EnginePort } from './connection-state.ts'
import { withLora } from './lora-rows.ts'
import type { PageStores } from './page-stores.ts'

/** What can be done with LoRA files. */
export interface LoraActions {
  /** Reads and keeps a file. Every failure comes back in words' data. */
  readonly addLoraFile: (file: File) => Promise<AddedUserFile>
  readonly deleteLoraFile: (name: string) => void
  /** Puts a file into a free row of the draft. */
  readonly useLora: (name: string) => void
  /** How a file stands to a model; null when that cannot be told here. */
  readonly loraFit: (name: string, modelId: string) => Promise<LoraFit | null>
}

/** Makes the actions of LoRA files. The list of them is told by the studio's events. */
export function createLoraActions(
  { draft }: Pick<PageStores, 'draft'>,
  { studio }: Pick<EnginePort, 'studio'>,
): LoraActions {
  return {
    addLoraFile: (file) =>
      studio.userFiles
        .add('lora', file.name, file)
        .catch((thrown: unknown) => ({ outcome: 'failed' as const, error: toErrorData(thrown) })),
    deleteLoraFile: (name) => void studio.userFiles.remove('lora', name),
    useLora: (name) => {
      const rows = draft.getState().draft.request.loras ?? []
      draft.getState().edit({ loras: [...withLora(rows, name)] })
    },
    loraFit: (name, modelId) => studio.userFiles.fit(name, modelId),
  }
}
