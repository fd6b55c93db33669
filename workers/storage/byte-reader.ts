import { FetchFailure } from './fetch-failure.ts'

/** Reads a response's body in pieces of chosen size. */
export interface ByteReader {
  /** Bytes taken so far. */
  position(): number
  /**
   * @param onBytes hears how many bytes each chunk brought
   * @returns exactly this many bytes, freshly allocated
   * @throws FetchFailure `truncated` when the body ends before
   */
  read(bytes: number, onBytes: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>>
  /** The same, but throws the bytes away. */
  skip(bytes: number, onBytes: (bytes: number) => void): Promise<void>
  /** Whether the body has ended; waits for the next chunk to know. */
  isAtEnd(): Promise<boolean>
}

/** Takes over a body. Ending the request is the business of whoever started it. */
export function createByteReader(body: ReadableStream<Uint8Array<ArrayBuffer>>): ByteReader {
  const source = body.getReader()
  let rest = new Uint8Array(0)
  let position = 0

  async function fill(): Promise<boolean> {
    while (rest.length === 0) {
      const { done, value } = await source.read()
      if (done) return false
      rest = value
    }
    return true
  }

  async function take(
    bytes: number,
    onChunk: (chunk: Uint8Array<ArrayBuffer>, at: number) => void,
  ): Promise<void> {
    for (let at = 0; at < bytes;) {
      if (!(await fill())) {
        const message = `The answer ended at byte ${position}, ${bytes - at} bytes early`
        throw new FetchFailure('truncated', { message, retryable: true })
      }
      const chunk = rest.subarray(0, bytes - at)
      rest = rest.subarray(chunk.length)
      position += chunk.length
      onChunk(chunk, at)
      at += chunk.length
    }
  }

  return {
    position: () => position,
    async read(bytes, onBytes) {
      const into = new Uint8Array(bytes)
      await take(bytes, (chunk, at) => {
        into.set(chunk, at)
        onBytes(chunk.length)
      })
      return into
    },
    skip: (bytes, onBytes) => take(bytes, (chunk) => onBytes(chunk.length)),
    isAtEnd: async () => !(await fill()),
  }
}
