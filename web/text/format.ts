import type { Say } from './say.ts'

/** Where numbers are written. */
type Place = Pick<Say, 'locale'>

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Bytes for people: 1 900 000 000 → "1.9 GB". Decimal units. */
export function formatBytes(bytes: number, { locale }: Place): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)))
  const value = bytes / 1000 ** power
  const digits = value < 10 && power > 2 ? 1 : 0
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: BYTE_UNITS[power]!,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value)
}

const ROUND_SECONDS = [1, 2, 5, 10, 15, 20, 30, 45]

/** Seconds as a person would say them: 1, 2, 5, 10, 15, 20, 30, 45 s, then whole minutes. Never less than 1 s. */
export function roundTime(seconds: number): number {
  if (seconds > 45) return Math.max(1, Math.round(seconds / 60)) * 60
  return ROUND_SECONDS.find((step) => seconds <= step) ?? 1
}

/** A rounded time in words. */
export function formatTime(seconds: number, say: Say): string {
  const rounded = roundTime(seconds)
  if (rounded < 60) return say('time.seconds', { count: rounded })
  if (rounded < 5400) return say('time.minutes', { count: rounded / 60 })
  return say('time.hours', { count: Math.round(rounded / 3600) })
}

/** Names one after another: "a, b, c" in English, "a、b、c" in Chinese. */
export function formatList(items: readonly string[], { locale }: Place): string {
  return new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }).format(items)
}

/** Parts of a sentence that may have commas of their own, one after another. */
export function joinClauses(clauses: readonly string[], say: Say): string {
  return clauses.reduce(
    (first, second) => (first === '' ? second : say('text.clauses', { first, second })),
    '',
  )
}

/** A point in time; how much of it is said is up to `style`. */
export function formatDate(
  at: number,
  style: Pick<Intl.DateTimeFormatOptions, 'dateStyle' | 'timeStyle'>,
  { locale }: Place,
): string {
  return new Intl.DateTimeFormat(locale, style).format(at)
}
