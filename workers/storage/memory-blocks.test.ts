import { createMemoryBlocks } from './memory-blocks.ts'
import { blockStoreContract } from './testing/block-store-contract.ts'

blockStoreContract(async () => createMemoryBlocks())
