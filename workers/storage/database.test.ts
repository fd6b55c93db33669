import { expect, it, vi } from 'vitest'
import { openDatabase } from './database.ts'
import { createIndexedDbBlocks } from './indexeddb-blocks.ts'
import { createIndexedDbUserFiles } from './indexeddb-user-files.ts'
import { useTestDatabases } from './testing/test-database.ts'
import { aStoredFile } from './testing/user-file-contract.ts'

const openTestDatabase = useTestDatabases()

function failPutsWith(name: string): void {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('made up', name)
  })
}

const putOne = (db: Awaited<ReturnType<typeof openDatabase>>) =>
  db.write(['files'], (tx) => tx.objectStore('files').put(1, ['m', 'f']))

it.each([
  ['QuotaExceededError', 'storage_full'],
  ['UnknownError', 'storage_unavailable'],
  ['InvalidStateError', 'storage_unavailable'],
])('calls a %s %s', async (name, code) => {
  const { db } = await openTestDatabase()
  failPutsWith(name)
  await expect(putOne(db)).rejects.toMatchObject({ name: 'AppError', code })
})

it('finds the full disk behind a write that was only told to have been aborted', async () => {
  const { db } = await openTestDatabase()
  const write = db.write(['files'], async (tx) => {
    Object.defineProperty(tx, 'error', { value: new DOMException('made up', 'QuotaExceededError') })
    throw new DOMException('made up', 'AbortError')
  })
  await expect(write).rejects.toMatchObject({ code: 'storage_full' })
})

it('stores nothing of a write that fails half way', async () => {
  const { db } = await openTestDatabase()
  const write = db.write(['files'], async (tx) => {
    await tx.objectStore('files').put(1, ['m', 'f'])
    throw new Error('half way')
  })
  await expect(write).rejects.toThrow('half way')
  expect(await db.read(['files'], (tx) => tx.objectStore('files').get(['m', 'f']))).toBeUndefined()
})

it('says storage_unavailable after it was closed', async () => {
  const { db } = await openTestDatabase()
  db.close()
  await expect(putOne(db)).rejects.toMatchObject({ code: 'storage_unavailable' })
})

it('says storage_unavailable where there is no IndexedDB', async () => {
  vi.stubGlobal('indexedDB', undefined)
  await expect(openDatabase('none', () => {})).rejects.toMatchObject({ code: 'storage_unavailable' })
  vi.unstubAllGlobals()
})

it('steps aside for a newer version of the page and says so', async () => {
  const { db, name, troubles } = await openTestDatabase()
  await new Promise<void>((resolve, reject) => {
    const newer = indexedDB.open(name, 99)
    newer.onsuccess = () => {
      newer.result.close()
      resolve()
    }
    newer.onerror = () => reject(newer.error!)
  })
  expect(troubles).toEqual([{ type: 'outdated' }])
  await expect(putOne(db)).rejects.toMatchObject({ code: 'storage_unavailable' })
})

it('refuses a database that a newer version of the page has written', async () => {
  const { name } = await openTestDatabase()
  await new Promise<void>((resolve) => {
    const newer = indexedDB.open(name, 99)
    newer.onsuccess = () => {
      newer.result.close()
      resolve()
    }
  })
  await expect(openDatabase(name, () => {})).rejects.toMatchObject({ code: 'storage_unavailable' })
})

/** The schema as version 1 of it was written, with one block of a model in it. */
function createVersion1(name: string, block: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      const db = request.result
      for (const store of ['blocks', 'files', 'pictureFiles']) db.createObjectStore(store)
      const pictures = db.createObjectStore('pictures')
      pictures.createIndex('visible', ['visibleAt', 'id', 'bytes'])
      pictures.createIndex('deleted', ['deletedAt', 'id', 'bytes'])
      const tasks = db.createObjectStore('tasks')
      tasks.createIndex('open', ['openAt', 'id'])
      tasks.createIndex('ended', ['endedAt', 'id'])
      request.transaction!.objectStore('blocks').put(block, ['m', 'f', 0])
    }
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
    request.onerror = () => reject(request.error!)
  })
}

it('keeps everything of a version 1 database, and has room for user files afterwards', async () => {
  await createVersion1('from version 1', { v: 1, bytes: new Blob(['old']), sha256: 'a'.repeat(64) })
  const db = await openDatabase('from version 1', () => {})
  const [block] = await createIndexedDbBlocks(db, () => {}).list('m', 'f')
  expect(await block!.bytes.text()).toBe('old')
  expect(await db.read(['pictures'], (tx) => tx.objectStore('pictures').index('visible').count())).toBe(0)
  expect(await db.read(['tasks'], (tx) => tx.objectStore('tasks').index('open').count())).toBe(0)
  const userFiles = createIndexedDbUserFiles(db, () => {})
  await userFiles.put(aStoredFile('lora', 'cat'), [new Blob(['abc'])])
  expect(await userFiles.list()).toEqual([aStoredFile('lora', 'cat')])
  db.close()
})
