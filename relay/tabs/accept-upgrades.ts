import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws'
import { MAX_FRAME_BYTES } from '../../contract/protocol/frame.ts'
import { SUBPROTOCOL } from '../../contract/protocol/messages.ts'
import { checkVisitor, type FrontDoor } from './front-door.ts'
import type { OnIncident } from './incidents.ts'
import type { Grant, Pairings } from './pairings.ts'
import type { RateGate } from './rate-gate.ts'
import type { Tickets } from './tickets.ts'

/** What stands at the door. */
export interface UpgradeParts {
  readonly door: FrontDoor
  readonly tickets: Tickets
  readonly pairings: Pairings
  readonly gate: RateGate
  /** Whether another tab may come in; false while the relay shuts down. */
  readonly hasRoom: () => boolean
  /** Takes over an open socket. Errors on it are already heard, so that none can end the process. */
  readonly onSocket: (socket: WebSocket, grant: Grant, wire: Duplex) => void
  readonly onIncident: OnIncident
}

/** A message in more pieces than this, or held back in more, is an attack on memory. */
const MAX_PIECES = 256

/** How long the other side may take to answer a close. */
const CLOSE_MS = 2_000

/** Newer than the library's type declarations. */
interface NewerOptions {
  readonly maxBufferedChunks: number
  readonly closeTimeout: number
}

/**
 * Answers upgrade requests: everything is checked before the connection becomes a WebSocket.
 *
 * @returns a function that begins to listen; its result stops
 */
export function createUpgrades(parts: UpgradeParts): { attach(server: Server): () => void } {
  const options: ServerOptions & NewerOptions = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    maxFragments: MAX_PIECES,
    maxBufferedChunks: MAX_PIECES,
    closeTimeout: CLOSE_MS,
    // The ticket is a secret: only the protocol is said back.
    handleProtocols: () => SUBPROTOCOL,
  }
  const sockets = new WebSocketServer(options)
  // What the library itself finds wrong in a handshake it answers with a status of its own.
  sockets.on('wsClientError', (_error, socket) => answer(socket, 400, 'not a WebSocket handshake'))

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refuse = (status: number, reason: string) => {
      parts.onIncident('upgrade_refused', { status, reason })
      answer(socket, status, reason)
    }
    if (!parts.gate.pass(request.socket.remoteAddress ?? '')) return refuse(503, 'too many connections')
    const admission = checkVisitor(visitorOf(request), parts.door)
    if (admission.kind === 'refused') return refuse(admission.status, admission.reason)
    if (!parts.hasRoom()) return refuse(503, 'no more tabs now')
    const grant = parts.tickets.redeem(admission.ticket, admission.origin)
    const isRevoked = grant !== null && grant.id !== '' && parts.pairings.isRevoked(grant.id)
    if (!grant || isRevoked) return refuse(401, 'the ticket is not valid')
    sockets.handleUpgrade(request, socket, head, (open) => {
      // The library closes such a connection with the right code; unheard, the error would end the process.
      open.on('error', () => {})
      parts.onSocket(open, grant, socket)
    })
  }
  return {
    attach: (server) => {
      server.on('upgrade', onUpgrade)
      return () => void server.off('upgrade', onUpgrade)
    },
  }
}

function visitorOf({ url, headers, headersDistinct }: IncomingMessage) {
  return {
    url,
    // Two hosts are none: whoever sends them wants one to be checked and the other to be used.
    host: headersDistinct['host']?.length === 1 ? headers.host : undefined,
    origin: headersDistinct['origin']?.length === 1 ? headers.origin : undefined,
    protocols: headers['sec-websocket-protocol'],
  }
}

function answer(socket: Duplex, status: number, reason: string): void {
  if (!socket.writable) return void socket.destroy()
  const body = `${reason}\n`
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'connection: close',
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    ...(status === 503 ? ['retry-after: 60'] : []),
  ]
  socket.once('finish', () => socket.destroy())
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
