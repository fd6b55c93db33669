/** Longer texts are cut in logs: a prompt or a picture in an error message must not fill the disk. */
const LONGEST = 300

/** Deeper and wider values are left out. */
const DEPTH = 5
const WIDTH = 50

const REDACTED = '[redacted]'

/** Fields whose value is a secret, whatever it looks like. */
const SECRET_FIELD =
  /^(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key|x-control-token|sec-websocket-protocol|apikey|api_key|password|secret|ticket|token|resume_?token|lease|webhook-signature)$/i

/** Fields that hold what people wrote or drew. */
const PRIVATE_FIELD =
  /prompt|^(?:image|mask|input|b64_json|base64|images|asked|request_body|body|req_params)$/i

/** Fields that hold addresses whose query may be a secret. */
const ADDRESS = /\bhttps?:\/\/[^\s"'<>]+/gi

const SECRET_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/\b(frk|prt)_([0-9a-f]{10})_[\w-]+/g, `$1_$2_${REDACTED}`],
  [/\b(bearer|basic) +[\w.~+/=-]{6,}/gi, `$1 ${REDACTED}`],
  [/\bticket\.[\w.-]+/g, `ticket.${REDACTED}`],
  [/\bwhsec_[\w+/=-]+/g, `whsec_${REDACTED}`],
  [/\bdata:[\w./+-]*(?:;[\w=.-]+)*,[^\s"']*/gi, '[data URL]'],
  [/[A-Za-z0-9+/_-]{120,}={0,2}/g, '[base64]'],
]

/** Makes values fit for a log. */
export interface Scrubber {
  text(text: string): string
  /** A copy without secrets, pictures and prompts; never throws, whatever it is given. */
  value(value: unknown): unknown
}

/**
 * A scrubber that also knows some secrets by their text.
 *
 * @param secrets such as the key from the command line
 */
export function createScrubber(secrets: readonly string[]): Scrubber {
  const known = secrets.filter((secret) => secret !== '')

  function text(original: string): string {
    const total = original.length
    // Cut first, generously, so that the patterns below read little; cut again to what is kept.
    let clean = total > 4 * LONGEST ? original.slice(0, 4 * LONGEST) : original
    for (const secret of known) clean = clean.replaceAll(secret, REDACTED)
    for (const [pattern, replacement] of SECRET_TEXTS) clean = clean.replace(pattern, replacement)
    clean = clean.replace(ADDRESS, withoutSecrets)
    return total > LONGEST && clean.length > LONGEST
      ? `${clean.slice(0, LONGEST)}… (${total} characters)`
      : clean
  }

  function value(original: unknown, depth = 0): unknown {
    if (typeof original === 'string') return text(original)
    if (typeof original === 'bigint') return String(original)
    if (typeof original !== 'object' || original === null) return original
    if (ArrayBuffer.isView(original)) return `[${original.byteLength} bytes]`
    if (depth >= DEPTH) return '[…]'
    if (original instanceof Error) return errorAsValue(original, depth)
    if (Array.isArray(original)) return original.slice(0, WIDTH).map((one) => value(one, depth + 1))
    const entries = Object.entries(original).slice(0, WIDTH)
    return Object.fromEntries(entries.map(([name, one]) => [name, field(name, one, depth)]))
  }

  function field(name: string, original: unknown, depth: number): unknown {
    if (original === undefined || original === null) return original
    if (SECRET_FIELD.test(name)) return REDACTED
    if (!PRIVATE_FIELD.test(name)) return value(original, depth + 1)
    if (typeof original === 'number' || typeof original === 'boolean') return original
    return typeof original === 'string' ? `[${original.length} characters]` : '[left out]'
  }

  function errorAsValue(error: Error, depth: number): unknown {
    const { code, cause } = error as Error & { code?: unknown }
    return {
      type: error.name,
      message: text(error.message),
      ...(typeof code === 'string' && { code }),
      // The frames only: the first lines of a stack repeat the message.
      stack: (error.stack ?? '')
        .split('\n')
        .filter((line) => /^ {4}at /.test(line))
        .slice(0, 12)
        .map((line) => line.trim()),
      ...(cause !== undefined && { cause: value(cause, depth + 1) }),
    }
  }

  return { text, value: (original) => value(original) }
}

function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return '[address]'
  const { protocol, host, pathname, search } = new URL(address)
  return `${protocol}//${host}${pathname}${search === '' ? '' : '?…'}`
}
