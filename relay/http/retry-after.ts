const MAX_MS = 24 * 3_600_000

/**
 * Reads a Retry-After header: seconds, or a date.
 *
 * @param now milliseconds since 1970
 * @returns milliseconds from now, 0 to a day; null where the header says nothing
 * @see RFC 9110, section 10.2.3
 */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+$/.test(text)) return Math.min(MAX_MS, Number(text) * 1000)
  // A date begins with its weekday; the parser would make a date of almost anything.
  const wait = /^[a-z]{3,9},? /i.test(text) ? Date.parse(text) - now : Number.NaN
  return Number.isNaN(wait) ? null : Math.min(MAX_MS, Math.max(0, wait))
}
