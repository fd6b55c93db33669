import { isIP } from 'node:net'

/** Under which names the relay is reached, and which web pages may use it. */
export interface OriginRules {
  /** The address it listens on. */
  readonly listenHost: string
  /** Start of its addresses as seen from outside; null when not told. */
  readonly baseUrl: string | null
  /** More names. */
  readonly allowHosts: readonly string[]
  /** Origins of other pages, such as `https://app.example`. */
  readonly allowOrigins: readonly string[]
  /** Whether callers need a key. */
  readonly isKeyed: () => boolean
}

/** Answers about names and origins. */
export interface Origins {
  /**
   * Whether the `Host` header names this relay. A name that does not is how a web page reaches a relay on this machine
   * through a DNS answer that it controls; such a page has the right `Origin`, so that is no help.
   */
  allowsHost(host: string | undefined): boolean
  /** Whether an origin is this relay's own or was allowed by name. `null` never is. */
  isTrusted(origin: string | undefined, host: string | undefined): boolean
  /**
   * Whether scripts of an origin may read answers and send changes. Where a key is needed, any may: they do not have the
   * key, and nothing that a browser adds by itself lets them in. Where none is needed, only trusted ones.
   */
  mayUse(origin: string | undefined, host: string | undefined): boolean
}

const WILDCARDS = new Set(['0.0.0.0', '::'])

/** The rules as questions. */
export function createOrigins(rules: OriginRules): Origins {
  const base = rules.baseUrl === null ? null : new URL(rules.baseUrl)
  const names = new Set(
    [rules.listenHost, ...rules.allowHosts, base?.hostname ?? '']
      .map(plainName)
      .filter((name) => name !== ''),
  )
  const listed = new Set(
    [...rules.allowOrigins, base?.origin ?? ''].filter((one) => one !== '').map((one) => new URL(one).origin),
  )
  const isEveryAddress = WILDCARDS.has(rules.listenHost)

  const isKnown = (name: string) => isLoopbackName(name) || names.has(name)

  // An address needs no DNS, so nobody can point it here.
  const allowsName = (name: string) => isKnown(name) || (isEveryAddress && isIP(name) !== 0)

  function allowsHost(host: string | undefined): boolean {
    const parsed = parseHost(host)
    return parsed !== null && allowsName(parsed.name)
  }

  function isTrusted(origin: string | undefined, host: string | undefined): boolean {
    const page = parseOrigin(origin)
    if (!page) return false
    if (listed.has(page.origin)) return true
    const asked = parseHost(host)
    if (!asked || !isPort(asked.port, page)) return false
    // The relay's page may have been opened under another of its names, but never at another port: there, it is some
    // other program's page.
    const name = plainName(page.hostname)
    return isKnown(name) || (name === asked.name && allowsName(name))
  }

  return {
    allowsHost,
    isTrusted,
    mayUse: (origin, host) =>
      rules.isKeyed() ? origin !== undefined && origin !== '' : isTrusted(origin, host),
  }
}

interface Host {
  readonly name: string
  /** Empty where the header names none: the scheme's own. */
  readonly port: string
}

/** Reads a `Host` header; null for anything that is not exactly a name or address with or without a port. */
function parseHost(host: string | undefined): Host | null {
  const [, name, port = ''] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(host ?? '') ?? []
  return name === undefined ? null : { name: plainName(name), port }
}

/** Reads an `Origin` header; null for `null` and for anything that a browser would not write like this. */
function parseOrigin(origin: string | undefined): URL | null {
  if (origin === undefined || !/^https?:\/\//.test(origin) || !URL.canParse(origin)) return null
  const url = new URL(origin)
  return url.origin === origin ? url : null
}

/** Whether a `Host` header's port is that of a page. Where it names none it means the scheme's own, as pages do. */
function isPort(asked: string, { port, protocol }: URL): boolean {
  return asked === port || asked === (port || (protocol === 'https:' ? '443' : '80'))
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
}

/** Lower case, without the brackets of an IPv6 address and without the dot that ends a full name. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
}

/**
 * The same rules as lists, for the sockets of tabs, which compare letter for letter: `Host` headers with the port, and
 * origins of the relay's own page and of others. `null` is in none.
 *
 * @param port where the relay listens
 * @param addresses of this machine; they count where the relay listens on all of them
 */
export function listOrigins(
  rules: OriginRules,
  port: number,
  addresses: readonly string[],
): {
  readonly hosts: readonly string[]
  readonly ownOrigins: readonly string[]
  readonly otherOrigins: readonly string[]
} {
  const base = rules.baseUrl === null ? null : new URL(rules.baseUrl)
  const own = WILDCARDS.has(rules.listenHost) ? addresses : [rules.listenHost]
  const names = ['127.0.0.1', 'localhost', '[::1]', ...own, ...rules.allowHosts].map(plainName)
  const bracketed = [...new Set(names)].map((name) => (isIP(name) === 6 ? `[${name}]` : name))
  // A proxy in front of other names speaks at the schemes' own ports.
  const behindProxy = rules.allowHosts.map((name) => name.toLowerCase())
  const outside = base ? [base.host] : []
  const hosts = [...bracketed.map((name) => `${name}:${port}`), ...behindProxy, ...outside]
  return {
    hosts: [...new Set(port === 80 ? [...hosts, ...bracketed] : hosts)],
    ownOrigins: [
      ...new Set([
        ...bracketed.map((name) => new URL(`http://${name}:${port}`).origin),
        ...bracketed.map((name) => new URL(`https://${name}:${port}`).origin),
        ...behindProxy.flatMap((name) => [`https://${name}`, `http://${name}`]),
        ...(base ? [base.origin] : []),
      ]),
    ],
    otherOrigins: rules.allowOrigins.map((one) => new URL(one).origin),
  }
}
