import type { Writable } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { CLOSE_CODES, closeNameOf, type CloseName } from '../../contract/protocol/close-codes.ts'
import { decodeFrame } from '../../contract/protocol/frame.ts'
import { helloVersion, negotiate } from '../../contract/protocol/negotiate.ts'
import { parseTabMessage } from '../../contract/protocol/parse-message.ts'
import { toErrorData } from '../../contract/errors.ts'
import type { OnIncident } from './incidents.ts'
import type { TabLimits } from './limits.ts'
import { createLine, type Line } from './line.ts'
import type { Grant } from './pairings.ts'
import type { Hello, Tab } from './tab.ts'

/** What a session needs. */
export interface SessionParts {
  readonly grant: Grant
  /** What the WebSocket runs over. */
  readonly wire: Writable
  readonly limits: TabLimits
  readonly now: () => number
  readonly onIncident: OnIncident
  /** Finds or makes the tab that says hello, and puts it on this line. */
  readonly greet: (hello: Hello, line: Line) => Tab
  readonly onClosed: (session: TabSession) => void
}

/** One connection of a tab, from its first message to its close. */
export interface TabSession {
  readonly grant: Grant
  close(name: CloseName, message: string): void
  terminate(): void
  /** Looks at the clock: silence, pings, an expired pairing. */
  tick(): void
}

/** Which side must be updated, in words for whoever reads the page's log. */
const TOO_OLD = {
  tab_too_old: 'tab_too_old: this page is older than its relay understands; load it again',
  relay_too_old: 'relay_too_old: this relay is older than the page; update the relay',
} as const

/** Listens to a socket that was just opened. */
export function createTabSession(socket: WebSocket, parts: SessionParts): TabSession {
  const { grant, limits, now, onIncident } = parts
  const line = createLine(socket, parts.wire)
  const openedAt = now()
  let tab: Tab | null = null
  let heardAt = openedAt
  let pingedAt = openedAt
  let unanswered = 0
  /** Why this side closes; null while it does not. */
  let closing: CloseName | null = null

  const close = (name: CloseName, message: string) => {
    closing ??= name
    line.close(name, message)
  }

  const onHello = (text: string) => {
    const version = helloVersion(parseOrNull(text))
    const negotiation = version === null ? null : negotiate(version)
    if (negotiation?.kind === 'refused') return close('version', TOO_OLD[negotiation.reason])
    const parsed = parseTabMessage(text)
    if (parsed.kind === 'message' && parsed.message.t === 'hello') {
      tab = parts.greet(parsed.message, line)
      return
    }
    if (parsed.kind === 'too-large') return close('too_large', 'the message is too large')
    close('bad_message', parsed.kind === 'bad' ? parsed.issues.join('; ').slice(0, 500) : 'hello comes first')
  }

  const onText = (text: string) => {
    if (!tab) return onHello(text)
    const parsed = parseTabMessage(text)
    switch (parsed.kind) {
      case 'message':
        if (parsed.message.t === 'hello') return close('bad_message', 'hello was said before')
        return tab.hear(parsed.message)
      case 'unknown':
        return
      case 'bad':
        return close('bad_message', parsed.issues.join('; ').slice(0, 500))
      case 'too-large':
        return close('too_large', 'the message is too large')
      default:
        parsed satisfies never
    }
  }

  const onBytes = (bytes: Uint8Array) => {
    if (!tab) return close('bad_message', 'hello comes first')
    const decoded = decodeFrame(bytes)
    if (decoded.kind === 'frame') {
      if (decoded.frame.payload.byteLength > limits.chunkBytes)
        return close('too_large', 'the piece is too large')
      if (!tab.takeFrame(decoded.frame)) close('overrun', 'more bytes came than there was credit for')
      return
    }
    // A later version sent it.
    if (decoded.reason !== 'unknown_type') close('bad_message', `a frame is refused: ${decoded.reason}`)
  }

  socket.on('message', (data: RawData, isBinary: boolean) => {
    // Nothing counts that comes after this side began to close.
    if (!line.isOpen()) return
    heardAt = now()
    try {
      // With the default binary type every message is one Buffer.
      if (isBinary) onBytes(data as Buffer)
      else onText((data as Buffer).toString('utf8'))
    } catch (error) {
      onIncident('tab_closed', { reason: 'internal', message: toErrorData(error).message })
      close('bad_message', 'the message could not be handled')
    }
  })
  socket.on('pong', () => {
    unanswered = 0
  })
  socket.on('close', (code: number) => {
    const name = closing ?? closeNameOf(code)
    onIncident('tab_closed', { tab: tab?.instance ?? '', code, reason: name ?? 'lost' })
    tab?.lost(line, name === null || CLOSE_CODES[name].retry)
    parts.onClosed(session)
  })

  const session: TabSession = {
    grant,
    close,
    terminate: line.terminate,
    tick: () => {
      const time = now()
      if (!line.isOpen()) return
      if (grant.expiresAt !== null && time >= grant.expiresAt) {
        return close('unauthorized', 'the pairing has expired')
      }
      if (!tab && time - openedAt > limits.helloMs) return close('bad_message', 'no hello came')
      const silence = limits.heartbeatMs * (limits.missedHeartbeats + 0.5)
      if (tab && time - heardAt > silence) return close('silent', 'no heartbeat came')
      if (line.unread() > limits.unreadBytes) return line.terminate()
      if (time - pingedAt < limits.pingMs) return
      if (unanswered >= limits.missedPings) return line.terminate()
      pingedAt = time
      unanswered += 1
      socket.ping()
    },
  }
  return session
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON is no hello either.
    return null
  }
}
