import 'fake-indexeddb/auto'
import { afterEach, expect, it, vi } from 'vitest'
import { openStorage, type Storage } from './open-storage.ts'
import type { StorageTrouble } from './ports.ts'
import { sampleFile, samplePicture, sampleTask } from './testing/sample-records.ts'

const opened: Storage[] = []
const troubles: StorageTrouble[] = []

async function open(databaseName: string): Promise<Storage> {
  const storage = await openStorage({ onTrouble: (one) => troubles.push(one), now: () => 0, databaseName })
  opened.push(storage)
  return storage
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  troubles.splice(0)
  for (const storage of opened.splice(0)) storage.close()
})

it('keeps pictures and tasks over a restart', async () => {
  const before = await open('restart')
  await before.gallery.put(samplePicture(1), sampleFile(1))
  await before.tasks.save(sampleTask(1))
  before.close()
  const after = await open('restart')
  expect(after.kind).toBe('indexeddb')
  expect((await after.gallery.page(null, 10)).total).toBe(1)
  expect(await after.tasks.open()).toHaveLength(1)
})

it('is empty after it was cleared, and stays so over a restart', async () => {
  const before = await open('clear')
  await before.gallery.put(samplePicture(1), sampleFile(1))
  await before.tasks.save(sampleTask(1))
  await before.tasks.saveQueue({ order: [], isPaused: true, workedAt: null })
  await before.clear()
  before.close()
  const after = await open('clear')
  expect((await after.gallery.page(null, 10)).total).toBe(0)
  expect(await after.tasks.open()).toEqual([])
  expect(await after.tasks.ended(0, 10)).toEqual([])
  expect((await after.tasks.queue()).isPaused).toBe(false)
})

it('leaves nothing of its probe behind', async () => {
  const storage = await open('probe')
  expect(await storage.blocks.usage()).toBe(0)
  expect(troubles).toEqual([])
})

it('works in memory and says so where there is no IndexedDB', async () => {
  vi.stubGlobal('indexedDB', undefined)
  const storage = await open('none')
  await storage.gallery.put(samplePicture(1), sampleFile(1))
  expect(storage.kind).toBe('memory')
  expect((await storage.gallery.page(null, 10)).total).toBe(1)
  expect(troubles).toMatchObject([{ type: 'unavailable' }])
})

it('works in memory where IndexedDB opens but refuses Blobs', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no Blobs in private windows', 'UnknownError')
  })
  expect((await open('private')).kind).toBe('memory')
})

it('stays with IndexedDB on a full disk, so that what is there can still be seen', async () => {
  const before = await open('full')
  await before.gallery.put(samplePicture(1), sampleFile(1))
  before.close()
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const after = await open('full')
  expect(after.kind).toBe('indexeddb')
  expect((await after.gallery.page(null, 10)).total).toBe(1)
  await expect(after.gallery.put(samplePicture(2), sampleFile(2))).rejects.toMatchObject({
    code: 'storage_full',
  })
})
