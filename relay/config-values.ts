import { ConfigError } from './config-error.ts'

/** A whole number within a range. @param what begins the sentence about a bad one: `A port` */
export function readWhole(
  text: string,
  what: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw new ConfigError(`${what} is a number from ${min} to ${max}, not "${text}".`)
}

/** A number above 0, with a decimal point if need be. */
export function readAmount(text: string, what: string): number {
  const value = /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : 0
  if (value > 0) return value
  throw new ConfigError(`${what} is a number above 0, not "${text}".`)
}

/** One of a few words. */
export function readChoice<T extends string>(text: string, flag: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text)
  if (found !== undefined) return found
  throw new ConfigError(`${flag} is one of ${choices.join(', ')}, not "${text}".`)
}

/** An address with one of some schemes. */
export function readUrl(text: string, flag: string, schemes: readonly string[]): string {
  if (URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1))) return text
  // The text is not repeated: such addresses may hold passwords.
  throw new ConfigError(
    `${flag} is an address that begins with ${schemes.map((one) => `${one}://`).join(' or ')}.`,
  )
}

/** The origin of a page. */
export function readOrigin(text: string): string {
  const trimmed = text.replace(/\/$/, '')
  if (
    /^https?:\/\//.test(trimmed) &&
    URL.canParse(trimmed) &&
    new URL(trimmed).origin === trimmed.toLowerCase()
  ) {
    return trimmed.toLowerCase()
  }
  throw new ConfigError(
    `--allow-origin is a scheme, a host and a port, such as https://app.example, not "${text}".`,
  )
}

/** A host name or address, without a port. */
export function readHostName(text: string): string {
  if (/^(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.|$))+$|^\[?[0-9a-f:.]*:[0-9a-f:.]*\]?$/i.test(text)) {
    return text.toLowerCase()
  }
  throw new ConfigError(`--allow-host is a name without a port, such as relay.example, not "${text}".`)
}

/**
 * The start of addresses in answers, without slashes at its end. As FooocusAPI reads it, a host alone means http at the
 * relay's own port.
 *
 * @param port 0 when it is not known yet
 */
export function readBaseUrl(text: string, port: number): string {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const url = parse(hasScheme ? text : `http://${text}`)
  const isPlain =
    url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === ''
  if (!isPlain) {
    throw new ConfigError(
      `--base-url is a host, host:port, or an address that begins with http:// or https://, not "${text}".`,
    )
  }
  const namesPort = hasScheme || url.port !== '' || /:80(?:\/|$)/.test(text)
  if (!namesPort && port === 0) {
    throw new ConfigError(`With --port 0 the port is not known: add it to --base-url, as in ${text}:8080.`)
  }
  if (!namesPort) url.port = String(port)
  return url.href.replace(/\/+$/, '')
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
