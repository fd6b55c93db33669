/** What a host must send for shared memory, and so for threads; a plain file host cannot. */
const ISOLATION_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
} as const

/** What runs: pages and workers decide by these headers whether they may share memory. What they load need not. */
const DECIDING = /document|frame|worker/

/**
 * The same answer with the isolation headers, so that the page has threads on hosts that cannot send them.
 *
 * An answer that does not need them is handed on itself: browsers keep the compiled code of scripts and WebAssembly
 * only for answers that came from the network or a cache, and not for copies.
 *
 * @param destination what the answer is for
 * @param response its body is taken over; an opaque or failed one comes back as it is, since it cannot be copied
 */
export function withIsolation(destination: RequestDestination, response: Response): Response {
  // A navigation takes no answer that was redirected, only a copy of one.
  if (!DECIDING.test(destination) || (isIsolated(response) && !response.redirected)) return response
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.type === 'error')
    return response
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(ISOLATION_HEADERS)) headers.set(name, value)
  // Answers that may have no body refuse to be made with one, even an empty one.
  const bodiless = [101, 204, 205, 304].includes(response.status)
  return new Response(bodiless ? null : response.body, {
    status: response.status,
    statusText: response.statusText,
    headers,
  })
}

function isIsolated({ headers }: Response): boolean {
  return Object.entries(ISOLATION_HEADERS).every(([name, value]) => headers.get(name) === value)
}
