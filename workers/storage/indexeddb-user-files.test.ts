import { expect, it, vi } from 'vitest'
import { createIndexedDbUserFiles } from './indexeddb-user-files.ts'
import { useTestDatabases } from './testing/test-database.ts'
import { aStoredFile, userFileContract } from './testing/user-file-contract.ts'

const openTestDatabase = useTestDatabases()

async function openStore() {
  const { db, troubles } = await openTestDatabase()
  return { db, troubles, store: createIndexedDbUserFiles(db, (trouble) => troubles.push(trouble)) }
}

userFileContract(async () => (await openStore()).store)

it('leaves out a file whose row is bad and reports it', async () => {
  const { db, troubles, store } = await openStore()
  await store.put(aStoredFile('lora', 'good'), [new Blob(['abc'])])
  const bad = { v: 1, ...aStoredFile('lora', 'bad') }
  await db.write(['userFiles'], async (tx) => {
    await tx.objectStore('userFiles').put({ ...bad, file: { ...bad.file, kind: 'poem' } }, ['lora', 'bad'])
  })
  expect((await store.list()).map(({ file }) => file.name)).toEqual(['good'])
  expect(troubles).toEqual([
    { type: 'bad_record', store: 'userFiles', key: 'lora/bad', reason: 'kind "poem" is unknown' },
  ])
})

it('keeps nothing of a file when one of its blocks finds no room', async () => {
  const { store } = await openStore()
  const put = IDBObjectStore.prototype.put
  let count = 0
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...given
  ) {
    if (++count === 2) throw new DOMException('made up', 'QuotaExceededError')
    return put.apply(this, given)
  })
  const blocks = [new Blob(['abc']), new Blob(['def'])]
  await expect(store.put(aStoredFile('lora', 'cat', 2), blocks)).rejects.toMatchObject({
    code: 'storage_full',
  })
  spy.mockRestore()
  expect(await store.list()).toEqual([])
  expect(await store.blocks('lora', 'cat')).toEqual([])
})
