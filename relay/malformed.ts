import type { Socket } from 'node:net'

/** What Node calls a request that it could not read, and what we answer. */
const ANSWERS: Readonly<Record<string, readonly [status: string, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are too long.'],
}
const MALFORMED = ['400 Bad Request', 'This is not an HTTP request that can be read.'] as const

/**
 * Answers what never became a request, in the form of every other failure, and ends the connection. Nothing of it is
 * logged: it may hold anything, keys included.
 */
export function answerMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, detail] = ANSWERS[error.code ?? ''] ?? MALFORMED
  const body = JSON.stringify({ detail, code: 'invalid_request' })
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.once('finish', () => socket.destroy())
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
