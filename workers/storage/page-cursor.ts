import { AppError } from '../../contract/errors.ts'

/** Where a page of the gallery ended: the last picture on it. */
export interface PageCursor {
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly id: string
}

/** The text form of a cursor, opaque to callers. */
export function toPageCursor({ createdAt, id }: PageCursor): string {
  return `${createdAt}:${id}`
}

/**
 * Reads a cursor back.
 *
 * @throws invalid_request when the text was not made by {@link toPageCursor}
 */
export function parsePageCursor(text: string): PageCursor {
  const [, createdAt, id] = /^(\d+(?:\.\d+)?):(.+)$/u.exec(text) ?? []
  if (createdAt === undefined || id === undefined) {
    throw new AppError('invalid_request', `"${text}" is not a place in the gallery`, { after: text })
  }
  return { createdAt: Number(createdAt), id }
}
