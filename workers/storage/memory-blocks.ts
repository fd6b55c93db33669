/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, and async turns throws into rejections */
import type { BlockKey, BlockStore, FileRecord, StoredBlock } from './ports.ts'

interface MemoryFile {
  record: FileRecord | null
  readonly blocks: Map<number, StoredBlock>
}

/** Model weights in memory, gone with the worker. For browsers that let pages store nothing, and for tests. */
export function createMemoryBlocks(): BlockStore {
  const models = new Map<string, Map<string, MemoryFile>>()
  const find = (modelId: string, path: string) => models.get(modelId)?.get(path)

  function ensure(modelId: string, path: string): MemoryFile {
    const files = models.get(modelId) ?? new Map<string, MemoryFile>()
    const file = files.get(path) ?? { record: null, blocks: new Map<number, StoredBlock>() }
    models.set(modelId, files.set(path, file))
    return file
  }

  const blockOf = (key: BlockKey) => find(key.modelId, key.path)?.blocks.get(key.index) ?? null

  return {
    async put(key, { bytes, sha256 }) {
      ensure(key.modelId, key.path).blocks.set(key.index, { index: key.index, bytes, sha256 })
    },
    get: async (key) => blockOf(key),
    async delete(key) {
      find(key.modelId, key.path)?.blocks.delete(key.index)
    },
    async list(modelId, path) {
      const blocks = find(modelId, path)?.blocks.values() ?? []
      return [...blocks].sort((a, b) => a.index - b.index)
    },
    async putFile(modelId, path, record) {
      ensure(modelId, path).record = record
    },
    getFile: async (modelId, path) => find(modelId, path)?.record ?? null,
    async deleteFile(modelId, path) {
      models.get(modelId)?.delete(path)
    },
    async deleteModel(modelId) {
      models.delete(modelId)
    },
    async usage() {
      const files = [...models.values()].flatMap((one) => [...one.values()])
      return files
        .flatMap((file) => [...file.blocks.values()])
        .reduce((sum, { bytes }) => sum + bytes.size, 0)
    },
  }
}
