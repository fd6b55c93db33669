import type { Seeded } from '../seeded.ts'
import { startFakeTab, type FakeTab, type FakeTabOptions, type Fault } from '../fake-tab.ts'

/** Tabs that come back when their connection breaks, until they are killed. */
export interface TabCrew {
  /** Ends one for good and starts another in its place. */
  replaceOne(): void
  /** The next one whose connection breaks is dead. */
  doomNext(): void
  /** Leases that were told that their job is stored, by job. */
  stored(): ReadonlyMap<string, ReadonlySet<string>>
  /** How many jobs were handed out, and how many of them anew. */
  readonly given: () => { readonly jobs: number; readonly leases: number }
  close(): Promise<void>
}

/** What the tabs need. */
export interface CrewParts {
  readonly addresses: readonly string[]
  readonly count: number
  readonly chance: Seeded
  /** Of the jobs, this part goes wrong in the tab. */
  readonly faultRate: number
}

interface Member {
  tab: FakeTab | null
  isDead: boolean
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Connects them in the background. */
export function startTabCrew({ addresses, count, chance, faultRate }: CrewParts): TabCrew {
  const members = new Set<Member>()
  const all: FakeTab[] = []
  let doomed = 0
  let isOver = false

  const fault = (mine: Seeded) => (): Fault | null => {
    if (!mine.chance(faultRate)) return null
    return mine.pick<Fault>([
      { kind: 'reject', reason: 'busy', retry: true },
      { kind: 'hang', afterSteps: 2 },
      { kind: 'fail', code: 'engine_crashed', afterSteps: 1 },
      { kind: 'wrong_bytes' },
      { kind: 'ignore' },
    ])
  }

  const optionsFor = (mine: Seeded): FakeTabOptions => ({
    url: mine.pick(addresses),
    slots: mine.between(1, 2),
    stepMs: mine.between(2, 25),
    paddingBytes: mine.pick([0, 300_000, 700_000]),
    fault: fault(mine),
  })

  const live = async (member: Member, mine: Seeded) => {
    const isGone = () => member.isDead || isOver
    while (!isGone()) {
      const tab = await startFakeTab(optionsFor(mine)).catch(() => null)
      if (!tab) {
        await pause(100)
        continue
      }
      all.push(tab)
      if (isGone()) return tab.close()
      member.tab = tab
      let isSame = true
      while (isSame && !isGone()) {
        await tab.closed()
        if (doomed > 0) {
          doomed -= 1
          return bury(member)
        }
        await pause(mine.between(0, 700))
        // A page that was loaded anew remembers nothing.
        if (mine.chance(0.1)) isSame = false
        while (isSame && !isGone()) {
          if (await tab.resume().then(Boolean, () => false)) break
          await pause(100)
        }
      }
    }
  }

  const bury = (member: Member) => {
    member.isDead = true
    members.delete(member)
    member.tab?.drop()
    if (!isOver) enlist()
  }
  const enlist = () => {
    const member: Member = { tab: null, isDead: false }
    members.add(member)
    void live(member, chance.fork())
  }
  for (let at = 0; at < count; at++) enlist()

  return {
    replaceOne: () => {
      const alive = [...members].filter(({ tab }) => tab !== null)
      if (alive.length > 0) bury(chance.pick(alive))
    },
    doomNext: () => {
      doomed += 1
    },
    stored: () => {
      const stored = new Map<string, Set<string>>()
      for (const { heard } of all) {
        const leases = new Map<string, string>()
        for (const message of heard) {
          if (message.t === 'job') leases.set(message.taskId, message.lease)
          if (message.t !== 'stored') continue
          const lease = leases.get(message.taskId) ?? 'none'
          stored.set(message.taskId, (stored.get(message.taskId) ?? new Set()).add(lease))
        }
      }
      return stored
    },
    given: () => {
      const jobs = all.flatMap((tab) => tab.taken())
      return { jobs: new Set(jobs).size, leases: jobs.length }
    },
    close: async () => {
      isOver = true
      for (const { tab } of members) await tab?.close().catch(() => undefined)
    },
  }
}
