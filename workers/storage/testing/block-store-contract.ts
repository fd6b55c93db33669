import { beforeEach, describe, expect, it } from 'vitest'
import type { BlockStore } from '../ports.ts'

const HASH = 'a'.repeat(64)
const OTHER_HASH = 'b'.repeat(64)

/**
 * What every BlockStore does.
 *
 * @param create an empty store each time
 */
export function blockStoreContract(create: () => Promise<BlockStore>): void {
  describe('a block store', () => {
    let store: BlockStore
    beforeEach(async () => void (store = await create()))

    const put = (modelId: string, path: string, index: number, text = 'abc') =>
      store.put({ modelId, path, index }, { bytes: new Blob([text]), sha256: HASH })

    it('gives back a block as a Blob with the bytes and the hash it was stored with', async () => {
      await put('m', 'unet.onnx', 3, 'hello')
      const block = await store.get({ modelId: 'm', path: 'unet.onnx', index: 3 })
      expect(block).toMatchObject({ index: 3, sha256: HASH })
      expect(block!.bytes).toBeInstanceOf(Blob)
      expect(await block!.bytes.text()).toBe('hello')
    })

    it('has no block that was never stored', async () => {
      expect(await store.get({ modelId: 'm', path: 'f', index: 0 })).toBeNull()
    })

    it('replaces a block with the same key', async () => {
      await put('m', 'f', 0, 'old')
      await store.put({ modelId: 'm', path: 'f', index: 0 }, { bytes: new Blob(['new']), sha256: OTHER_HASH })
      const blocks = await store.list('m', 'f')
      expect(blocks.map((block) => block.sha256)).toEqual([OTHER_HASH])
      expect(await blocks[0]!.bytes.text()).toBe('new')
    })

    it('lists the blocks of one file in order of their index, not of their arrival', async () => {
      for (const index of [10, 2, 0, 9]) await put('m', 'f', index)
      expect((await store.list('m', 'f')).map((block) => block.index)).toEqual([0, 2, 9, 10])
    })

    it('keeps files and models apart whose names begin alike', async () => {
      await put('m', 'f', 0)
      await put('m', 'f2', 1)
      await put('m2', 'f', 2)
      expect((await store.list('m', 'f')).map((block) => block.index)).toEqual([0])
    })

    it('deletes one block and leaves its neighbours', async () => {
      for (const index of [0, 1, 2]) await put('m', 'f', index)
      await store.delete({ modelId: 'm', path: 'f', index: 1 })
      expect((await store.list('m', 'f')).map((block) => block.index)).toEqual([0, 2])
    })

    it('deletes what is not there without complaint', async () => {
      await store.delete({ modelId: 'm', path: 'f', index: 1 })
      await store.deleteFile('m', 'f')
      await store.deleteModel('m')
      expect(await store.usage()).toBe(0)
    })

    it('gives back a file record, and null when there is none', async () => {
      const record = { sha256: HASH, wholeVerified: true, blockHashes: [HASH, OTHER_HASH] }
      await store.putFile('m', 'f', record)
      expect(await store.getFile('m', 'f')).toEqual(record)
      expect(await store.getFile('m', 'other')).toBeNull()
    })

    it('deletes a file with its record and leaves other files', async () => {
      await put('m', 'f', 0)
      await put('m', 'g', 0)
      await store.putFile('m', 'f', { sha256: HASH, wholeVerified: false, blockHashes: [] })
      await store.deleteFile('m', 'f')
      expect(await store.list('m', 'f')).toEqual([])
      expect(await store.getFile('m', 'f')).toBeNull()
      expect(await store.list('m', 'g')).toHaveLength(1)
    })

    it('deletes a model with all its files and leaves other models', async () => {
      await put('m', 'f', 0)
      await put('m', 'g', 0)
      await put('n', 'f', 0)
      await store.putFile('m', 'f', { sha256: HASH, wholeVerified: false, blockHashes: [] })
      await store.deleteModel('m')
      expect(await store.list('m', 'f')).toEqual([])
      expect(await store.list('m', 'g')).toEqual([])
      expect(await store.getFile('m', 'f')).toBeNull()
      expect(await store.list('n', 'f')).toHaveLength(1)
    })

    it('adds up the bytes of all models', async () => {
      await put('m', 'f', 0, '12345')
      await put('n', 'g', 0, '678')
      expect(await store.usage()).toBe(8)
    })
  })
}
