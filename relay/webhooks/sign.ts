import { createHmac } from 'node:crypto'

/** What a receiver needs to check that a message is ours, unchanged and recent. */
export interface SignedMessage {
  /** The same in every attempt. */
  readonly id: string
  /** Seconds since 1970, of this attempt. */
  readonly timestamp: number
  /** Exactly the bytes that are sent, as text. */
  readonly body: string
}

const PREFIX = 'whsec_'

/** Key lengths that Standard Webhooks allows, in bytes. */
const KEY_BYTES = { min: 24, max: 64 } as const

/** Whether a text is a secret: `whsec_` and the base64 of 24 to 64 bytes. */
export function isWebhookSecret(text: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text)) return false
  const { length } = keyOf(text)
  return length >= KEY_BYTES.min && length <= KEY_BYTES.max
}

/**
 * The headers of one attempt. While a secret is being changed both sign, and a receiver accepts either.
 *
 * @param secrets the current one first; with none the message goes unsigned
 * @see https://www.standardwebhooks.com
 */
export function webhookHeaders(
  { id, timestamp, body }: SignedMessage,
  secrets: readonly string[],
): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const digest = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')
    return `v1,${digest}`
  })
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64')
}
