import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import type { DrawnRequest } from './draw-request.ts'

/** What came back. */
export interface Outcome {
  /** 0 where the connection broke without an answer, as it may where the request was aborted or malformed. */
  readonly status: number
  readonly type: string
  readonly body: Buffer
  readonly ms: number
  /** The client went away, or sent what is no request: an answer is not owed. */
  readonly isAborted: boolean
  readonly hasTimedOut: boolean
  /** The body has come to its end. */
  readonly isWhole: boolean
}

/** Sends requests over kept connections. */
export interface Sender {
  send(request: DrawnRequest): Promise<Outcome>
  /** Bytes as they are. */
  sendRaw(bytes: Buffer): Promise<Outcome>
  close(): void
}

const TIMEOUT_MS = 20_000

/** @param port of this machine */
export function createSender(port: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  return {
    send: ({ method, path, headers, body, abortAfterMs }) =>
      new Promise((resolve) => {
        const startedAt = performance.now()
        const chunks: Buffer[] = []
        let isAborted = false
        let hasTimedOut = false
        let isWhole = false
        let status = 0
        let type = ''
        const end = () => {
          clearTimeout(timer)
          const ms = performance.now() - startedAt
          resolve({ status, type, body: Buffer.concat(chunks), ms, isAborted, hasTimedOut, isWhole })
        }
        const sent = httpRequest(
          {
            host: '127.0.0.1',
            port,
            method,
            path,
            headers: { ...headers },
            agent,
            setHost: !('host' in headers),
          },
          (response) => {
            status = response.statusCode ?? 0
            type = response.headers['content-type'] ?? ''
            response.on('data', (chunk: Buffer) => chunks.push(chunk))
            response.on('end', () => {
              isWhole = true
              end()
            })
            response.on('error', end)
          },
        )
        sent.on('error', end)
        sent.on('upgrade', (_response, socket) => {
          socket.destroy()
          end()
        })
        const timer = setTimeout(() => {
          hasTimedOut = true
          sent.destroy()
        }, TIMEOUT_MS)
        if (abortAfterMs !== null) {
          setTimeout(() => {
            isAborted = true
            sent.destroy()
          }, abortAfterMs)
        }
        // A length that is too long keeps the relay waiting; then the client goes away.
        const said = Number(headers['content-length'] ?? Number.NaN)
        isAborted = body !== null && said !== body.byteLength
        if (body && said > body.byteLength) {
          sent.write(body)
          setTimeout(() => sent.destroy(), 50)
        } else sent.end(body ?? undefined)
      }),
    sendRaw: (bytes) =>
      new Promise((resolve) => {
        const startedAt = performance.now()
        const chunks: Buffer[] = []
        const socket = connect(port, '127.0.0.1')
        socket.on('data', (chunk: Buffer) => chunks.push(chunk))
        socket.on('error', () => undefined)
        socket.on('close', () => {
          const text = Buffer.concat(chunks).toString('latin1')
          const [head = '', body = ''] = text.split('\r\n\r\n')
          resolve({
            status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0),
            type: /^content-type: (.*)$/im.exec(head)?.[1] ?? '',
            body: Buffer.from(body, 'latin1'),
            ms: performance.now() - startedAt,
            isAborted: true,
            hasTimedOut: false,
            // Several answers may stand in a row.
            isWhole: !body.includes('HTTP/1.1 '),
          })
        })
        socket.write(bytes)
        setTimeout(() => socket.destroy(), 150)
      }),
    close: () => agent.destroy(),
  }
}
