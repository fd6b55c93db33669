import { randomBytes, randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { FAKE_CAPABILITIES, fetchTicket } from '../fake-tab.ts'
import { SUBPROTOCOL } from '../../../contract/protocol/messages.ts'

/** A job that a tab was given. */
export interface HeldLease {
  readonly taskId: string
  readonly lease: string
}

/** A tab without a WebSocket library, which can send what no library would. */
export interface RawTab {
  /** Jobs that it was given, the last ones only. */
  readonly held: readonly HeldLease[]
  isClosed(): boolean
  /** As they are. */
  bytes(bytes: Uint8Array): void
  text(text: string): void
  binary(bytes: Uint8Array): void
  close(): void
}

/** How a frame is made. */
export interface RawFrame {
  readonly opcode: number
  readonly payload: Uint8Array
  /** The first bit; true unless said otherwise. */
  readonly isLast?: boolean
  /** Three reserved bits. */
  readonly reserved?: number
  readonly isMasked?: boolean
  /** Instead of the true length. */
  readonly saidLength?: bigint
}

/** Writes one frame of RFC 6455, or something like it. */
export function rawFrame({ opcode, payload, isLast = true, reserved = 0, ...more }: RawFrame): Buffer {
  const { isMasked = true, saidLength = BigInt(payload.byteLength) } = more
  const maskBit = isMasked ? 0x80 : 0
  const size = saidLength < 126n ? 0 : saidLength < 65_536n ? 2 : 8
  const head = Buffer.alloc(2 + size)
  head[0] = (isLast ? 0x80 : 0) | (reserved << 4) | opcode
  head[1] = maskBit | (size === 0 ? Number(saidLength) : size === 2 ? 126 : 127)
  if (size === 2) head.writeUInt16BE(Number(saidLength), 2)
  if (size === 8) head.writeBigUInt64BE(BigInt.asUintN(64, saidLength), 2)
  if (!isMasked) return Buffer.concat([head, payload])
  const mask = randomBytes(4)
  const masked = Uint8Array.from(payload, (byte, at) => byte ^ mask[at & 3]!)
  return Buffer.concat([head, mask, masked])
}

/** A hello that is right. */
export function makeHello(models: readonly string[]): Record<string, unknown> {
  const capabilities = { ...FAKE_CAPABILITIES, models: [...models] }
  return { t: 'hello', v: 1, app: 'fuzz/1', instance: randomUUID(), slots: 2, capabilities, jobs: [] }
}

/** Connects, and says hello where it is given one. @throws Error when it is not let in */
export async function openRawTab(
  url: string,
  token: string,
  hello: Record<string, unknown> | null,
): Promise<RawTab> {
  const { ticket } = await fetchTicket({ url, token })
  const { port, host, origin } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  const held: HeldLease[] = []
  let isClosed = false
  socket.on('error', () => undefined)
  socket.on('close', () => {
    isClosed = true
  })
  socket.setNoDelay(true)
  const head = [
    'GET /worker HTTP/1.1',
    `host: ${host}`,
    `origin: ${origin}`,
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    `sec-websocket-key: ${randomBytes(16).toString('base64')}`,
    `sec-websocket-protocol: ${SUBPROTOCOL}, ticket.${ticket}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  await untilUpgraded(socket)
  socket.on(
    'data',
    createListener((text) => {
      if (!text.startsWith('{"t":"job"')) return
      const { taskId, lease } = JSON.parse(text) as HeldLease
      if (held.push({ taskId, lease }) > 4) held.shift()
    }),
  )
  const bytes = (raw: Uint8Array) => {
    if (!socket.destroyed) socket.write(raw)
  }
  const tab: RawTab = {
    held,
    isClosed: () => isClosed || socket.readableEnded,
    bytes,
    text: (text) => bytes(rawFrame({ opcode: 1, payload: Buffer.from(text) })),
    binary: (payload) => bytes(rawFrame({ opcode: 2, payload })),
    close: () => socket.destroy(),
  }
  if (hello) tab.text(JSON.stringify(hello))
  return tab
}

function untilUpgraded(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('close', () => reject(new Error('not let in')))
    socket.once('data', (first: Buffer) => {
      if (first.includes(' 101 ')) resolve()
      else reject(new Error(first.toString('latin1').slice(0, 200)))
    })
  })
}

/** Takes the texts out of what a server sends: whole frames without a mask. */
function createListener(onText: (text: string) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      if (rest.length < 2) return
      const short = rest[1]! & 0x7f
      const size = short === 126 ? 2 : short === 127 ? 8 : 0
      if (rest.length < 2 + size) return
      const length = size === 0 ? short : size === 2 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2))
      const end = 2 + size + length
      if (rest.length < end) return
      if ((rest[0]! & 0x0f) === 1) onText(rest.toString('utf8', 2 + size, end))
      rest = rest.subarray(end)
    }
  }
}
