/** A day of the user's own calendar, as `2026-11-28`. */
export type Day = string

/** The day of a moment in milliseconds since 1970. */
export function dayOf(at: number): Day {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** How a moment's day is called at another one. */
export function dayWord(at: number, now: number): 'today' | 'yesterday' | 'earlier' {
  if (dayOf(at) === dayOf(now)) return 'today'
  const date = new Date(now)
  date.setDate(date.getDate() - 1)
  return dayOf(at) === dayOf(date.getTime()) ? 'yesterday' : 'earlier'
}

/** The first moment of a day and the first of the next one; null for a text that is no day. */
export function boundsOf(day: Day): { readonly from: number; readonly to: number } | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day)
  if (!match) return null
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number]
  const from = new Date(year, month - 1, date).getTime()
  return dayOf(from) === day ? { from, to: new Date(year, month - 1, date + 1).getTime() } : null
}
