/** What a host must send for shared memory, and so for threads; a plain file host cannot. */
const ISOLATION_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
} as const

/**
 * The same answer with the isolation headers, so that the page has threads on hosts that cannot send them.
 *
 * @param response its body is taken over; an opaque or failed one comes back as it is, since it cannot be copied
 */
export function withIsolation(response: Response): Response {
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
