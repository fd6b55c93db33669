import { request } from 'node:http'
import { residentBytesOf } from './processes.ts'
import { startRelayWithTabs } from './servers.ts'
import { PREVIEWS_PER_SECOND } from './sizes.ts'

/** What many readers of one job cost. */
export interface ReaderCosts {
  /** The tab's pace with all readers over its pace with none. */
  readonly pace: number
  /** From the tab's word to a reader, in milliseconds. */
  readonly p50Ms: number
  readonly p95Ms: number
  /** Events with a preview that each reader got, of those that were sent. */
  readonly share: number
  readonly residentMiB: number
}

const READERS = 100
const STALLED = 10

/** One tab with five previews of 30 kB a second; readers of its job's stream, some of whom never read. */
export async function measureReaders(seconds: number): Promise<ReaderCosts> {
  const relay = await startRelayWithTabs('memory', 'stepping', 1)
  const steps = seconds * PREVIEWS_PER_SECOND
  const lastPace = () => {
    const found = [...relay.tabs.output().matchAll(/stepMs ([\d.]+)/g)]
    return Number(found.at(-1)?.[1])
  }
  try {
    await readStream(relay.url, steps, 'alone', () => {}).ended
    const alone = lastPace()
    const before = residentBytesOf(relay.pid)
    const latencies: number[] = []
    let previews = 0
    const hear = (text: string) => {
      const at = Date.now()
      for (const [, sent] of text.matchAll(/"message": ?"sent (\d+) /g)) latencies.push(at - Number(sent))
      previews += text.split('data:image/png').length - 1
    }
    const readers = Array.from({ length: READERS }, () => readStream(relay.url, steps, 'many', hear))
    await readers[0]!.opened
    const stalled = Array.from({ length: STALLED }, () => readStream(relay.url, steps, 'many', null))
    await Promise.all(readers.map(({ ended }) => ended))
    const after = residentBytesOf(relay.pid)
    for (const { cut } of stalled) cut()
    latencies.sort((a, b) => a - b)
    const at = (quantile: number) => latencies[Math.floor(latencies.length * quantile)] ?? Number.NaN
    return {
      pace: alone / lastPace(),
      p50Ms: at(0.5),
      p95Ms: at(0.95),
      share: previews / (READERS * steps),
      residentMiB: (after - before) / 2 ** 20,
    }
  } finally {
    await relay.stop()
  }
}

/** Asks for a job as a stream; the same key is the same job. @param hear null for a reader who never reads */
function readStream(url: string, steps: number, key: string, hear: ((text: string) => void) | null) {
  let opened = () => {}
  let ended = () => {}
  const isOpened = new Promise<void>((resolve) => (opened = resolve))
  const isEnded = new Promise<void>((resolve) => (ended = resolve))
  const sent = request(`${url}/v1/engine/generate/`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
  })
  sent.on('error', () => ended())
  sent.on('response', (answer) => {
    opened()
    if (!hear) return void answer.pause()
    let rest = ''
    answer.setEncoding('utf8').on('data', (text: string) => {
      rest += text
      const end = rest.lastIndexOf('\n')
      hear(rest.slice(0, end + 1))
      rest = rest.slice(end + 1)
    })
    answer.on('close', () => ended())
  })
  sent.end(JSON.stringify({ prompt: 'a', stream_output: true, overwrite_step: steps }))
  return { opened: isOpened, ended: isEnded, cut: () => void sent.destroy() }
}
