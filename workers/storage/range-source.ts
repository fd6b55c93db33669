import { createByteReader, type ByteReader } from './byte-reader.ts'
import { checkResponse, FetchFailure } from './fetch-failure.ts'

/** A connection that has brought nothing for this long is given up. */
const STALL_MS = 60_000

/** Where a file comes from. */
interface RangeSourceOptions {
  readonly url: string
  /** Size of the whole file. */
  readonly fileBytes: number
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Ends everything that is under way. */
  readonly signal: AbortSignal
}

/** A stretch of a file, in bytes. */
interface ByteRange {
  readonly start: number
  readonly bytes: number
}

/** Gives stretches of one file on a server. */
export interface RangeSource {
  /**
   * @param onBytes hears how many of the wanted bytes each chunk brought
   * @throws FetchFailure; the signal's reason once it aborts
   */
  read(range: ByteRange, onBytes: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>>
  /** True once the server has answered with the whole file: then reading in order costs least. */
  isWhole(): boolean
  /** Ends requests that nobody reads any more. */
  close(): void
}

interface Answer {
  readonly request: AbortController
  readonly reader: ByteReader
  /** True for an answer with the whole file, which may serve later stretches too. */
  readonly whole: boolean
}

/**
 * Reads by ranged requests. From a server that ignores ranges the one whole answer is read on, skipping what
 * is not wanted, as long as stretches are asked for in order.
 */
export function createRangeSource(options: RangeSourceOptions): RangeSource {
  let parked: Answer | null = null
  let whole = false

  function takeParked(start: number): Answer | null {
    const answer = parked
    parked = null
    if (!answer || answer.reader.position() <= start) return answer
    answer.request.abort()
    return null
  }

  /** Keeps a whole answer for the next stretch; two of them are only open when the server wavers. */
  function park(answer: Answer): void {
    if (!answer.whole || parked || answer.reader.position() === options.fileBytes) answer.request.abort()
    else parked = answer
  }

  async function read(range: ByteRange, onBytes: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
    const reused = takeParked(range.start)
    const request = reused?.request ?? new AbortController()
    try {
      return await withStallLimit(options, async (onSign) => {
        const answer = reused ?? (await open(options, range, request))
        onSign()
        whole ||= answer.whole
        if (answer.whole) await answer.reader.skip(range.start - answer.reader.position(), onSign)
        const bytes = await answer.reader.read(range.bytes, (count) => {
          onSign()
          onBytes(count)
        })
        await checkEnd(answer, options.fileBytes)
        park(answer)
        return bytes
      })
    } catch (thrown) {
      request.abort()
      options.signal.throwIfAborted()
      if (thrown instanceof FetchFailure) throw thrown
      const message = thrown instanceof Error ? thrown.message : String(thrown)
      throw new FetchFailure('network', { message, retryable: true }, thrown)
    }
  }

  return { read, isWhole: () => whole, close: () => parked?.request.abort() }
}

async function open(
  options: RangeSourceOptions,
  range: ByteRange,
  request: AbortController,
): Promise<Answer> {
  // The browser's own fetch refuses to be called as a method of something else.
  const { fetch } = options
  const response = await fetch(options.url, {
    headers: { Range: `bytes=${range.start}-${range.start + range.bytes - 1}` },
    signal: AbortSignal.any([options.signal, request.signal]),
    // The browser's own cache would keep every byte a second time, and a damaged one for ever.
    cache: 'no-store',
  })
  checkResponse(response)
  const whole = response.status === 200
  checkPromises(response, whole ? { start: 0, bytes: options.fileBytes } : range)
  if (!response.body) throw new FetchFailure('truncated', { message: 'The answer is empty', retryable: true })
  return { request, reader: createByteReader(response.body), whole }
}

/** Headers may be hidden by CORS or count compressed bytes, so only what they do say is held against them. */
function checkPromises(response: Response, expected: ByteRange): void {
  const [, start] = /^bytes (\d+)-/u.exec(response.headers.get('content-range') ?? '') ?? []
  if (start !== undefined && Number(start) !== expected.start) {
    throw wrongLength(`The server sent bytes from ${start} instead of ${expected.start}`)
  }
  const length = response.headers.get('content-length')
  if (length === null || response.headers.has('content-encoding')) return
  if (Number(length) !== expected.bytes) {
    throw wrongLength(`The server announced ${length} bytes instead of ${expected.bytes}`)
  }
}

/** An answer that goes on after its last byte is not the file that was asked for. */
async function checkEnd(answer: Answer, fileBytes: number): Promise<void> {
  if (answer.whole && answer.reader.position() < fileBytes) return
  if (!(await answer.reader.isAtEnd())) throw wrongLength('The server sent more bytes than it was asked for')
}

function wrongLength(message: string): FetchFailure {
  return new FetchFailure('wrong_length', { message, retryable: true })
}

/** Runs `work`, which must give a sign at least every {@link STALL_MS}. */
async function withStallLimit<T>(
  { now, sleep, signal }: RangeSourceOptions,
  work: (onSign: () => void) => Promise<T>,
): Promise<T> {
  let lastSign = now()
  const ended = new AbortController()
  const watch = async (): Promise<never> => {
    for (;;) {
      await sleep(lastSign + STALL_MS - now(), AbortSignal.any([signal, ended.signal]))
      if (now() - lastSign >= STALL_MS) {
        throw new FetchFailure('stalled', {
          message: `No byte came for ${STALL_MS / 1000} s`,
          retryable: true,
        })
      }
    }
  }
  const working = work(() => (lastSign = now()))
  try {
    return await Promise.race([working, watch()])
  } finally {
    ended.abort()
  }
}
