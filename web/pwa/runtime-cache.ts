import { withIsolation } from './isolation.ts'
import { isRuntimeCache, RUNTIME_CACHE } from './runtime-files.ts'

/** What keeps a service worker alive after its answer: the event it answers. */
export interface Lifetime {
  waitUntil(work: Promise<unknown>): void
}

// The files keep their names when their content changes: the browser's own copy may be an older version's, which
// would then stay in this version's cache for good. Asking costs one short answer when it is still right.
const FRESH = { cache: 'no-cache' } as const

/**
 * Answers for a file of the inference library: from the cache, else from the network, kept for the next time.
 *
 * @param lifetime the event that is answered; the file is stored after the answer
 * @throws TypeError when it is in neither
 */
export async function serveRuntimeFile(request: Request, lifetime?: Lifetime): Promise<Response> {
  const cache = await caches.open(RUNTIME_CACHE)
  const kept = await cache.match(request.url)
  if (kept) return withIsolation(request.destination, kept)
  const fresh = await fetch(request, FRESH)
  // Only a whole file is worth keeping: no part of one, and no error.
  if (fresh.status === 200) {
    const storing = keep(cache, request.url, fresh.clone())
    lifetime?.waitUntil(storing)
  }
  return withIsolation(request.destination, fresh)
}

/** Makes sure these files are in the cache, as far as there is room. */
export async function keepRuntimeFiles(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(RUNTIME_CACHE)
  for (const url of urls) {
    if (await cache.match(url)) continue
    const response = await fetch(url, FRESH)
    if (response.status === 200) await keep(cache, url, response)
  }
}

async function keep(cache: Cache, url: string, response: Response): Promise<void> {
  try {
    await cache.put(url, response)
  } catch (error) {
    // On a full disk the library is fetched every time; that is slower, but the page and its updates work.
    if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error
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
