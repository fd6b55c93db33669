import { expect, it, vi } from 'vitest'
import { openDatabase } from './database.ts'
import { EVERYTHING } from '../../contract/gallery-query.ts'
import { createIndexedDbBlocks } from './indexeddb-blocks.ts'
import { createIndexedDbGallery } from './indexeddb-gallery.ts'
import { createIndexedDbTasks } from './indexeddb-tasks.ts'
import { createIndexedDbUserFiles } from './indexeddb-user-files.ts'
import { samplePicture, sampleTask, taskId } from './testing/sample-records.ts'
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

/**
 * The schema as an earlier version of it was written, with one block of a model and one open task in it.
 *
 * @param version 1, or 2, which has room for user files
 */
function createEarlier(name: string, version: 1 | 2, block: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version)
    request.onupgradeneeded = () => {
      const db = request.result
      for (const store of ['blocks', 'files', 'pictureFiles']) db.createObjectStore(store)
      const pictures = db.createObjectStore('pictures')
      pictures.createIndex('visible', ['visibleAt', 'id', 'bytes'])
      pictures.createIndex('deleted', ['deletedAt', 'id', 'bytes'])
      const tasks = db.createObjectStore('tasks')
      tasks.createIndex('open', ['openAt', 'id'])
      tasks.createIndex('ended', ['endedAt', 'id'])
      if (version === 2) for (const store of ['userFiles', 'userFileBlocks']) db.createObjectStore(store)
      request.transaction!.objectStore('blocks').put(block, ['m', 'f', 0])
      const state = { ...sampleTask(1), preview: null }
      tasks.put({ v: 1, id: taskId(1), openAt: state.queuedAt, state }, taskId(1))
    }
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
    request.onerror = () => reject(request.error!)
  })
}

it('finds the pictures of a version 3 database, hidden ones among the deleted', async () => {
  await createEarlier('pictures of version 3', 2, { v: 1, bytes: new Blob(), sha256: 'a'.repeat(64) })
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open('pictures of version 3', 3)
    request.onupgradeneeded = () => {
      request.result.createObjectStore('queue')
      const pictures = request.transaction!.objectStore('pictures')
      const row = (n: number) => ({ v: 1, id: samplePicture(n).id, bytes: 4, record: samplePicture(n) })
      pictures.put({ ...row(1), visibleAt: 1001 }, samplePicture(1).id)
      pictures.put({ ...row(2), deletedAt: 7 }, samplePicture(2).id)
    }
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
    request.onerror = () => reject(request.error!)
  })
  const db = await openDatabase('pictures of version 3', () => {})
  const open = () =>
    createIndexedDbGallery(
      db,
      () => 0,
      () => {},
    )
  // The second one reads what the first one made.
  for (const gallery of [open(), open()]) {
    const found = await gallery.find(EVERYTHING)
    expect(found.entries).toMatchObject([{ id: samplePicture(1).id, caption: 'picture 1' }])
    expect((await gallery.find({ ...EVERYTHING, isDeleted: true })).entries).toMatchObject([
      { id: samplePicture(2).id, deletedAt: 7 },
    ])
    expect(await gallery.usage()).toEqual({ pictures: 1, pictureBytes: 4, deletedBytes: 4 })
  }
  expect(await db.read(['pictureIndex'], (tx) => tx.objectStore('pictureIndex').count())).toBe(2)
  db.close()
})

it.each([1, 2] as const)('keeps everything of a version %i database, with room for more', async (version) => {
  const name = `from version ${version}`
  await createEarlier(name, version, { v: 1, bytes: new Blob(['old']), sha256: 'a'.repeat(64) })
  const db = await openDatabase(name, () => {})
  const [block] = await createIndexedDbBlocks(db, () => {}).list('m', 'f')
  expect(await block!.bytes.text()).toBe('old')
  expect(await db.read(['pictures'], (tx) => tx.objectStore('pictures').index('visible').count())).toBe(0)
  const tasks = createIndexedDbTasks(db, () => {})
  await tasks.save(sampleTask(2))
  await tasks.saveQueue({ ...(await tasks.queue()), order: [taskId(2)] })
  expect((await tasks.open()).map(({ task }) => task.id)).toEqual([taskId(2), taskId(1)])
  const userFiles = createIndexedDbUserFiles(db, () => {})
  await userFiles.put(aStoredFile('lora', 'cat'), [new Blob(['abc'])])
  expect(await userFiles.list()).toEqual([aStoredFile('lora', 'cat')])
  db.close()
})
