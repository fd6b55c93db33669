import { withIsolation } from './isolation.ts'
import { isRuntimeCache, RUNTIME_CACHE } from './runtime-files.ts'

/**
 * Answers for a file of the inference library: from the cache, else from the network, kept for the next time.
 *
 * @throws TypeError when it is in neither
 */
export async function serveRuntimeFile(request: Request): Promise<Response> {
  const cache = await caches.open(RUNTIME_CACHE)
  const kept = await cache.match(request.url)
  if (kept) return withIsolation(kept)
  const fresh = await fetch(request)
  // Only a whole file is worth keeping: no part of one, and no error.
  if (fresh.status === 200) await cache.put(request.url, fresh.clone())
  return withIsolation(fresh)
}

/** Makes sure these files are in the cache; what the browser has just fetched is not fetched again. */
export async function keepRuntimeFiles(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(RUNTIME_CACHE)
  for (const url of urls) {
    if (await cache.match(url)) continue
    const response = await fetch(url, { cache: 'default' })
    if (response.status === 200) await cache.put(url, response)
  }
}

/** Fetches for this version what an older version of the library had in its cache, so that an update works offline. */
export async function carryRuntimeOver(): Promise<void> {
  for (const name of await olderCaches()) {
    const requests = await (await caches.open(name)).keys()
    await keepRuntimeFiles(requests.map((request) => request.url))
  }
}

/** Frees the space of older versions of the library. */
export async function dropOlderRuntimes(): Promise<void> {
  for (const name of await olderCaches()) await caches.delete(name)
}

async function olderCaches(): Promise<string[]> {
  return (await caches.keys()).filter((name) => isRuntimeCache(name) && name !== RUNTIME_CACHE)
}
