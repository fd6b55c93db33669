import { beforeEach, describe, expect, it } from 'vitest'
import type { UserFileKind } from '../../../contract/user-files.ts'
import type { StoredUserFile, UserFileStore } from '../ports.ts'

const HASH = 'a'.repeat(64)

/** A file as it is kept; its hashes are made up. */
export function aStoredFile(kind: UserFileKind, name: string, blocks = 1): StoredUserFile {
  const lora = kind === 'lora' ? { base: 'SDXL', modules: 3, triggerWords: ['ohwx'] } : null
  return {
    file: { kind, name, bytes: 3 * blocks, addedAt: 5, sha256: HASH, lora },
    blockHashes: Array.from({ length: blocks }, () => HASH),
  }
}

/**
 * What every UserFileStore does.
 *
 * @param create an empty store each time
 */
export function userFileContract(create: () => Promise<UserFileStore>): void {
  describe('a store of user files', () => {
    let store: UserFileStore
    beforeEach(async () => void (store = await create()))

    const put = (kind: UserFileKind, name: string, texts: readonly string[] = ['abc']) =>
      store.put(
        aStoredFile(kind, name, texts.length),
        texts.map((text) => new Blob([text])),
      )
    const textOf = async (kind: UserFileKind, name: string) =>
      new Blob([...(await store.blocks(kind, name))]).text()
    const names = async () => (await store.list()).map(({ file }) => `${file.kind}/${file.name}`)

    it('gives back what is known of a file, and its blocks as Blobs in order', async () => {
      const texts = Array.from({ length: 12 }, (_, index) => `block ${index};`)
      await put('lora', 'cat.safetensors', texts)
      expect(await store.get('lora', 'cat.safetensors')).toEqual(aStoredFile('lora', 'cat.safetensors', 12))
      const blocks = await store.blocks('lora', 'cat.safetensors')
      expect(blocks.every((block) => block instanceof Blob)).toBe(true)
      expect(await textOf('lora', 'cat.safetensors')).toBe(texts.join(''))
    })

    it('has nothing of a file that was never added', async () => {
      expect(await store.get('lora', 'cat')).toBeNull()
      expect(await store.blocks('lora', 'cat')).toEqual([])
      expect(await store.list()).toEqual([])
    })

    it('lists files by kind and name', async () => {
      await put('wildcard', 'a.txt')
      await put('lora', 'b')
      await put('lora', 'a')
      await put('embedding', 'z')
      expect(await names()).toEqual(['embedding/z', 'lora/a', 'lora/b', 'wildcard/a.txt'])
    })

    it('keeps kinds apart, and names that begin alike', async () => {
      await put('lora', 'cat', ['lora'])
      await put('embedding', 'cat', ['embedding'])
      await put('lora', 'cat2', ['cat2'])
      await store.delete('lora', 'cat')
      expect(await names()).toEqual(['embedding/cat', 'lora/cat2'])
      expect(await textOf('embedding', 'cat')).toBe('embedding')
      expect(await textOf('lora', 'cat')).toBe('')
      expect(await textOf('lora', 'cat2')).toBe('cat2')
    })

    it('replaces a file whole: no block of a longer one stays', async () => {
      await put('lora', 'cat', ['one', 'two', 'three'])
      await put('lora', 'cat', ['new'])
      expect(await textOf('lora', 'cat')).toBe('new')
      expect(await store.get('lora', 'cat')).toEqual(aStoredFile('lora', 'cat'))
    })

    it('deletes what is not there without complaint', async () => {
      await store.delete('wildcard', 'none.txt')
      expect(await store.list()).toEqual([])
    })
  })
}
