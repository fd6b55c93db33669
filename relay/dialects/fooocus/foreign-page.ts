import type { Request } from '../../http/app.ts'

/**
 * Whether a page of another address caused a request. A picture's address in any page is asked for by GET, without
 * leave: where GET changes something, such a request must not be followed.
 */
export function isFromForeignPage({ headers }: Pick<Request, 'headers'>): boolean {
  const site = headers['sec-fetch-site'] ?? 'none'
  return headers.origin !== undefined || (site !== 'none' && site !== 'same-origin')
}
