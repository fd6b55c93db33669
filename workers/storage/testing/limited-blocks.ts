import { AppError } from '../../../contract/errors.ts'
import type { BlockStore } from '../ports.ts'

/** A store on a disk that is full after so many bytes. */
export function limitBlocks(store: BlockStore, capacityBytes: number): BlockStore {
  return {
    ...store,
    async put(key, block) {
      if ((await store.usage()) + block.bytes.size > capacityBytes) {
        throw new AppError('storage_full', 'The browser has no room left for this page')
      }
      await store.put(key, block)
    },
  }
}
