import type { Writable } from 'node:stream'
import { WebSocket } from 'ws'
import { CLOSE_CODES, type CloseName } from '../../contract/protocol/close-codes.ts'
import { encodeFrame, type Frame } from '../../contract/protocol/frame.ts'
import type { RelayMessage } from '../../contract/protocol/messages.ts'
import { formatMessage } from '../../contract/protocol/parse-message.ts'

/** One connection to a tab, from the relay's side. Words into a closed one are lost in silence. */
export interface Line {
  isOpen(): boolean
  /** False for a message that is too large for the other side; nothing was sent then. */
  send(message: RelayMessage): boolean
  /** Resolves once the bytes have left this process. @throws when the connection is gone */
  sendFrame(frame: Frame): Promise<void>
  /** Says why in a fatal `error`, unless the reason is an ordinary one, and closes. */
  close(name: CloseName, message: string): void
  /** Cuts the connection without a word. */
  terminate(): void
  /** Bytes that the other side has not taken yet. */
  unread(): number
}

/** Reasons that are no trouble and need no message before the close. */
const ORDINARY: readonly CloseName[] = ['done', 'drain']

/**
 * A line over a WebSocket.
 *
 * @param wire what the WebSocket runs over: words of one turn of the event loop leave together, in one write
 */
export function createLine(socket: WebSocket, wire: Writable): Line {
  const isOpen = () => socket.readyState === WebSocket.OPEN
  let isGathering = false
  const gather = () => {
    if (isGathering) return
    isGathering = true
    wire.cork()
    setImmediate(() => {
      isGathering = false
      wire.uncork()
    })
  }
  const send = (message: RelayMessage): boolean => {
    const formatted = formatMessage(message)
    if (formatted.kind === 'too-large') return false
    if (!isOpen()) return true
    gather()
    socket.send(formatted.text)
    return true
  }
  return {
    isOpen,
    send,
    sendFrame: (frame) =>
      new Promise((resolve, reject) => {
        socket.send(encodeFrame(frame), (error) => (error ? reject(error) : resolve()))
      }),
    close: (name, message) => {
      if (!isOpen()) return
      if (!ORDINARY.includes(name)) send({ t: 'error', code: name, message, fatal: true })
      socket.close(CLOSE_CODES[name].code, name)
    },
    terminate: () => socket.terminate(),
    unread: () => socket.bufferedAmount,
  }
}
