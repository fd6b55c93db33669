import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, vi } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { decodeFrame, encodeFrame, type Frame } from '../../../contract/protocol/frame.ts'
import { createLease, toHex } from '../../../contract/protocol/identifiers.ts'
import { detachPictures } from '../../../contract/protocol/job-request.ts'
import { SUBPROTOCOL, type RelayMessage, type TabMessage } from '../../../contract/protocol/messages.ts'
import { parseTabMessage } from '../../../contract/protocol/parse-message.ts'
import { parseRequest } from '../../../contract/parse-request.ts'
import { createTaskId } from '../../../contract/task.ts'

type Said<T extends TabMessage['t']> = Extract<TabMessage, { t: T }>
type Job = Extract<RelayMessage, { t: 'job' }>
type Welcome = Extract<RelayMessage, { t: 'welcome' }>

/** One socket that a tab opened. */
export interface Seat {
  readonly socket: WebSocket
  readonly said: TabMessage[]
  readonly frames: Frame[]
  readonly closes: number[]
  say(message: RelayMessage | Record<string, unknown>): void
  welcome(change?: Partial<Welcome>): void
  /** What the tab said under that name, so far. */
  heard<T extends TabMessage['t']>(t: T): Said<T>[]
  /** Waits until it has said at least so many. */
  hears<T extends TabMessage['t']>(t: T, count?: number): Promise<Said<T>[]>
  /** All bytes of a picture that came. */
  bytesOf(image: number): number[]
}

export const until = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 })

export const LIMITS: Welcome['limits'] = {
  frameBytes: 1 << 20,
  chunkBytes: 1000,
  windowBytes: 1 << 20,
  previewsPerSecond: 100,
  previewSide: 64,
}

/** A relay that speaks the contract over real sockets and does only what a test tells it. */
export async function startTestRelay() {
  const seats: Seat[] = []
  const tickets: IncomingMessage[] = []
  const given = { status: 200, body: {} as Record<string, unknown>, isMute: false }
  const http = createServer((request, response) => {
    tickets.push(request)
    if (given.isMute) return
    const { port } = http.address() as AddressInfo
    const ticket = {
      ticket: `t${tickets.length}`,
      expires_in: 30,
      ws_url: `ws://127.0.0.1:${port}/worker/socket`,
    }
    response.writeHead(given.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ ...ticket, ...given.body }))
  })
  const server = new WebSocketServer({ server: http, handleProtocols: () => SUBPROTOCOL })
  server.on('connection', (socket, { headers }) => {
    expect(headers['sec-websocket-protocol']).toContain(`${SUBPROTOCOL},ticket.t`)
    seats.push(createSeat(socket))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    seats,
    tickets,
    given,
    /** The n-th socket, from 0, once the tab has said hello through it. */
    seat: async (n = 0) => {
      await until(() => expect(seats[n]?.heard('hello')).toHaveLength(1))
      return seats[n]!
    },
    /** The n-th socket, with its tab welcomed. */
    welcomed: async (n = 0, change: Partial<Welcome> = {}) => {
      await until(() => expect(seats[n]?.heard('hello')).toHaveLength(1))
      seats[n]!.welcome(change)
      return seats[n]!
    },
    close: () => {
      for (const socket of server.clients) socket.terminate()
      server.close()
      http.closeAllConnections()
      http.close()
    },
  }
}

function createSeat(socket: WebSocket): Seat {
  const said: TabMessage[] = []
  const frames: Frame[] = []
  const closes: number[] = []
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      const decoded = decodeFrame(data)
      if (decoded.kind !== 'frame') throw new Error(decoded.reason)
      frames.push(decoded.frame)
    } else {
      const parsed = parseTabMessage(data.toString())
      if (parsed.kind !== 'message') throw new Error(JSON.stringify(parsed))
      said.push(parsed.message)
    }
  })
  socket.on('close', (code) => closes.push(code))
  socket.on('error', () => undefined)
  const heard: Seat['heard'] = (t) => said.filter((one): one is Said<typeof t> => one.t === t)
  const say: Seat['say'] = (message) => socket.send(JSON.stringify(message))
  return {
    socket,
    said,
    frames,
    closes,
    say,
    welcome: (change) =>
      say({
        t: 'welcome',
        session: 's',
        resumeToken: 'again',
        relay: 'r',
        serverTime: 0,
        heartbeatMs: 5000,
        limits: LIMITS,
        keep: [],
        drop: [],
        ...change,
      }),
    heard,
    hears: async (t, count = 1) => {
      await until(() => expect(heard(t).length).toBeGreaterThanOrEqual(count))
      return heard(t)
    },
    bytesOf: (image) => {
      const mine = frames.filter((frame) => frame.type === 'result' && frame.image === image)
      return mine.flatMap(({ payload }) => [...payload])
    },
  }
}

/** A job message; pictures of the request become inputs whose bytes `inputFrames` sends. */
export async function newJob(
  fields: Parameters<typeof parseRequest>[0] = {},
  change: Partial<Job> = {},
): Promise<Job> {
  const { request, attachments } = detachPictures(parseRequest(fields))
  const inputs = await Promise.all(
    attachments.map(async ({ name, mime, bytes }) => {
      const sha256 = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
      return { name, mime, bytes: bytes.byteLength, sha256 }
    }),
  )
  return {
    t: 'job',
    taskId: createTaskId(crypto.randomUUID()),
    lease: createLease(crypto.getRandomValues(new Uint8Array(12))),
    attempt: 1,
    createdAt: 1,
    deadline: 1e12,
    ttlMs: 30_000,
    request,
    inputs,
    previews: true,
    ...change,
  }
}

/** The bytes of one input, in pieces. */
export function inputFrames(job: Job, image: number, bytes: Uint8Array, pieceBytes = 1000) {
  return Array.from({ length: Math.ceil(bytes.byteLength / pieceBytes) }, (_, seq) =>
    encodeFrame({
      type: 'input',
      last: (seq + 1) * pieceBytes >= bytes.byteLength,
      image,
      seq,
      offset: seq * pieceBytes,
      taskId: job.taskId,
      lease: job.lease,
      payload: bytes.subarray(seq * pieceBytes, (seq + 1) * pieceBytes),
    }),
  )
}
