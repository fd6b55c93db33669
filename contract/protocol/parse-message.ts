import { toUtf8 } from '../metadata/text-encodings.ts'
import { RelayMessage, TabMessage } from './messages.ts'

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
  return parseWith(TabMessage, text)
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
  const bytes = utf8Length(text)
  return bytes > MAX_TEXT_BYTES ? { kind: 'too-large', bytes } : { kind: 'text', text }
}

function parseWith<Schema extends typeof TabMessage | typeof RelayMessage>(
  schema: Schema,
  text: string,
): ParsedMessage<Schema['_output']> {
  const bytes = utf8Length(text)
  if (bytes > MAX_TEXT_BYTES) return { kind: 'too-large', bytes }
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || !('t' in value) || typeof value.t !== 'string') {
    return { kind: 'bad', issues: ['must be a JSON object with a text "t"'] }
  }
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

/** Counts without encoding where the answer is plain: each UTF-16 unit makes one to three bytes. */
function utf8Length(text: string): number {
  return text.length > MAX_TEXT_BYTES ? text.length : toUtf8(text).byteLength
}
