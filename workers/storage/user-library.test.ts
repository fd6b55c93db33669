import { expect, it } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { createMemoryUserFiles } from './memory-user-files.ts'
import type { UserFileStore } from './ports.ts'
import { createUserLibrary, type UserLibraryParts } from './user-library.ts'
import { hashBytes } from './verify-block.ts'

/** A library over memory with blocks of 4 bytes, and what it told. */
function aLibrary(change: Partial<UserLibraryParts> = {}) {
  const told: (readonly UserFile[])[] = []
  const store: UserFileStore = createMemoryUserFiles()
  const library = createUserLibrary({
    store,
    now: () => 1000,
    estimate: async () => ({}),
    inspect: async (kind) => (kind === 'lora' ? { base: null, modules: 1, triggerWords: [] } : null),
    onChange: (files) => told.push(files),
    blockBytes: 4,
    ...change,
  })
  return { library, store, told }
}

const bytes = (text: string) => new TextEncoder().encode(text)

it('keeps a file in blocks and gives back the same bytes', async () => {
  const { library, store, told } = aLibrary()
  const added = await library.add('lora', 'styles/cat.safetensors', new Blob(['0123456789']))
  const file = {
    kind: 'lora',
    name: 'cat.safetensors',
    bytes: 10,
    addedAt: 1000,
    sha256: await hashBytes(bytes('0123456789')),
    lora: { base: null, modules: 1, triggerWords: [] },
  }
  expect(added).toEqual({ outcome: 'added', file })
  expect(told).toEqual([[file]])
  expect(library.lastList()).toEqual([file])
  expect((await store.blocks('lora', 'cat.safetensors')).map((block) => block.size)).toEqual([4, 4, 2])
  expect(await (await library.open('lora', 'cat.safetensors')).text()).toBe('0123456789')
})

it('keeps the same bytes once, whatever they are called', async () => {
  const { library, told } = aLibrary()
  await library.add('lora', 'cat.safetensors', new Blob(['same']))
  const again = await library.add('lora', 'dog.safetensors', new Blob(['same']))
  expect(again).toMatchObject({ outcome: 'known', file: { name: 'cat.safetensors' } })
  expect(told).toHaveLength(1)
})

it('puts a number behind a name that other bytes have, upper and lower case being one', async () => {
  const { library } = aLibrary()
  await library.add('lora', 'cat.safetensors', new Blob(['one']))
  const second = await library.add('lora', 'Cat.safetensors', new Blob(['two']))
  expect(second.file.name).toBe('Cat-2.safetensors')
  // Another kind has names of its own.
  const third = await library.add('embedding', 'cat.safetensors', new Blob(['three']))
  expect(third.file.name).toBe('cat.safetensors')
})

it('adds files one after another, so that twins dropped together are kept once', async () => {
  const { library } = aLibrary()
  const twins = ['a.txt', 'b.txt'].map((name) => library.add('wildcard', name, new Blob(['same'])))
  const outcomes = (await Promise.all(twins)).map(({ outcome }) => outcome)
  expect(outcomes).toEqual(['added', 'known'])
})

it('keeps nothing that does not pass inspection, and goes on with the next', async () => {
  const refused = new AppError('invalid_file', 'no')
  const { library, told } = aLibrary({
    inspect: async (_, file) => {
      if ((await file.text()) === 'bad') throw refused
      return null
    },
  })
  await expect(library.add('wildcard', 'a.txt', new Blob(['bad']))).rejects.toBe(refused)
  expect(told).toEqual([])
  expect(await library.add('wildcard', 'a.txt', new Blob(['good']))).toMatchObject({ outcome: 'added' })
})

it('refuses an empty file', async () => {
  const { library } = aLibrary()
  const adding = library.add('lora', 'cat.safetensors', new Blob([]))
  await expect(adding).rejects.toMatchObject({ code: 'invalid_file', detail: { file: 'cat.safetensors' } })
})

it('says how much room a file needs that will not fit', async () => {
  const { library } = aLibrary({ estimate: async () => ({ quota: 10, usage: 8 }) })
  const adding = library.add('lora', 'cat.safetensors', new Blob(['123']))
  await expect(adding).rejects.toMatchObject({
    code: 'storage_full',
    detail: { neededBytes: 3, freeBytes: 2 },
  })
  expect(await library.list()).toEqual([])
})

it('removes a file and tells', async () => {
  const { library, told } = aLibrary()
  await library.add('lora', 'cat.safetensors', new Blob(['1']))
  await library.remove('lora', 'cat.safetensors')
  expect(told.at(-1)).toEqual([])
  await expect(library.open('lora', 'cat.safetensors')).rejects.toMatchObject({ code: 'not_found' })
})

it('does not give another file of the same name for the one that is meant', async () => {
  const { library } = aLibrary()
  await library.add('lora', 'cat.safetensors', new Blob(['1']))
  const opening = library.open('lora', 'cat.safetensors', '0'.repeat(64))
  await expect(opening).rejects.toMatchObject({ code: 'not_found' })
})

it.each([
  ['a block that was changed', (blocks: readonly Blob[]) => [blocks[0]!, new Blob(['4x67']), blocks[2]!]],
  ['a block that is missing', (blocks: readonly Blob[]) => blocks.slice(0, 2)],
])('notices %s', async (_, spoil) => {
  const { store } = aLibrary()
  const { library } = aLibrary({ store })
  await library.add('lora', 'cat.safetensors', new Blob(['0123456789']))
  const stored = (await store.get('lora', 'cat.safetensors'))!
  await store.put(stored, spoil(await store.blocks('lora', 'cat.safetensors')))
  await expect(library.open('lora', 'cat.safetensors')).rejects.toMatchObject({
    code: 'invalid_file',
    detail: { file: 'cat.safetensors' },
  })
})
