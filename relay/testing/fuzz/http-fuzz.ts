import { startFakeTab } from '../fake-tab.ts'
import { createSeeded, type Seeded } from '../seeded.ts'
import { wrongWith } from './check-answer.ts'
import { drawRequest } from './draw-request.ts'
import type { FuzzRelay } from './fuzz-relay.ts'
import { mutateBytes } from './mutate.ts'
import { makeTargets } from './request-examples.ts'
import { createSender } from './send-request.ts'

/** What became of the requests. */
export interface HttpFuzzReport {
  readonly requests: number
  readonly targets: number
  readonly statuses: Readonly<Record<string, number>>
  /** One of each documented failure. */
  readonly failures: Readonly<Record<string, string>>
  readonly slowestMs: number
  /** Each kind of trouble once, with an example. */
  readonly troubles: readonly string[]
  readonly memoryGrowthMb: number
}

const AT_ONCE = 12

/** More than this in bytes, after requests of all kinds, is a leak. */
export const MAX_GROWTH_BYTES = 150 * 1024 * 1024

/** Sends so many requests to a relay with a tab behind it. */
export async function runHttpFuzz(relay: FuzzRelay, requests: number, seed: number): Promise<HttpFuzzReport> {
  const chance = createSeeded(seed)
  const { url, secrets } = relay
  const targets = await makeTargets(await (await fetch(`${url}/openapi.json`)).json())
  const small = { maxPixels: 256 * 256 }
  const tab = await startFakeTab({ url, token: secrets.pairing, slots: 4, steps: 1, capabilities: small })
  // What would take long is done at once, without pictures, so that every job ends.
  const large = { maxPixels: 2 ** 50, maxSteps: 1_000_000 }
  const quick = await startFakeTab({ url, token: secrets.pairing, slots: 4, noop: true, capabilities: large })
  const sender = createSender(relay.port)
  const statuses: Record<string, number> = {}
  const failures: Record<string, string> = {}
  const troubles = new Map<string, string>()
  const ids: string[] = []
  const files: string[] = []
  let slowestMs = 0
  let done = 0
  const before = relay.residentBytes()

  const remember = (text: string) => {
    const id = /"task_id": ?"([0-9a-f]{32})"/.exec(text)?.[1]
    if (id && ids.push(id) > 50) ids.shift()
    const file = /\/outputs\/([\w-]+\/[\w.-]+)"/.exec(text)?.[1]
    if (file && files.push(file) > 50) files.shift()
  }
  const one = async (mine: Seeded) => {
    const request = drawRequest({ targets, secrets, ids, files }, mine)
    const isRaw = mine.chance(0.03)
    const outcome = isRaw ? await sender.sendRaw(rawBytes(request.path, mine)) : await sender.send(request)
    const { status, ms, body } = outcome
    statuses[status] = (statuses[status] ?? 0) + 1
    slowestMs = Math.max(slowestMs, ms)
    if (status >= 500)
      failures[status] ??= `${request.method} ${request.path}: ${body.toString().slice(0, 200)}`
    if (status === 200 && body.length < 100_000) remember(body.toString('latin1'))
    const wrong = wrongWith(request, outcome)
    if (wrong === null) return
    const kind = `${request.method} ${request.path.split('?')[0]!.slice(0, 60)} ${wrong.slice(0, 60)}`
    if (troubles.size < 50 && !troubles.has(kind)) {
      const sent = isRaw
        ? '(raw)'
        : JSON.stringify({ ...request, body: request.body?.toString().slice(0, 1500) })
      troubles.set(kind, `${wrong}\n    ${sent}`)
    }
  }
  const worker = async (mine: Seeded) => {
    while (done++ < requests) await one(mine)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, () => worker(chance.fork())))
  const after = relay.residentBytes()
  await tab.close()
  await quick.close()
  sender.close()
  return {
    requests,
    targets: targets.length,
    statuses,
    failures,
    slowestMs: Math.round(slowestMs),
    troubles: [...troubles.values()],
    memoryGrowthMb: Math.round((after - before) / 1e5) / 10,
  }
}

/** What no client library would send. */
function rawBytes(path: string, chance: Seeded): Buffer {
  const host = 'host: 127.0.0.1\r\n'
  const whole = chance.pick([
    `GET ${path} HTTP/1.1\r\n${host}\r\n`,
    `GET ${path} HTTP/1.1\r\n\r\n`,
    `GET ${path} HTTP/9.9\r\n${host}\r\n`,
    `G\0T ${path} HTTP/1.1\r\n${host}\r\n`,
    `POST ${path} HTTP/1.1\r\n${host}transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\nzz\r\n`,
    `POST ${path} HTTP/1.1\r\n${host}transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n`,
    `POST ${path} HTTP/1.1\r\n${host}content-length: -1\r\n\r\n`,
    `POST ${path} HTTP/1.1\r\n${host}content-type: application/json\r\ncontent-length: 99999999999\r\n\r\n{`,
    `GET ${path} HTTP/1.1\r\n${host}x: ${'y'.repeat(20_000)}\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\n${host}${host}\r\n`,
    `GET /worker HTTP/1.1\r\n${host}connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: x\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\n${host}connection: upgrade\r\nupgrade: h2c\r\n\r\n`,
    `CONNECT example.com:80 HTTP/1.1\r\n${host}\r\n`,
    `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
    `GET http://evil.example${path} HTTP/1.1\r\n${host}\r\n`,
    `GET ${path} HTTP/1.1\r\n${host}\r\nGET ${path} HTTP/1.1\r\n${host}\r\n`,
  ])
  const bytes = Buffer.from(whole, 'latin1')
  return chance.chance(0.5) ? bytes : Buffer.from(mutateBytes(bytes, chance))
}
