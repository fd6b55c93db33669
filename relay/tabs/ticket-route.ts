import type { ErrorCode } from '../../contract/errors.ts'
import type { App, Reply, Request } from '../http/app.ts'
import { isAllowedOrigin, isKnownHost, WORKER_PATH, type FrontDoor } from './front-door.ts'
import type { OnIncident } from './incidents.ts'
import { OWN_PAGE, type Grant, type Pairings } from './pairings.ts'
import type { RateGate } from './rate-gate.ts'
import type { Tickets } from './tickets.ts'

/** What the route needs. */
export interface TicketRouteParts {
  readonly tickets: Tickets
  readonly pairings: Pairings
  readonly door: FrontDoor
  /** Whether the relay's own page needs no pairing when it asks like this. */
  readonly pairsItself: (request: Request) => boolean
  /** Address for tabs behind a proxy, `wss://…/worker`; null: made from the request's host. */
  readonly wsUrl: string | null
  readonly gate: RateGate
  readonly onIncident: OnIncident
}

const TICKET_PATH = '/worker/ticket'

/** `POST /worker/ticket`: a page shows its pairing token and gets a ticket for one connection within 30 s. */
export function registerTicketRoute(app: App, parts: TicketRouteParts): void {
  const { tickets, door, gate } = parts

  const refuse = (reply: Reply, status: number, [code, detail]: readonly [ErrorCode, string]) => {
    parts.onIncident('ticket_refused', { status })
    return reply.code(status).send({ detail, code })
  }

  /** Answers of every status carry the headers, or the page could not read why it was refused. */
  const shareWith = (origin: string | undefined, reply: Reply) => {
    void reply.header('cache-control', 'no-store').header('vary', 'origin')
    if (!isAllowedOrigin(origin, door)) return
    void reply.header('access-control-allow-origin', origin)
  }

  app.options(TICKET_PATH, (request, reply) => {
    shareWith(request.headers.origin, reply)
    return reply
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', '600')
      .code(204)
      .send()
  })

  app.post(TICKET_PATH, async (request, reply) => {
    const { host, origin } = request.headers
    shareWith(origin, reply)
    if (!gate.pass(request.ip)) {
      void reply.header('retry-after', '60')
      return refuse(reply, 429, ['rate_limited', 'too many tickets were asked for'])
    }
    if (!isKnownHost(host, door)) return refuse(reply, 421, ['forbidden', 'this relay has another name'])
    if (!isAllowedOrigin(origin, door)) return refuse(reply, 403, ['forbidden', 'this page may not connect'])
    const grant = await grantFor(request, parts)
    if (!grant) return refuse(reply, 401, ['unauthorized', 'a valid pairing token is needed'])
    // A page that we serve finds the socket where it comes from, whatever a proxy makes of our own name.
    const served = door.ownOrigins().includes(origin)
      ? `${origin.replace(/^http/, 'ws')}${WORKER_PATH}`
      : null
    const scheme = request.protocol === 'https' ? 'wss' : 'ws'
    const wsUrl = served ?? parts.wsUrl ?? `${scheme}://${host}${WORKER_PATH}`
    return reply.send({ ticket: tickets.issue(grant, origin), expires_in: 30, ws_url: wsUrl })
  })
}

async function grantFor(request: Request, parts: TicketRouteParts): Promise<Grant | null> {
  const { authorization, origin } = request.headers
  if (authorization === undefined || authorization === '') {
    const isOwnPage = origin !== undefined && parts.door.ownOrigins().includes(origin)
    return isOwnPage && parts.pairsItself(request) ? OWN_PAGE : null
  }
  const token = /^Bearer (prt_[\w-]{1,200})$/u.exec(authorization)?.[1]
  return token === undefined ? null : parts.pairings.verify(token)
}
