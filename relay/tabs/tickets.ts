import type { Grant } from './pairings.ts'
import { digestOf, drawSecret, isSecret, type RandomBytes } from './secrets.ts'

/** Lets tabs through the door: browsers can send no header with a WebSocket, so a short-lived ticket stands for it. */
export interface Tickets {
  /** @param origin the page that asked; only it can use the ticket */
  issue(grant: Grant, origin: string): string
  /** Uses a ticket up, whatever comes of it. Null for one that is unknown, used, too old or another page's. */
  redeem(ticket: string, origin: string): Grant | null
}

/** What tickets are made of. */
export interface TicketParts {
  readonly now: () => number
  readonly random: RandomBytes
  readonly ticketMs: number
}

/** Beyond this many unused tickets the oldest are worth nothing. */
const MAX_UNUSED = 1000

interface Ticket {
  readonly digest: Buffer
  readonly grant: Grant
  readonly origin: string
  readonly until: number
}

/** Makes the drawer of unused tickets; only their hashes lie in it. */
export function createTickets({ now, random, ticketMs }: TicketParts): Tickets {
  // In the order of issue, so the first are the oldest.
  const unused = new Map<string, Ticket>()

  const dropOld = () => {
    for (const [key, { until }] of unused) {
      if (until > now() && unused.size <= MAX_UNUSED) return
      unused.delete(key)
    }
  }

  return {
    issue: (grant, origin) => {
      const secret = drawSecret(random)
      const digest = digestOf(secret)
      unused.set(digest.toString('hex'), { digest, grant, origin, until: now() + ticketMs })
      dropOld()
      return secret
    },
    redeem: (secret, origin) => {
      const key = digestOf(secret).toString('hex')
      const ticket = unused.get(key)
      if (!ticket || !isSecret(secret, ticket.digest)) return null
      unused.delete(key)
      return ticket.until > now() && ticket.origin === origin ? ticket.grant : null
    },
  }
}
