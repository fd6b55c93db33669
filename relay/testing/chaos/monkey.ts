import type { Seeded } from '../seeded.ts'
import type { CutProxy } from './cut-proxy.ts'
import type { OwnRedis } from './own-redis.ts'
import type { RelayChild } from './relay-child.ts'
import type { SmallDisk } from './small-disk.ts'
import type { TabCrew } from './tab-crew.ts'

/** A relay, and the network in front of it. */
export interface Station {
  readonly relay: RelayChild
  readonly proxy: CutProxy
}

/** What can be broken. */
export interface MonkeyParts {
  readonly stations: readonly Station[]
  readonly crew: TabCrew
  readonly redis: OwnRedis | null
  readonly disk: SmallDisk | null
  readonly chance: Seeded
  /** Asked once the events are over: while it says no, more of them happen. */
  readonly isEnough: () => boolean
  /** Tells what happens, for the log. */
  readonly tell: (what: string) => void
}

/** Everything it does, and how often compared with the others. */
const EVENTS = {
  'kill relay': 5,
  'freeze relay': 1,
  'cut tab': 5,
  'cut in an upload': 5,
  'stall a socket': 4,
  'kill tab': 4,
  'cut all clients': 3,
  'kill redis': 4,
  'fill disk': 2,
} as const
/** A kind of accident. */
export type EventKind = keyof typeof EVENTS

const KINDS = Object.entries(EVENTS).flatMap(([kind, weight]) =>
  Array.from({ length: weight }, () => kind as EventKind),
)

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Breaks at least so many things, one after the other or at the same time, and mends all of them before it resolves. */
export async function runMonkey(
  events: number,
  gapMs: readonly [number, number],
  parts: MonkeyParts,
): Promise<Map<EventKind, number>> {
  const { stations, crew, redis, disk, chance, isEnough, tell } = parts
  const counted = new Map<EventKind, number>()
  const underWay = new Set<Promise<void>>()
  const busy = new Set<unknown>()

  /** One thing is broken in one way at a time. */
  const whileBusy = (thing: unknown, work: () => Promise<void>): boolean => {
    if (thing === null || busy.has(thing)) return false
    busy.add(thing)
    const mended = work().finally(() => {
      busy.delete(thing)
      underWay.delete(mended)
    })
    underWay.add(mended)
    return true
  }
  const someLink = (kind: 'tab' | 'client') => {
    const links = stations.flatMap(({ proxy }) => proxy.links(kind))
    return links.length > 0 ? chance.pick(links) : null
  }

  /** False when it was not possible right now. */
  const doIt = (kind: EventKind): boolean => {
    const { relay, proxy } = chance.pick(stations)
    const ms = chance.between(100, 1_500)
    switch (kind) {
      case 'kill relay':
        return whileBusy(relay, async () => {
          await relay.kill()
          await pause(ms / 3)
          await startAgain(relay, tell)
        })
      case 'freeze relay':
        return whileBusy(relay, async () => {
          relay.freeze()
          await pause(1_500 + ms * 2)
          relay.thaw()
        })
      case 'kill redis':
        return whileBusy(redis, async () => {
          await redis!.kill()
          await pause(ms / 2)
          await redis!.start()
        })
      case 'fill disk':
        return whileBusy(disk, async () => {
          disk!.fill()
          await pause(500 + ms)
          disk!.free()
        })
      case 'cut tab': {
        const link = someLink('tab')
        link?.cut()
        return link !== null
      }
      case 'cut in an upload': {
        const link = someLink('tab')
        if (chance.chance(0.5)) crew.doomNext()
        link?.cutAfter(chance.between(1, 600_000))
        return link !== null
      }
      case 'stall a socket': {
        const link = someLink(chance.pick(['tab', 'tab', 'client']))
        link?.stall(ms * 3)
        return link !== null
      }
      case 'kill tab':
        crew.replaceOne()
        return true
      case 'cut all clients':
        for (const link of proxy.links('client')) link.cut()
        return true
      default:
        return kind satisfies never
    }
  }

  for (let done = 0; done < events || !isEnough();) {
    const kind = chance.pick(KINDS)
    if (doIt(kind)) {
      done += 1
      tell(kind)
      counted.set(kind, (counted.get(kind) ?? 0) + 1)
      await pause(chance.between(...gapMs))
    } else await pause(5)
  }
  await Promise.all(underWay)
  return counted
}

/** A relay that cannot start because the disk is full or Redis is away is started again, as a supervisor would. */
async function startAgain(relay: RelayChild, tell: (what: string) => void): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await relay.start()
    } catch (error) {
      tell(`the relay did not start (${tries}): ${String(error)}`)
      if (tries === 60) throw error
      await pause(200)
    }
  }
}
