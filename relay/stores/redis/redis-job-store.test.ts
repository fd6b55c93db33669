import { jobStoreContract } from '../testing/job-store-contract.ts'
import { startTestRedis } from '../testing/redis-server.ts'
import { openRedisJobStore } from './open-redis-job-store.ts'

jobStoreContract('the Redis store', async () => {
  const redis = await startTestRedis()
  const open = () => openRedisJobStore({ url: redis.url, prefix: 'test:' })
  let store = await open()
  return {
    store,
    crashAndReopen: async () => {
      await store.close()
      await redis.restart()
      store = await open()
      return store
    },
    close: async () => {
      await store.close()
      await redis.close()
    },
  }
})
