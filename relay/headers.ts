import { createHash } from 'node:crypto'

/**
 * What makes the page cross-origin isolated, without which WASM has one thread. Sent with every answer, because
 * worker scripts need them too.
 */
export const ISOLATION_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
} as const

/**
 * What the page may load and reach. Scripts come from here only; `wasm-unsafe-eval` lets WASM compile and nothing
 * else be evaluated. Model files come from any https address that the manifest names, so `connect-src` cannot be
 * narrower; pictures exist as blobs. Inline styles are allowed for the component library's own rules.
 *
 * @param html the page, whose inline scripts are allowed one by one by their hashes; empty for none
 */
function contentSecurityPolicy(html: string): string {
  const inline = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(
    ([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`,
  )
  return [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...inline].join(' '),
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self' blob: data: https: ws: wss:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * Sent with every answer, whatever its kind.
 *
 * @param html the page, for its content policy
 */
export function securityHeaders(html: string): Record<string, string> {
  return {
    ...ISOLATION_HEADERS,
    'content-security-policy': contentSecurityPolicy(html),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
}

const DAY_S = 86_400

/**
 * How long a file may be kept. Names with a content hash never change; the page, the service worker and the
 * manifest must be asked for each time; models and the inference library are asked for too, and answered from
 * their validators without a body.
 *
 * @param path address inside the served folder, with a leading slash
 */
export function cacheControlFor(path: string): string {
  if (path.startsWith('/assets/')) return `public, max-age=${365 * DAY_S}, immutable`
  if (path.startsWith('/icons/')) return `public, max-age=${DAY_S}`
  return 'no-cache'
}
