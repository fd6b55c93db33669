import type { ModelEntry, ModelFile } from '../../contract/manifest.ts'

/** Remembers which blocks were hashed in this worker's life, so that none is hashed twice. */
export interface VerifiedBlocks {
  add(model: ModelEntry, file: ModelFile, index: number): void
  has(model: ModelEntry, file: ModelFile, index: number): boolean
  /** Forgets a file. */
  clear(model: ModelEntry, file: ModelFile): void
  /** Forgets all files of a model. */
  clearModel(modelId: string): void
}

/** Starts with none. */
export function createVerifiedBlocks(): VerifiedBlocks {
  const models = new Map<string, Map<string, Set<number>>>()
  return {
    add(model, file, index) {
      const files = models.get(model.id) ?? new Map<string, Set<number>>()
      models.set(model.id, files.set(file.path, (files.get(file.path) ?? new Set()).add(index)))
    },
    has: (model, file, index) => models.get(model.id)?.get(file.path)?.has(index) ?? false,
    clear: (model, file) => void models.get(model.id)?.delete(file.path),
    clearModel: (modelId) => void models.delete(modelId),
  }
}
