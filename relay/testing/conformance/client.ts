/** A client of the API as strangers write them: HTTP and JSON, nothing of ours. */

/** A relay to be tested, and what is different about the tab behind it. */
export interface Subject {
  /** Address without a slash at the end. */
  readonly url: string
  /** The same relay after an abrupt end and a new start, with the same data; null where that is not possible. */
  readonly restart: (() => Promise<Subject>) | null
}

/** Reads JSON and keeps what numbers looked like. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Null where it is no JSON. */
  readonly json: unknown
}

/** Sends JSON. */
export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return read(
    await fetch(url, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json', ...headers },
    }),
  )
}

/** Asks for JSON. */
export async function get(url: string, headers: Record<string, string> = {}): Promise<Answered> {
  return read(await fetch(url, { headers, redirect: 'manual' }))
}

/** Bytes of a picture and their type. */
export async function getBytes(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly type: string; readonly bytes: Uint8Array }> {
  const response = await fetch(url, { headers })
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, type: response.headers.get('content-type') ?? '', bytes }
}

async function read(response: Response): Promise<Answered> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** One event of the stream. */
export interface StreamEvent {
  readonly progress: number
  readonly preview: string | null
  readonly message: string
  readonly images: readonly string[]
}

/** What a stream said, in its bytes and in its events. */
export interface Stream {
  readonly type: string
  readonly text: string
  readonly events: readonly StreamEvent[]
}

/** Reads a stream to its end. */
export async function stream(url: string, body: object): Promise<Stream> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: JSON_TYPE })
  const text = await response.text()
  return { type: response.headers.get('content-type') ?? '', text, events: eventsIn(text) }
}

const JSON_TYPE = { 'content-type': 'application/json' }

/** The events in a stream's text, comments left out. */
function eventsIn(text: string): StreamEvent[] {
  return text
    .split('\r\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)) as StreamEvent)
}

/** Asks again until the answer fits. */
export async function until<T>(
  ask: () => Promise<T>,
  fits: (answer: T) => boolean,
  seconds = 60,
): Promise<T> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (fits(answer)) return answer
    if (Date.now() > end) throw new Error(`never came: ${JSON.stringify(answer).slice(0, 500)}`)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
