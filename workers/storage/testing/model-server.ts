import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A way to misbehave. `byte` counts from the start of the file, whatever range is asked for. */
export type Fault =
  /** Answers with this status and no file. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** Breaks the connection before this byte, in answers that hold it. */
  | { readonly kind: 'cut'; readonly byte: number }
  /** Leaves out the last bytes of the answer; `announced` also says so in its length. */
  | { readonly kind: 'truncate'; readonly bytes: number; readonly announced: boolean }
  /** Sends this byte wrong. */
  | { readonly kind: 'flip'; readonly byte: number }
  /** Sends the whole file, whatever was asked for. */
  | { readonly kind: 'ignore_range' }
  /** Sends a page instead of the file, as servers of single-page apps do. */
  | { readonly kind: 'html'; readonly contentType: string }
  /** Sends bytes after the last one. */
  | { readonly kind: 'extra'; readonly bytes: number }
  /** Answers only after this. */
  | { readonly kind: 'delay'; readonly until: Promise<void> }
  /** Says this of its answer, true or not. */
  | { readonly kind: 'header'; readonly name: string; readonly value: string }

/** One request as it was answered. */
interface ServedRequest {
  readonly path: string
  readonly range: string | null
  /** The request's own `x-run` header: tells late requests of an aborted run from those of the next. */
  readonly run: string
  status: number
  /** Of the body, as far as it was sent. */
  bytes: number
}

/** Real HTTP on the loopback, with files that can be served wrong. */
export interface ModelServer {
  /** Ends in a slash. */
  readonly url: string
  readonly files: Map<string, Uint8Array>
  readonly requests: readonly ServedRequest[]
  /** Resolves once this many requests have come in. */
  hasRequests(count: number): Promise<void>
  /** @param times for this many answers; left out: until {@link heal} */
  break(fault: Fault, times?: number): void
  heal(): void
  close(): Promise<void>
}

/** The page that a fallback sends. */
export const HTML_PAGE = `<!DOCTYPE html><html><head><title>App</title></head><body>${' '.repeat(8000)}</body></html>`

interface Ongoing {
  readonly fault: Fault
  left: number
}

interface Answer {
  status: number
  readonly headers: Record<string, string>
  body: Uint8Array
  /** Where the body begins in the file. */
  start: number
  /** Break the connection after this many bytes of the body. */
  cutAfter: number | null
  announcedBytes: number | null
}

/** Starts a server on a free port. Files are looked up by path without the leading slash. */
export async function startModelServer(): Promise<ModelServer> {
  const files = new Map<string, Uint8Array>()
  const requests: ServedRequest[] = []
  const faults: Ongoing[] = []
  const waiting: { readonly count: number; readonly resolve: () => void }[] = []

  function nextFaults(): Fault[] {
    const active = faults.filter((one) => one.left > 0)
    for (const one of active) one.left -= 1
    return active.map((one) => one.fault)
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(request.url!.slice(1))
    const run = String(request.headers['x-run'])
    const served: ServedRequest = { path, range: request.headers.range ?? null, run, status: 0, bytes: 0 }
    requests.push(served)
    for (const one of waiting) if (requests.length >= one.count) one.resolve()
    const now = nextFaults()
    for (const fault of now) if (fault.kind === 'delay') await fault.until
    const file = files.get(path)
    const answer = now.reduce(applyFault, plainAnswer(file, served.range, now))
    served.status = answer.status
    await send(response, answer, served)
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    files,
    requests,
    hasRequests: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve()
        else waiting.push({ count, resolve })
      }),
    break: (fault, times = Infinity) => void faults.push({ fault, left: times }),
    heal: () => void faults.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function plainAnswer(file: Uint8Array | undefined, range: string | null, faults: readonly Fault[]): Answer {
  const base = { start: 0, cutAfter: null, announcedBytes: null }
  if (!file) return { ...base, status: 404, headers: {}, body: new Uint8Array(0) }
  const headers = { 'content-type': 'application/octet-stream' }
  const [, from, to] = /^bytes=(\d+)-(\d+)$/u.exec(range ?? '') ?? []
  const ignored = faults.some((fault) => fault.kind === 'ignore_range')
  if (from === undefined || ignored) return { ...base, status: 200, headers, body: file.slice() }
  const start = Number(from)
  const body = file.slice(start, Number(to) + 1)
  const contentRange = `bytes ${start}-${start + body.length - 1}/${file.length}`
  return { ...base, status: 206, headers: { ...headers, 'content-range': contentRange }, body, start }
}

function applyFault(answer: Answer, fault: Fault): Answer {
  const { body, start } = answer
  switch (fault.kind) {
    case 'status': {
      const headers: Record<string, string> = fault.retryAfter ? { 'retry-after': fault.retryAfter } : {}
      return { ...answer, status: fault.status, headers, body: new Uint8Array(0) }
    }
    case 'cut':
      if (fault.byte < start || fault.byte >= start + body.length) return answer
      return { ...answer, cutAfter: fault.byte - start }
    case 'truncate':
      return {
        ...answer,
        body: body.slice(0, -fault.bytes),
        announcedBytes: fault.announced ? body.length - fault.bytes : null,
      }
    case 'flip':
      if (fault.byte >= start && fault.byte < start + body.length) body[fault.byte - start]! ^= 1
      return answer
    case 'html': {
      const page = new TextEncoder().encode(HTML_PAGE)
      return { ...answer, status: 200, headers: { 'content-type': fault.contentType }, body: page, start: 0 }
    }
    case 'extra': {
      const longer = new Uint8Array(body.length + fault.bytes)
      longer.set(body)
      return { ...answer, body: longer }
    }
    case 'header':
      return { ...answer, headers: { ...answer.headers, [fault.name]: fault.value } }
    case 'ignore_range':
    case 'delay':
      return answer
    default:
      return fault satisfies never
  }
}

/** Answers are chunked unless a length is announced, so that a short one is not noticed by the HTTP client. */
async function send(response: ServerResponse, answer: Answer, served: ServedRequest): Promise<void> {
  const { headers, announcedBytes, cutAfter } = answer
  const length = announcedBytes === null ? {} : { 'content-length': String(announcedBytes) }
  response.writeHead(answer.status, { ...headers, ...length })
  const body = cutAfter === null ? answer.body : answer.body.subarray(0, cutAfter)
  for (let at = 0; at < body.length; at += 256) {
    const chunk = body.subarray(at, at + 256)
    // Counted before it is sent, or the receiver could ask for the sum before the last piece is in it.
    served.bytes += chunk.length
    const sent = await new Promise<boolean>((resolve) => response.write(chunk, (error) => resolve(!error)))
    if (!sent) return
  }
  if (cutAfter === null) response.end()
  else response.destroy()
}
