import { load, type LoadResult } from './load.ts'
import { startTunnel } from './localtunnel.ts'
import { startFloor, startRelayWithTabs } from './servers.ts'

/** The ones that are compared, in the order in which a round asks them. */
export const RIVALS = ['bare', 'floor', 'memory', 'durable', 'localtunnel'] as const
export type Rival = (typeof RIVALS)[number]

/** One round: each rival under the same load, one after another. */
export type Round = Readonly<Partial<Record<Rival, LoadResult>>>

/** What was measured, by the number of connections. */
export interface Throughput {
  readonly rounds: ReadonlyMap<number, readonly Round[]>
  /** Rounds in which the machine was busy with something else. */
  readonly discarded: number
  /** Why there is no localtunnel; null when there is. */
  readonly missing: string | null
}

/** How long and how often. */
export interface ThroughputPlan {
  readonly rounds: number
  readonly seconds: number
  readonly warmSeconds: number
  readonly connections: readonly number[]
}

const TABS = 16
const GENERATE = '/v1/engine/generate/'
/** A round counts while the plainest server is about as fast in it as in the usual one. */
const STEADY = 0.3

/** Asks all rivals by turns. All stay up and warm: what is not asked does nothing. */
export async function measureThroughput(plan: ThroughputPlan): Promise<Throughput> {
  const floor = await startFloor(TABS)
  const memory = await startRelayWithTabs('memory', 'noop', TABS)
  const durable = await startRelayWithTabs('durable', 'noop', TABS)
  const tunnel = await startTunnel(floor.url).catch((error: Error) => error)
  const targets: Partial<
    Record<Rival, { url: string; pid: number; headers?: Readonly<Record<string, string>> }>
  > = {
    bare: { url: `${floor.url}/bare`, pid: floor.pid },
    floor: { url: `${floor.url}/floor`, pid: floor.pid },
    memory: { url: `${memory.url}${GENERATE}`, pid: memory.pid },
    durable: { url: `${durable.url}${GENERATE}`, pid: durable.pid },
    ...(!(tunnel instanceof Error) && {
      localtunnel: { url: `${tunnel.url}/bare`, pid: tunnel.pid, headers: tunnel.headers },
    }),
  }
  const ask = async (rival: Rival, connections: number, seconds: number) => {
    const target = targets[rival]
    if (!target) return undefined
    const { pid: serverPid, ...rest } = target
    return load({ ...rest, serverPid, connections, seconds })
  }
  try {
    // Thousands of jobs pass before the compiler has seen enough.
    for (const rival of RIVALS) {
      const isOurs = rival === 'memory' || rival === 'durable'
      await ask(rival, 32, isOurs ? plan.warmSeconds : Math.min(2, plan.warmSeconds))
    }
    const rounds = new Map<number, readonly Round[]>()
    let discarded = 0
    for (const connections of plan.connections) {
      const all: Round[] = []
      for (let round = 0; round < plan.rounds; round++) {
        const results: Partial<Record<Rival, LoadResult>> = {}
        for (const rival of RIVALS) {
          // A tunnel has ten connections of its own; more only wait there.
          if (rival === 'localtunnel' && connections > 8) continue
          const result = await ask(rival, connections, plan.seconds)
          if (result && result.failed > 0) throw new Error(`${rival}: ${result.failed} requests failed`)
          if (result) results[rival] = result
        }
        all.push(results)
      }
      const steady = steadyOf(all)
      discarded += all.length - steady.length
      rounds.set(connections, steady)
    }
    return { rounds, discarded, missing: tunnel instanceof Error ? tunnel.message : null }
  } finally {
    if (!(tunnel instanceof Error)) await tunnel.stop()
    for (const one of [durable, memory, floor]) await one.stop()
  }
}

function steadyOf(rounds: readonly Round[]): readonly Round[] {
  const speeds = rounds.map(({ bare }) => bare!.perSecond).sort((a, b) => a - b)
  const usual = speeds[Math.floor(speeds.length / 2)]!
  return rounds.filter(({ bare }) => Math.abs(bare!.perSecond / usual - 1) <= STEADY)
}
