import type { LinkReason } from '../../contract/bridge.ts'
import { z } from '../../contract/zod.ts'

/** The relay's answer; the ticket opens one socket within seconds. */
const Ticket = z.object({ ticket: z.string().min(1).max(512), ws_url: z.string().min(1).max(2048) })

/** What became of asking for a ticket. */
export type TicketAnswer =
  | { readonly kind: 'ticket'; readonly ticket: string; readonly socketUrl: string }
  | {
      readonly kind: 'failed'
      readonly reason: LinkReason
      readonly message: string
      readonly retry: boolean
      /** The relay's own wish; null for none. */
      readonly retryMs: number | null
    }

/** Where and how to ask. */
export interface TicketParts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Ends in a slash. */
  readonly relayUrl: string
  /** Empty for none: relays on this machine may ask for none. */
  readonly token: string
  readonly signal: AbortSignal
}

/** Asks the relay to let this tab in. Never rejects. */
export async function requestTicket(parts: TicketParts): Promise<TicketAnswer> {
  const url = new URL('worker/ticket', parts.relayUrl)
  let response: Response
  try {
    response = await parts.fetch(url.href, {
      method: 'POST',
      headers: parts.token === '' ? {} : { authorization: `Bearer ${parts.token}` },
      cache: 'no-store',
      signal: parts.signal,
    })
  } catch (error) {
    return failed('unreachable', error instanceof Error ? error.message : String(error), true)
  }
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) return refusal(response, body)
  const ticket = Ticket.safeParse(body)
  if (!ticket.success) return failed('not_accepted', 'the answer holds no ticket', false)
  const socketUrl = socketAddress(ticket.data.ws_url, url)
  if (!socketUrl) return failed('not_accepted', 'the answer names no socket', false)
  return { kind: 'ticket', ticket: ticket.data.ticket, socketUrl }
}

function refusal({ status, headers }: Response, body: unknown): TicketAnswer {
  const message = detailOf(body) || `the relay answered ${status}`
  if (status === 401) return failed('unauthorized', message, false)
  if (status === 403) return failed('forbidden', message, false)
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  const retryMs = seconds >= 0 ? seconds * 1000 : null
  if (status === 429 || status >= 500) return { ...failed('not_accepted', message, true), retryMs }
  return failed('not_accepted', message, false)
}

function failed(reason: LinkReason, message: string, retry: boolean) {
  return { kind: 'failed', reason, message: message.slice(0, 512), retry, retryMs: null } as const
}

function detailOf(body: unknown): string {
  const hasDetail = typeof body === 'object' && body !== null && 'detail' in body
  return hasDetail && typeof body.detail === 'string' ? body.detail : ''
}

/** Relative addresses mean the relay itself; the scheme follows the one the ticket came over. */
function socketAddress(text: string, base: URL): string | null {
  try {
    const url = new URL(text, base)
    if (url.protocol === 'http:') url.protocol = 'ws:'
    if (url.protocol === 'https:') url.protocol = 'wss:'
    return url.protocol === 'ws:' || url.protocol === 'wss:' ? url.href : null
  } catch {
    // Not an address; the caller says so.
    return null
  }
}
