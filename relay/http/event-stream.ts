import type { Reply } from './app.ts'

/** What an event stream is told besides its events. */
export interface EventStreamOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds between signs of life. */
  readonly heartbeatMs?: number
  /** The wire text of one sign of life, as it is needed then. */
  readonly heartbeatText: () => string
  /** A reader that takes nothing for so long is cut off. */
  readonly stallMs?: number
}

/** One answer that goes on: server-sent events. Nothing here ever throws; a reader who left hears no more. */
export interface EventStream {
  /**
   * @param event the exact wire text of one event
   * @param kind `progress` may be replaced by a later one while the reader is slow, `must` is kept
   */
  send(event: string, kind: 'progress' | 'must'): void
  /** Sends what is kept and closes. */
  end(): void
  /** Called once when the stream is over, by either side; at once when it is already. */
  onClose(listener: (by: 'reader' | 'us') => void): void
}

/** Bytes that may wait for a slow reader before progress is left out. */
const BACKED_UP_BYTES = 256 * 1024

/**
 * Takes an answer over and sends its head.
 *
 * @param reply its headers so far are kept (CORS, security); it must not be sent otherwise
 */
export function openEventStream(reply: Reply, options: EventStreamOptions): EventStream {
  const { heartbeatMs = 15_000, stallMs = 30_000, heartbeatText, headers } = options
  const { raw } = reply
  const closeListeners = new Set<(by: 'reader' | 'us') => void>()
  let isEnding = false
  let closedBy: 'reader' | 'us' | null = null
  /** Waiting for room: all that must be sent, and the newest progress after it. */
  let kept = ''
  let latest: string | null = null

  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value)
  }
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
    ...headers,
  })
  // Small events must not wait for each other.
  raw.socket?.setNoDelay(true)
  raw.flushHeaders()

  const isBackedUp = () => raw.writableLength > BACKED_UP_BYTES
  const write = (text: string) => {
    if (closedBy === null && !raw.destroyed) raw.write(text)
    if (isBackedUp()) stall.start()
  }
  const flush = () => {
    if (isBackedUp()) return
    stall.clear()
    const text = kept + (latest ?? '')
    kept = ''
    latest = null
    if (text !== '') write(text)
    if (isEnding && closedBy === null) raw.end()
  }
  const stall = createStallWatch(stallMs, () => raw.destroy())
  const heartbeat = setInterval(() => {
    if (!isBackedUp() && !isEnding) write(heartbeatText())
  }, heartbeatMs)
  heartbeat.unref()

  const close = () => {
    if (closedBy !== null) return
    closedBy = isEnding && raw.writableFinished ? 'us' : 'reader'
    clearInterval(heartbeat)
    stall.clear()
    for (const listener of closeListeners) listener(closedBy)
    closeListeners.clear()
  }
  raw.on('drain', flush)
  raw.on('close', close)
  // A reader that resets the connection is no error of ours; 'close' follows.
  raw.on('error', () => undefined)

  return {
    send: (event, kind) => {
      if (closedBy !== null || isEnding) return
      if (!isBackedUp() && kept === '') return write(event)
      if (kind === 'progress') {
        latest = event
        return
      }
      kept += (latest ?? '') + event
      latest = null
    },
    end: () => {
      if (isEnding || closedBy !== null) return
      isEnding = true
      // Under back-pressure `drain` flushes and ends.
      flush()
      if (kept !== '' || latest !== null || isBackedUp()) stall.start()
    },
    onClose: (listener) => {
      if (closedBy !== null) listener(closedBy)
      else closeListeners.add(listener)
    },
  }
}

/** Counts from the first call until it is cleared. */
function createStallWatch(stallMs: number, cut: () => void) {
  let timer: NodeJS.Timeout | undefined
  return {
    start: () => {
      timer ??= setTimeout(cut, stallMs).unref()
    },
    clear: () => {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
