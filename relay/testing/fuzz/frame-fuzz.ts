import { startFakeTab } from '../fake-tab.ts'
import { createSeeded, type Seeded } from '../seeded.ts'
import { drawFrames } from './draw-frame.ts'
import { MARKER, type FuzzRelay } from './fuzz-relay.ts'
import { makeHello, openRawTab, type RawTab } from './raw-tab.ts'

/** What became of the frames. */
export interface FrameFuzzReport {
  readonly frames: number
  readonly connections: number
  /** Connections that the relay closed. */
  readonly closed: number
  /** Jobs of which a maltreating tab held the lease. */
  readonly leases: number
  /** Jobs of the well-behaved tab; all must end as finished. */
  readonly steadyJobs: number
  readonly troubles: readonly string[]
  readonly memoryGrowthMb: number
}

/** A model that only the well-behaved tab has, so that its jobs go to nobody else. */
const STEADY_MODEL = 'steady'
const AT_ONCE = 8
const STEADY_EVERY = 100
const OTHER_EVERY = 10
const END_MS = 20_000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Sends so many frames from tabs that come, misbehave and are thrown out, beside one that works. */
export async function runFrameFuzz(relay: FuzzRelay, frames: number, seed: number): Promise<FrameFuzzReport> {
  const chance = createSeeded(seed)
  const { url, secrets } = relay
  const troubles: string[] = []
  const steady = await startFakeTab({
    url,
    token: secrets.pairing,
    models: [STEADY_MODEL],
    slots: 2,
    steps: 1,
  })
  let isOver = false
  void steady.closed().then(({ code, reason }) => {
    if (!isOver) troubles.push(`the well-behaved tab was closed: ${code} ${reason}`)
  })
  const before = relay.residentBytes()
  const steadyIds: string[] = []
  const leases = new Set<string>()
  let sent = 0
  let connections = 0
  let closed = 0

  const submit = async (model: string): Promise<string | null> => {
    const response = await fetch(`${url}/v1/engine/generate/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': secrets.apikey },
      body: JSON.stringify({
        prompt: `${MARKER}-frames`,
        base_model_name: model,
        overwrite_width: 64,
        overwrite_height: 64,
        performance_selection: 'Lightning',
        async_process: true,
      }),
    })
    const text = await response.text()
    if (response.status === 429) return null
    if (response.status !== 200) troubles.push(`a job was refused: ${response.status} ${text.slice(0, 200)}`)
    return response.status === 200 ? (JSON.parse(text) as { task_id: string }).task_id : null
  }

  const connectOne = async (mine: Seeded): Promise<RawTab | null> => {
    // A quarter says nothing first, so that what comes is the first message.
    const hello = mine.chance(0.75) ? makeHello(['sticker']) : null
    connections += 1
    return openRawTab(url, secrets.pairing, hello).catch((error: unknown) => {
      troubles.push(`a tab was not let in: ${String(error)}`)
      return null
    })
  }

  const worker = async (mine: Seeded) => {
    let tab: RawTab | null = null
    while (sent < frames) {
      if (!tab || tab.isClosed()) {
        if (tab) closed += 1
        tab = await connectOne(mine)
        if (!tab) return
        // Time for the welcome and a job.
        if (mine.chance(0.3)) await pause(5)
      }
      sent += 1
      if (sent % STEADY_EVERY === 0) {
        const id = await submit(STEADY_MODEL)
        if (id) steadyIds.push(id)
      }
      if (sent % OTHER_EVERY === 0) await submit('sticker')
      for (const { lease } of tab.held) leases.add(lease)
      tab.bytes(drawFrames(tab.held, mine))
      await pause(0)
      if (mine.chance(0.02)) tab.close()
    }
    tab?.close()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, () => worker(chance.fork())))

  for (const id of steadyIds) {
    const ended = await untilEnded(url, secrets.apikey, id)
    if (ended !== 'finished') troubles.push(`job ${id} of the well-behaved tab is ${ended}`)
  }
  if (steadyIds.length === 0) troubles.push('the well-behaved tab had nothing to do')
  if (!(await relay.isAlive())) troubles.push('the relay does not answer')
  const after = relay.residentBytes()
  isOver = true
  await steady.close()
  return {
    frames: sent,
    connections,
    closed,
    leases: leases.size,
    steadyJobs: steadyIds.length,
    troubles: [...new Set(troubles)].slice(0, 30),
    memoryGrowthMb: Math.round((after - before) / 1e5) / 10,
  }
}

async function untilEnded(url: string, apikey: string, id: string): Promise<string> {
  for (const end = Date.now() + END_MS; ; await pause(20)) {
    const answer = await fetch(`${url}/tasks/${id}`, { headers: { 'x-api-key': apikey } })
    const { task_status: status } = (await answer.json()) as { task_status: string | null }
    if (status !== null && status !== 'running') return status
    if (Date.now() > end) return status ?? 'waiting'
  }
}
