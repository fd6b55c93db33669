import type { LinkReason, RelayLink } from '../../contract/bridge.ts'
import { CLOSE_CODES, closeNameOf, type CloseName } from '../../contract/protocol/close-codes.ts'
import { decodeFrame, type Frame } from '../../contract/protocol/frame.ts'
import { SUBPROTOCOL, type RelayMessage, type TabMessage } from '../../contract/protocol/messages.ts'
import { formatMessage, parseRelayMessage } from '../../contract/protocol/parse-message.ts'
import { retryDelayMs } from './backoff.ts'
import type { SocketLike, Surroundings } from './ports.ts'
import { requestTicket, type TicketParts } from './ticket.ts'

/** Time from the first word to the relay until its welcome, in milliseconds. */
const GREETING_MS = 15_000
/** A connection that held for this long was a good one. */
const GOOD_MS = 10_000
/** So many heartbeats without a byte leaving mean that nobody is there. */
const STUCK_BEATS = 6

export type Welcome = Extract<RelayMessage, { t: 'welcome' }>

/** Where to connect and as whom. */
export type LinkTarget = Pick<TicketParts, 'relayUrl' | 'token'>

/** How the connection does. */
export type LinkStatus = Pick<RelayLink, 'state' | 'since' | 'reason' | 'message' | 'failures' | 'retryAt'>

/** What a link is made of. */
export interface LinkParts extends Surroundings, Pick<TicketParts, 'fetch'> {
  readonly createSocket: (url: string, protocols: string[]) => SocketLike
  readonly hello: () => TabMessage
  readonly heartbeat: () => TabMessage
  readonly onWelcome: (welcome: Welcome) => void
  /** Everything but the welcome. */
  readonly onMessage: (message: RelayMessage) => void
  readonly onFrame: (frame: Frame) => void
  readonly onStatus: (status: LinkStatus) => void
}

/** The connection to the relay, over as many sockets as it takes. */
export interface Link {
  /** Connects and stays connected. Does nothing when it does already, also when it was refused. */
  connect(target: LinkTarget): void
  /** Leaves for good. */
  disconnect(): void
  /** Leaves the socket, if there is one, and comes back at once: what the relay knows of this tab is told anew. */
  renew(target: LinkTarget): void
  /** Waits no more for the next attempt. */
  hurry(): void
  /** @returns false when there is no connection, or the message would be refused for its length */
  send(message: TabMessage): boolean
  sendFrame(bytes: Uint8Array<ArrayBuffer>): void
  isUp(): boolean
  bufferedAmount(): number
}

/** Makes a link that is off. */
export function createLink(parts: LinkParts): Link {
  let target: LinkTarget | null = null
  let status: LinkStatus = {
    state: 'off',
    since: parts.now(),
    reason: null,
    message: '',
    failures: 0,
    retryAt: null,
  }
  let socket: SocketLike | null = null
  let isUp = false
  let attempt = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let heart: ReturnType<typeof setInterval> | undefined
  /** The relay's own wish for the next attempt, and why it ends the connection. */
  let parting: { readonly retryMs: number | null; readonly message: string } = { retryMs: null, message: '' }

  const become = (change: Partial<LinkStatus>) => {
    const isNew = change.state !== undefined && change.state !== status.state
    status = { ...status, retryAt: null, ...change, ...(isNew && { since: parts.now() }) }
    parts.onStatus(status)
  }

  /** Lets go of the socket, if any; what it still says is not heard. */
  const drop = (reason: CloseName | null) => {
    clearTimeout(timer)
    clearInterval(heart)
    attempt.abort()
    isUp = false
    const old = socket
    socket = null
    if (!old) return
    old.onopen = old.onmessage = old.onclose = null
    // Closing before the handshake is over makes Node's socket throw an error event; nobody may be deaf to it.
    old.onerror = () => undefined
    if (reason === null || reason === 'drain') old.close()
    else old.close(CLOSE_CODES[reason].code, reason)
  }

  const retry = (reason: LinkReason, message: string, wishMs: number | null = null) => {
    const wasGood = status.state === 'connected' && parts.now() - status.since >= GOOD_MS
    drop(null)
    const failures = (wasGood ? 0 : status.failures) + 1
    const delay =
      wishMs === null ? retryDelayMs(failures, parts.random()) : Math.round(wishMs * (1 + parts.random() / 5))
    timer = setTimeout(() => void open(), delay)
    become({ state: 'retrying', reason, message, failures, retryAt: parts.now() + delay })
  }
  const refuse = (reason: LinkReason, message: string) => {
    drop(null)
    become({ state: 'refused', reason, message })
  }
  /** Ends a connection whose other side does not keep to the protocol. */
  const complain = (reason: CloseName, message: string) => {
    send({ t: 'error', code: reason, message: message.slice(0, 512), fatal: true })
    drop(reason)
    retry(reason, message)
  }

  const open = async () => {
    if (!target) return
    drop(null)
    const mine = new AbortController()
    attempt = mine
    parting = { retryMs: null, message: '' }
    become({ state: 'connecting' })
    timer = setTimeout(() => retry('unreachable', 'no answer in time'), GREETING_MS)
    const answer = await requestTicket({ ...target, fetch: parts.fetch, signal: mine.signal })
    if (mine.signal.aborted) return
    if (answer.kind === 'failed') {
      if (answer.retry) retry(answer.reason, answer.message, answer.retryMs)
      else refuse(answer.reason, answer.message)
      return
    }
    try {
      listen(parts.createSocket(answer.socketUrl, [SUBPROTOCOL, `ticket.${answer.ticket}`]))
    } catch (error) {
      // The address or the policy of the page forbids it.
      refuse('not_accepted', String(error))
    }
  }

  const listen = (opened: SocketLike) => {
    socket = opened
    opened.binaryType = 'arraybuffer'
    opened.onopen = () => write(parts.hello())
    opened.onmessage = ({ data }: { readonly data: unknown }) => {
      if (typeof data === 'string') hearText(data)
      else if (data instanceof ArrayBuffer) hearBytes(new Uint8Array(data))
    }
    // What went wrong is told by the close that follows.
    opened.onerror = () => undefined
    opened.onclose = ({ code, reason }: { readonly code: number; readonly reason: string }) => {
      const name = closeNameOf(code)
      const message = parting.message || reason
      if (name !== null && !CLOSE_CODES[name].retry) refuse(name, message)
      else retry(name ?? (isUp ? 'lost' : 'unreachable'), message, parting.retryMs)
    }
  }

  const hearText = (text: string) => {
    const parsed = parseRelayMessage(text)
    if (parsed.kind === 'unknown') return
    if (parsed.kind === 'bad') return complain('bad_message', parsed.issues.join('; '))
    if (parsed.kind === 'too-large') return complain('too_large', `a message of ${parsed.bytes} bytes`)
    const { message } = parsed
    if (message.t === 'error') parting = { ...parting, message: message.message }
    if (message.t === 'drain') parting = { ...parting, retryMs: message.retryMs }
    if (message.t === 'welcome') greet(message)
    else if (isUp) parts.onMessage(message)
  }
  const hearBytes = (bytes: Uint8Array) => {
    const decoded = decodeFrame(bytes)
    if (decoded.kind === 'frame') {
      if (isUp) parts.onFrame(decoded.frame)
    } else if (decoded.reason !== 'unknown_type') {
      complain(decoded.reason === 'too_large' ? 'too_large' : 'bad_message', `a frame: ${decoded.reason}`)
    }
  }
  const greet = (welcome: Welcome) => {
    if (isUp) return
    clearTimeout(timer)
    isUp = true
    heart = startHeart(welcome.heartbeatMs)
    become({ state: 'connected', reason: null, message: '' })
    parts.onWelcome(welcome)
  }

  const startHeart = (beatMs: number) => {
    let stuckAt = 0
    let beats = 0
    return setInterval(
      () => {
        send(parts.heartbeat())
        const waiting = socket?.bufferedAmount ?? 0
        beats = waiting > 0 && waiting >= stuckAt ? beats + 1 : 0
        stuckAt = waiting
        if (beats >= STUCK_BEATS) retry('silent', 'nothing leaves this tab')
      },
      Math.min(Math.max(beatMs, 100), 60_000),
    )
  }

  const write = (message: TabMessage): boolean => {
    const formatted = formatMessage(message)
    if (formatted.kind === 'text') socket?.send(formatted.text)
    return formatted.kind === 'text'
  }
  const send = (message: TabMessage) => isUp && write(message)

  const connect: Link['connect'] = (wanted) => {
    if (target) return
    target = wanted
    become({ failures: 0, reason: null, message: '' })
    void open()
  }
  const disconnect = () => {
    target = null
    drop('done')
    if (status.state !== 'off') become({ state: 'off', reason: null, message: '', failures: 0 })
  }

  return {
    connect,
    disconnect,
    renew: (wanted) => {
      // Closed without a reason: `done` would mean that this tab does not come back for what it holds.
      drop(null)
      target = null
      connect(wanted)
    },
    hurry: () => {
      if (status.state === 'retrying') void open()
    },
    send,
    sendFrame: (bytes) => {
      if (isUp) socket?.send(bytes)
    },
    isUp: () => isUp,
    bufferedAmount: () => socket?.bufferedAmount ?? 0,
  }
}
