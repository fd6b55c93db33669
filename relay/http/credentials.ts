import type { IncomingHttpHeaders } from 'node:http'

/** Longer texts are no credentials of ours. */
const LONGEST = 1024

/**
 * Everything in a request's headers that may be a key: `X-API-KEY` (FooocusAPI), the token of `Bearer` (OpenAI), and of
 * `Basic` (A1111) the password, the user without a password, or both as `user:password`. Empty ones are none.
 */
export function credentialsOf(headers: IncomingHttpHeaders): readonly string[] {
  const authorization = single(headers.authorization)
  const [, scheme = '', value = ''] = /^([A-Za-z]+) +(\S+) *$/.exec(authorization) ?? []
  const found = [single(headers['x-api-key']).trim()]
  if (scheme.toLowerCase() === 'bearer') found.push(value)
  if (scheme.toLowerCase() === 'basic') found.push(...basicCredentials(value))
  return found.filter((text) => text !== '' && text.length <= LONGEST)
}

/** Whether a request carries a credential that a browser may have added by itself. */
export function isAmbient({ authorization }: IncomingHttpHeaders): boolean {
  return /^basic /i.test(single(authorization))
}

function basicCredentials(encoded: string): readonly string[] {
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) return []
  const password = text.slice(colon + 1)
  return password === '' ? [text.slice(0, colon)] : [password, text]
}

/** A header that was sent several times is none: which one was meant nobody can say. */
function single(header: string | readonly string[] | undefined): string {
  if (typeof header === 'string') return header
  return header?.length === 1 ? header[0]! : ''
}
