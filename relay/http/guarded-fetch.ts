import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { lookup as systemLookup } from 'node:dns'
import { BlockList, isIPv6, type LookupFunction } from 'node:net'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'
import { AppError, Cancelled } from '../../contract/errors.ts'
import { parseRetryAfter } from './retry-after.ts'

/** What may be reached. */
export interface GuardedFetchParts {
  /** Private, loopback and other special addresses too, and plain http. Addresses of clouds' metadata never. */
  readonly allowPrivate: boolean
  /** Plain http to public addresses. */
  readonly allowHttp?: boolean
  /** Single IP addresses that may be reached although they are private; plain http to them is allowed as well. */
  readonly allowAddresses?: readonly string[]
  /** Resolves names; the system's resolver unless told otherwise. What it answers is checked like anything else. */
  readonly lookup?: LookupFunction
  /** For everything from the first name look-up to the last byte. */
  readonly timeoutMs?: number
}

/** What a receiver answered. */
export interface PostAnswer {
  /** As it came: 3xx too, because nothing is followed. */
  readonly status: number
  /** How long it wants to be left alone, at most a day. */
  readonly retryAfterMs: number | null
}

/**
 * Fetches from addresses that strangers chose. Every failure is AppError `invalid_request` with `detail.reason`:
 * `bad_url`, `not_https`, `credentials`, `private_address`, `unreachable`, `redirect`, `status`, `encoding`,
 * `too_large`, `timeout`. An aborted signal rejects with Cancelled.
 */
export interface GuardedFetch {
  /** GET, following at most five redirects, each checked like the first address. */
  getBytes(
    url: string,
    options: { readonly maxBytes: number; readonly signal?: AbortSignal },
  ): Promise<Uint8Array<ArrayBuffer>>
  /** POST of a JSON text. Nothing is followed, the answer's body is thrown away. Any status is an answer. */
  postJson(
    url: string,
    body: string,
    headers: Readonly<Record<string, string>>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<PostAnswer>
}

const TIMEOUT_MS = 10_000
const MAX_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const MAX_IGNORED_BYTES = 64 * 1024
const SPECIAL = 'special address'

/** Where clouds hand out keys to whoever asks from inside; no picture and no webhook is there. */
const METADATA_ADDRESSES = [
  '169.254.169.254',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '::a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  '169.254.170.2',
  '100.100.100.200',
  'fd00:ec2::254',
]

/** All of IPv6 that is handed out to hosts. The filter knows many special ranges outside of it, but not each of them. */
const GLOBAL_IPV6 = new BlockList()
GLOBAL_IPV6.addSubnet('2000::', 3, 'ipv6')
/** Documentation, inside of it. */
const SPECIAL_IPV6 = new BlockList()
SPECIAL_IPV6.addSubnet('3fff::', 20, 'ipv6')

/** @see GuardedFetch */
export function createGuardedFetch(parts: GuardedFetchParts): GuardedFetch {
  const { allowPrivate, allowHttp = allowPrivate, allowAddresses = [] } = parts
  const { lookup = systemLookup, timeoutMs = TIMEOUT_MS } = parts
  const filter = {
    allowPrivateIPAddress: allowPrivate,
    allowIPAddressList: [...allowAddresses],
    denyIPAddressList: METADATA_ADDRESSES,
    // A connection that is kept would be used again without a check.
    keepAlive: false,
  }
  const agents = {
    'http:': new RequestFilteringHttpAgent(filter),
    'https:': new RequestFilteringHttpsAgent(filter),
  }

  const isSpecial = (address: string) =>
    !allowPrivate && !allowAddresses.includes(address) && isSpecialIpv6(address)

  /** Resolves a name; the filter checks the answer again for what it knows. */
  const resolveName: LookupFunction = (host, options, done) =>
    lookup(host, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found]
      if (!error && addresses.some(isSpecial)) return done(new Error(SPECIAL), '')
      done(error, found, family)
    })

  /** Parses an address and checks what can be checked without asking anyone. */
  function admit(text: string, base?: string): URL {
    if (!URL.canParse(text, base)) throw refused('bad_url', 'The address is not a valid URL.')
    const url = new URL(text, base)
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      throw refused('bad_url', 'The address must start with https://.')
    }
    if (url.username !== '' || url.password !== '') {
      throw refused('credentials', 'An address with a user name or password is not allowed.')
    }
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (isSpecial(host)) throw privateAddress()
    const isHttpAllowed = allowHttp || allowAddresses.includes(host)
    if (url.protocol === 'http:' && !isHttpAllowed) {
      throw refused('not_https', 'Only https addresses are allowed.')
    }
    return url
  }

  /** Sends one request and hands its answer over; resolves and rejects when the handler does. */
  function send<Result>(
    url: URL,
    { body, ...options }: RequestOptions & { body?: string; signal: AbortSignal },
    handle: (answer: IncomingMessage) => Promise<Result>,
  ): Promise<Result> {
    const isSecure = url.protocol === 'https:'
    return new Promise((resolve, reject) => {
      const agent = isSecure ? agents['https:'] : agents['http:']
      const sent = (isSecure ? requestHttps : requestHttp)(url, { ...options, lookup: resolveName, agent })
      let hasAnswer = false
      // Once there is an answer, its reader finds out what happened.
      sent.on('error', (error) => hasAnswer || reject(error))
      // A connection can end without an error, for instance when it is to become something else than HTTP.
      sent.on('close', () => hasAnswer || reject(new Error('closed without an answer')))
      sent.on('response', (answer) => {
        hasAnswer = true
        handle(answer)
          .then(resolve, reject)
          // Nothing that still comes is wanted.
          .finally(() => sent.destroy())
      })
      sent.end(body)
    })
  }

  async function follow(start: string, maxBytes: number, signal: AbortSignal) {
    let url = admit(start)
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const headers = { accept: 'image/png, image/jpeg, image/webp', 'accept-encoding': 'identity' }
      const found = await send(url, { headers, signal }, (answer) => readAnswer(answer, maxBytes))
      if (found instanceof Uint8Array) return found
      url = admit(found.location, url.href)
    }
    throw refused('redirect', `The address redirects more than ${MAX_REDIRECTS} times.`)
  }

  return {
    getBytes: (url, { maxBytes, signal }) =>
      withDeadline(timeoutMs, signal, (deadline) => follow(url, maxBytes, deadline)),

    postJson: (url, body, headers, { signal } = {}) =>
      withDeadline(timeoutMs, signal, (deadline) => {
        const all = {
          'content-type': 'application/json',
          ...headers,
          'content-length': Buffer.byteLength(body),
          'accept-encoding': 'identity',
        }
        return send(admit(url), { method: 'POST', headers: all, body, signal: deadline }, readStatus)
      }),
  }
}

/** @returns the whole body, or where it is instead */
async function readAnswer(
  answer: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | { location: string }> {
  const { statusCode: status = 0, headers } = answer
  if (REDIRECTS.has(status)) {
    if (headers.location === undefined) throw refused('redirect', 'The address redirects to nowhere.')
    return { location: headers.location }
  }
  if (status < 200 || status > 299)
    throw refused('status', `The address answered with ${status}.`, { status })
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding.toLowerCase() !== 'identity') {
    throw refused('encoding', 'The address answered with compressed bytes, which was not asked for.')
  }
  const tooLarge = () => refused('too_large', `The file is larger than ${maxBytes} bytes.`, { maxBytes })
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > maxBytes) throw tooLarge()
    pieces.push(piece)
  }
  return new Uint8Array(Buffer.concat(pieces, length))
}

async function readStatus(answer: IncomingMessage): Promise<PostAnswer> {
  const { statusCode: status = 0, headers } = answer
  const result = { status, retryAfterMs: parseRetryAfter(headers['retry-after'], Date.now()) }
  let ignored = 0
  try {
    // Most receivers take an answer that is not read for a failure of theirs.
    for await (const piece of answer as AsyncIterable<Buffer>) {
      ignored += piece.length
      if (ignored > MAX_IGNORED_BYTES) break
    }
  } catch {
    // The status is the whole answer; whether its body comes to an end, in time or at all, changes nothing.
  }
  return result
}

/** Runs work under a signal that fires at the deadline or with the caller's; tells the two apart in the error. */
async function withDeadline<Result>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: (deadline: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (signal?.aborted) throw new Cancelled()
  const controller = new AbortController()
  const abort = () => controller.abort()
  const timer = setTimeout(abort, timeoutMs)
  signal?.addEventListener('abort', abort, { once: true })
  try {
    return await work(controller.signal)
  } catch (error) {
    if (signal?.aborted) throw new Cancelled()
    if (controller.signal.aborted) throw refused('timeout', 'The address took too long to answer.', {}, error)
    throw error instanceof AppError ? error : toRefusal(error)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

/** What the connection failed with. The text names no address, because clients read it. */
function toRefusal(cause: unknown): AppError {
  const text = cause instanceof Error ? cause.message : ''
  // The filter has no code for its refusals, only this sentence.
  if (text === SPECIAL || /is not allowed\. Because/.test(text)) return privateAddress(cause)
  return refused('unreachable', 'The address cannot be reached.', {}, cause)
}

function isSpecialIpv6(address: string): boolean {
  return isIPv6(address) && (!GLOBAL_IPV6.check(address, 'ipv6') || SPECIAL_IPV6.check(address, 'ipv6'))
}

function privateAddress(cause?: unknown): AppError {
  return refused('private_address', 'The address is not on the public internet.', {}, cause)
}

function refused(
  reason: string,
  message: string,
  more: Readonly<Record<string, number>> = {},
  cause?: unknown,
): AppError {
  return new AppError('invalid_request', message, { reason, ...more }, cause)
}
