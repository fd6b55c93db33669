import { SUBPROTOCOL } from '../../contract/protocol/messages.ts'

/** Who may come near. Read anew for each request, since the port is only known once the relay listens. */
export interface FrontDoor {
  /** `Host` headers under which this relay is known, port included: `127.0.0.1:7866`. Keeps DNS rebinding out. */
  hosts(): readonly string[]
  /** Origins of the page that this relay serves itself. */
  ownOrigins(): readonly string[]
  /** Origins of pages served elsewhere that may connect. */
  otherOrigins(): readonly string[]
}

/** Where tabs connect. */
export const WORKER_PATH = '/worker'

/** The parts of a request that the door looks at. */
export interface Visitor {
  readonly url: string | undefined
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly protocols: string | undefined
}

/** Whether a WebSocket may be opened. */
export type Admission =
  | { readonly kind: 'admitted'; readonly ticket: string; readonly origin: string }
  | { readonly kind: 'refused'; readonly status: 400 | 401 | 403 | 404 | 421; readonly reason: string }

const TICKET = /^ticket\.([\w-]{20,100})$/u

/** Looks at path, host, origin and subprotocols, in this order. The ticket itself is not redeemed here. */
export function checkVisitor(visitor: Visitor, door: FrontDoor): Admission {
  const path = visitor.url?.split('?', 1)[0]
  if (path !== WORKER_PATH) return refused(404, 'nothing here speaks WebSocket')
  if (!isKnownHost(visitor.host, door)) return refused(421, 'this relay has another name')
  if (!isAllowedOrigin(visitor.origin, door)) return refused(403, 'this page may not connect')
  const offered = (visitor.protocols ?? '').split(',').map((one) => one.trim())
  if (!offered.includes(SUBPROTOCOL)) return refused(400, `the subprotocol must be ${SUBPROTOCOL}`)
  const tickets = offered.flatMap((one) => TICKET.exec(one)?.[1] ?? [])
  const [ticket] = tickets
  if (ticket === undefined || tickets.length > 1) return refused(401, 'one ticket is needed')
  return { kind: 'admitted', ticket, origin: visitor.origin }
}

/** Host names know no upper case; everything else about them must match. */
export function isKnownHost(host: string | undefined, door: FrontDoor): host is string {
  return host !== undefined && door.hosts().includes(host.toLowerCase())
}

/** Letter for letter: browsers write an origin in one way only. `null` and a missing one are never allowed. */
export function isAllowedOrigin(origin: string | undefined, door: FrontDoor): origin is string {
  if (origin === undefined || origin === 'null') return false
  return door.ownOrigins().includes(origin) || door.otherOrigins().includes(origin)
}

const refused = (status: (Admission & { kind: 'refused' })['status'], reason: string): Admission => ({
  kind: 'refused',
  status,
  reason,
})
