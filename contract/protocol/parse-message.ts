import { toUtf8 } from '../metadata/text-encodings.ts'
import { RelayMessage, TabMessage } from './messages.ts'
import { readQuickly } from './read-quickly.ts'

/** The largest message in bytes of UTF-8, either way. Pictures travel in frames and do not count. */
export const MAX_TEXT_BYTES = 64 * 1024

/** At most so many problems are told of one message, each cut to so many characters. */
const MAX_ISSUES = 8
const MAX_ISSUE_LENGTH = 200

/** What became of a text that came in. */
export type ParsedMessage<Message> =
  | { readonly kind: 'message'; readonly message: Message }
  /** Well-formed, but of a kind that this version has never heard of: ignore it. */
  | { readonly kind: 'unknown'; readonly t: string }
  /** Nothing of it may be used. */
  | { readonly kind: 'bad'; readonly issues: readonly string[] }
  | { readonly kind: 'too-large'; readonly bytes: number }

/** A message ready to be sent, or too large for it. */
export type FormattedMessage =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'too-large'; readonly bytes: number }

/** Reads what a tab sent. Never throws, whatever the text. */
export function parseTabMessage(text: string): ParsedMessage<TabMessage> {
  return parseWith(TabMessage, text, readQuickly)
}

/** Reads what a relay sent. Never throws, whatever the text. */
export function parseRelayMessage(text: string): ParsedMessage<RelayMessage> {
  return parseWith(RelayMessage, text)
}

/**
 * Writes a message.
 *
 * @returns `too-large` where the other side would refuse it: a job is then refused with `payload_too_large`, a
 *   result is sent again without its parameters
 */
export function formatMessage(message: TabMessage | RelayMessage): FormattedMessage {
  const text = JSON.stringify(message)
  const tooLarge = excessBytes(text)
  return tooLarge === null ? { kind: 'text', text } : { kind: 'too-large', bytes: tooLarge }
}

function parseWith<Schema extends typeof TabMessage | typeof RelayMessage>(
  schema: Schema,
  text: string,
  readQuickly?: (value: object) => Schema['_output'] | null,
): ParsedMessage<Schema['_output']> {
  const tooLarge = excessBytes(text)
  if (tooLarge !== null) return { kind: 'too-large', bytes: tooLarge }
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || !('t' in value) || typeof value.t !== 'string') {
    return { kind: 'bad', issues: ['must be a JSON object with a text "t"'] }
  }
  const quick = readQuickly?.(value)
  if (quick) return { kind: 'message', message: quick }
  const { t } = value
  const isKnown = schema.options.some((option) => option.shape.t.value === t)
  if (!isKnown) return { kind: 'unknown', t: t.slice(0, MAX_ISSUE_LENGTH) }
  const result = schema.safeParse(value)
  if (result.success) return { kind: 'message', message: result.data }
  const issues = result.error.issues.slice(0, MAX_ISSUES)
  const texts = issues.map(({ path, message }) =>
    `${[t, ...path].join('.')}: ${message}`.slice(0, MAX_ISSUE_LENGTH),
  )
  return { kind: 'bad', issues: texts }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Undefined is no JSON value, so the caller cannot take it for one.
    return undefined
  }
}

/** How long a text is in UTF-8 where it is too long to be a message; null where it is not. */
function excessBytes(text: string): number | null {
  // Each UTF-16 unit makes one to three bytes, so most texts need no counting.
  if (text.length * 3 <= MAX_TEXT_BYTES) return null
  const bytes = text.length > MAX_TEXT_BYTES ? text.length : toUtf8(text).byteLength
  return bytes > MAX_TEXT_BYTES ? bytes : null
}
