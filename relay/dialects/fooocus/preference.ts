import type { Request } from '../../http/app.ts'

/** What a `Prefer` header asks for. */
export interface Preference {
  /** Answer at once. */
  readonly isAsync: boolean
  /** Answer after this long, done or not; null: when it is done. */
  readonly waitMs: number | null
}

const MAX_WAIT_S = 86_400

/** Reads RFC 7240's `respond-async` and `wait`; together they mean to wait first. */
export function preferenceOf({ headers }: Pick<Request, 'headers'>): Preference {
  const text = [headers['prefer'] ?? ''].flat().join(',').toLowerCase()
  const seconds = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})/.exec(text)?.[1]
  if (seconds !== undefined) return { isAsync: false, waitMs: Math.min(Number(seconds), MAX_WAIT_S) * 1000 }
  return { isAsync: /(?:^|[,;\s])respond-async(?:$|[,;\s])/.test(text), waitMs: null }
}
