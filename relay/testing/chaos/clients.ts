import { randomUUID } from 'node:crypto'
import type { Seeded } from '../seeded.ts'
import { isFinal, type Asked, type Journal, type TaskRecord } from './journal.ts'

/** What clients work with. */
export interface ClientParts {
  /** Addresses of the relays; calls and their repetitions go to any of them. */
  readonly addresses: readonly string[]
  readonly journal: Journal
  readonly chance: Seeded
  readonly webhookUrl: string
  /** Base64 of a small picture. */
  readonly picture: string
  /** No more jobs than this are open at a time. */
  readonly maxOpen: number
}

/** Programs that use the API through a bad network. */
export interface Clients {
  /** No new jobs from now on; resolves when each call has got its answer. */
  finish(): Promise<void>
  /** Statuses and broken calls, counted. */
  readonly tally: ReadonlyMap<string, number>
}

/** Answers that mean: later, with the same key. */
const LATER = new Set([429, 503, 507])

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Starts so many clients, each with one call at a time. */
export function startClients(count: number, parts: ClientParts): Clients {
  const { addresses, journal, maxOpen } = parts
  const tally = new Map<string, number>()
  const add = (what: string) => void tally.set(what, (tally.get(what) ?? 0) + 1)
  let isOver = false

  const work = async (chance: Seeded) => {
    while (!isOver) {
      if (journal.open().length < maxOpen) await call(chance)
      await pause(chance.between(10, 150))
    }
  }

  /** One request, repeated until it is answered. */
  const call = async (chance: Seeded) => {
    const mode = chance.pick(['async', 'async', 'sync', 'stream'] as const)
    const { body, asked } = draw(mode, chance, parts)
    const hasKey = mode !== 'async' || chance.chance(0.8)
    const key = randomUUID()
    for (;;) {
      const answer = await send(chance.pick(addresses), body, hasKey ? key : null, chance)
      add(`${mode} ${answer.kind === 'answer' ? answer.status : answer.kind}`)
      if (answer.kind === 'done') return check(answer.ids, asked, chance)
      if (answer.kind === 'answer' && !LATER.has(answer.status)) {
        return journal.violate(`an answer that is not documented: ${answer.status} ${answer.text}`)
      }
      // Without a key a second try is a second job.
      if (!hasKey && answer.kind === 'broken') return
      if (isOver && answer.kind === 'answer') return
      await pause(chance.between(50, 400))
    }
  }

  const check = (ids: readonly string[], asked: Asked, chance: Seeded) => {
    if (new Set(ids).size > 1) journal.violate(`one call got several jobs: ${ids.join(', ')}`)
    for (const id of ids.slice(0, 1)) {
      const entry = journal.promise(id, asked)
      if (chance.chance(0.03)) {
        entry.mayStop = true
        void fetch(`${chance.pick(addresses)}/v1/engine/control?action=stop&task_id=${id}`, {
          method: 'POST',
        }).then(
          (response) => response.arrayBuffer(),
          () => undefined,
        )
      }
    }
  }

  /** Promises count as soon as they are heard, even if the answer breaks off after them. */
  const send = async (
    address: string,
    body: string,
    key: string | null,
    chance: Seeded,
  ): Promise<
    | { kind: 'broken' }
    | { kind: 'answer'; status: number; text: string }
    | { kind: 'done'; ids: readonly string[] }
  > => {
    try {
      const headers = { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) }
      const signal = AbortSignal.timeout(chance.pick([3_000, 20_000]))
      const response = await fetch(`${address}/v1/engine/generate/`, {
        method: 'POST',
        body,
        headers,
        signal,
      })
      const heard = response.headers.get('x-task-id')
      const text = await response.text()
      if (response.status !== 200) {
        return { kind: 'answer', status: response.status, text: text.slice(0, 300) }
      }
      const isStream = (response.headers.get('content-type') ?? '').startsWith('text/event-stream')
      return isStream ? readStream(text, heard) : readRecord(text)
    } catch {
      return { kind: 'broken' }
    }
  }

  const readRecord = (text: string): { kind: 'done'; ids: readonly string[] } => {
    const record = JSON.parse(text) as TaskRecord
    if (isFinal(record)) later(record)
    return { kind: 'done', ids: [record.task_id] }
  }

  /** A stream that ends without its last event was cut somewhere. */
  const readStream = (text: string, heard: string | null) => {
    const events = text
      .split('\r\n')
      .filter((line) => line.startsWith('data: {'))
      .map((line) => JSON.parse(line.slice(6)) as { message: string; task_id: string })
    const ids = [...new Set([...events.map(({ task_id }) => task_id), ...(heard ? [heard] : [])])]
    if (events.at(-1)?.message !== 'Finished') return { kind: 'broken' as const }
    return { kind: 'done' as const, ids }
  }

  /** The promise is written down first. */
  const later = (record: TaskRecord) =>
    void setTimeout(() => {
      journal.see(record)
    }, 0)

  const working = Array.from({ length: count }, () => work(parts.chance.fork()))
  return {
    tally,
    finish: async () => {
      isOver = true
      await Promise.all(working)
    },
  }
}

/** A request with few steps and small pictures. */
function draw(mode: 'async' | 'sync' | 'stream', chance: Seeded, parts: ClientParts) {
  const images = chance.pick([1, 1, 2])
  const seed = BigInt(chance.between(0, 2 ** 32 - 1)) * 2n ** 20n + BigInt(chance.between(0, 2 ** 20 - 4))
  const hasWebhook = chance.chance(0.5)
  const hasPicture = chance.chance(0.15)
  const fields = {
    prompt: `a storm ${chance.between(0, 1e9)}`,
    performance_selection: 'Lightning',
    overwrite_width: 128,
    overwrite_height: 128,
    image_number: images,
    async_process: mode === 'async',
    stream_output: mode === 'stream',
    ...(hasWebhook && { webhook_url: parts.webhookUrl }),
    ...(hasPicture && { uov_input_image: parts.picture, uov_method: 'Vary (Subtle)' }),
  }
  // Seeds have more digits than numbers of JavaScript.
  const body = JSON.stringify(fields).replace(/^\{/, `{"image_seed":${seed},`)
  return { body, asked: { seed, images, hasWebhook } satisfies Asked }
}
