import { describe, expect, it } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import { createMemoryJobStore } from './memory/create-memory-job-store.ts'
import { promisedStore } from './promised-store.ts'
import { jobStoreContract } from './testing/job-store-contract.ts'

jobStoreContract('a store that is still being opened', async () => {
  const store = promisedStore(new Promise((resolve) => setTimeout(() => resolve(createMemoryJobStore()), 10)))
  return { store, close: () => store.close() }
})

describe('a promised store', () => {
  it('asks an open store at once, without waiting a turn', async () => {
    const asked: string[] = []
    const its = createMemoryJobStore()
    const opening = Promise.resolve({
      ...its,
      counts: () => {
        asked.push('counts')
        return its.counts()
      },
    })
    const store = promisedStore(opening)
    await opening
    void store.counts()
    expect(asked).toEqual(['counts'])
  })

  it('says why it could not be opened to whoever asks, and closes without a word', async () => {
    const store = promisedStore(Promise.reject(new AppError('storage_unavailable', 'open elsewhere')))
    await expect(store.counts()).rejects.toMatchObject({ code: 'storage_unavailable' })
    await expect(store.close()).resolves.toBeUndefined()
    await expect(store.counts()).rejects.toMatchObject({ code: 'storage_unavailable' })
  })
})
