/** What we need of a WebSocket; the browser's own, or one of Node's in tests. */
export interface SocketLike {
  binaryType: string
  /** Bytes handed over and not yet sent. */
  readonly bufferedAmount: number
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(code?: number, reason?: string): void
  onopen: ((event: never) => unknown) | null
  onmessage: ((event: never) => unknown) | null
  onclose: ((event: never) => unknown) | null
  onerror: ((event: never) => unknown) | null
}

/** Time and chance, so that tests own them. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** 0 to 1. */
  readonly random: () => number
}
