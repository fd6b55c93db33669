import { expect, it } from 'vitest'
import { createIndexedDbBlocks } from './indexeddb-blocks.ts'
import { blockStoreContract } from './testing/block-store-contract.ts'
import { useTestDatabases } from './testing/test-database.ts'

const openTestDatabase = useTestDatabases()

blockStoreContract(async () => {
  const { db, troubles } = await openTestDatabase()
  return createIndexedDbBlocks(db, (trouble) => troubles.push(trouble))
})

it('leaves out a block whose row is bad and reports it', async () => {
  const { db, troubles } = await openTestDatabase()
  const blocks = createIndexedDbBlocks(db, (trouble) => troubles.push(trouble))
  await blocks.put({ modelId: 'm', path: 'f', index: 0 }, { bytes: new Blob(['a']), sha256: 'a'.repeat(64) })
  await db.write(['blocks'], (tx) => tx.objectStore('blocks').put({ v: 1, bytes: 'text' }, ['m', 'f', 1]))
  expect((await blocks.list('m', 'f')).map((block) => block.index)).toEqual([0])
  expect(troubles).toEqual([
    { type: 'bad_record', store: 'blocks', key: 'm/f/1', reason: 'bytes are not a Blob' },
  ])
})

it('treats a file record of a future version as absent and reports it', async () => {
  const { db, troubles } = await openTestDatabase()
  const blocks = createIndexedDbBlocks(db, (trouble) => troubles.push(trouble))
  await db.write(['files'], (tx) => tx.objectStore('files').put({ v: 2 }, ['m', 'f']))
  expect(await blocks.getFile('m', 'f')).toBeNull()
  expect(troubles).toMatchObject([{ store: 'files', reason: 'row version 2 is unknown' }])
})
