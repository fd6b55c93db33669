import { ValidationFailure } from './validation.ts'

/** Both ends included; milliseconds since 1970. */
export interface Period {
  readonly from: number
  readonly to: number
}

/**
 * Reads `start_at` and `end_at`. Without a zone they are the server's local time; fractions of seconds do not count;
 * the end is now where it is missing.
 *
 * @returns null where there is no start, or where it is not before the end: then time is no filter
 * @throws ValidationFailure for what is no date
 */
export function readPeriod(
  { start_at, end_at }: { readonly start_at?: string | undefined; readonly end_at?: string | undefined },
  now: number,
): Period | null {
  const from = readTime('start_at', start_at)
  const to = readTime('end_at', end_at) ?? now
  return from === null || from >= to ? null : { from, to }
}

const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?(Z|[+-]\d\d:?\d\d)?)?$/i

function readTime(name: string, text: string | undefined): number | null {
  if (text === undefined || text === '') return null
  // A plus sign in an address is a space once it is read.
  const [, date, time = '00:00:00', zone = ''] = DATE.exec(text.replace(/ (\d\d:?\d\d)$/, '+$1')) ?? []
  const at = date === undefined ? Number.NaN : Date.parse(`${date}T${time}${zone.toUpperCase()}`)
  // Date.parse takes 31 April for 1 May.
  const isReal = date !== undefined && isCalendarDay(date)
  if (!Number.isNaN(at) && isReal) return at
  throw new ValidationFailure([
    {
      type: 'datetime_from_date_parsing',
      loc: ['query', name],
      msg: 'Input should be a valid datetime or date',
      input: text.slice(0, 100),
    },
  ])
}

function isCalendarDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}
