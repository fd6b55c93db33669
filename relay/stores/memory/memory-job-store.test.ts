import { jobStoreContract } from '../testing/job-store-contract.ts'
import { createMemoryJobStore } from './create-memory-job-store.ts'

jobStoreContract('the memory store', async () => {
  const store = createMemoryJobStore()
  return { store, close: () => store.close() }
})
