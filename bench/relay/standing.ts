import { request } from 'node:http'
import { startNode, residentBytesOf } from './processes.ts'
import { startRelay, startRelayWithTabs, startTabs } from './servers.ts'

/** Milliseconds from the start of the process to its address on the screen, and its memory a moment later. */
export interface ColdStart {
  readonly ms: number
  readonly residentMB: number
}

const SETTLE_MS = 700
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Starts the relay as a user does, into an empty folder, some times. */
export async function measureColdStarts(times: number): Promise<readonly ColdStart[]> {
  const all: ColdStart[] = []
  for (let time = 0; time < times; time++) {
    const startedAt = performance.now()
    const relay = startRelay('durable')
    await relay.printed(/http:\/\/127\.0\.0\.1:\d+/)
    const ms = performance.now() - startedAt
    await pause(SETTLE_MS)
    all.push({ ms, residentMB: residentBytesOf(relay.pid) / 1e6 })
    await relay.stop()
  }
  return all
}

/** What connections cost that only stand, in kilobytes each. */
export interface StandingCosts {
  readonly tabs: number
  readonly tabKB: number
  readonly streams: number
  readonly streamKB: number
}

/** Fewer than the tickets that one address gets in a minute. */
const TABS = 50
const STREAMS = 500

/** Idle tabs, and readers of a job that does not begin. */
export async function measureStanding(): Promise<StandingCosts> {
  const relay = await startRelayWithTabs('memory', 'stepping', 1)
  try {
    await pause(SETTLE_MS)
    const empty = residentBytesOf(relay.pid)
    const tabs = await startTabs('noop', relay.url, TABS)
    await pause(SETTLE_MS)
    const withTabs = residentBytesOf(relay.pid)
    await tabs.stop()
    await pause(SETTLE_MS)
    const before = residentBytesOf(relay.pid)
    // One long job keeps the only tab busy; all readers follow it.
    const streams = await Promise.all(Array.from({ length: STREAMS }, () => openStream(relay.url)))
    await pause(SETTLE_MS)
    const withStreams = residentBytesOf(relay.pid)
    for (const cut of streams) cut()
    return {
      tabs: TABS,
      tabKB: (withTabs - empty) / TABS / 1000,
      streams: STREAMS,
      streamKB: (withStreams - before) / STREAMS / 1000,
    }
  } finally {
    await relay.stop()
  }
}

function openStream(url: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/v1/engine/generate/`, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', 'idempotency-key': 'standing' },
    })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      answer.resume()
      answer.on('error', () => undefined)
      resolve(() => void sent.destroy())
    })
    sent.end(JSON.stringify({ prompt: 'a', stream_output: true, overwrite_step: 100 }))
  })
}

/** Milliseconds that Node itself takes to start and print a line: what no server can be faster than. */
export async function measureNode(times: number): Promise<readonly number[]> {
  const all: number[] = []
  for (let time = 0; time < times; time++) {
    const startedAt = performance.now()
    const node = startNode('server', ['-e', 'console.log("here")'])
    await node.printed(/here/)
    all.push(performance.now() - startedAt)
    await node.stop()
  }
  return all
}
