import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { AppError } from '../../../contract/errors.ts'
import type { TaskId } from '../../../contract/task.ts'
import type { Bus, JobSignal, TabCommand } from '../../jobs/ports.ts'
import { createListeners } from '../memory/listeners.ts'
import { createRecentAsks } from '../memory/recent-asks.ts'
import { createAudience } from './audience.ts'
import { closeRedis, connectRedis, DEFAULT_PREFIX, type RedisLocation } from './connect-redis.ts'
import { createProgressKeeper } from './progress-keeper.ts'
import { packSignal, unpackSignal } from './signal-bytes.ts'

/** How long a watcher waits for a Redis that does not answer, in milliseconds. */
const SUBSCRIBE_TIMEOUT_MS = 5_000

/**
 * Connects relays through Redis. After a lost connection all subscriptions stand again, and whoever listens is told
 * that something may have changed meanwhile. Previews are sent only while someone watches.
 *
 * @throws AppError `storage_unavailable` when nobody answers there
 */
export async function openRedisBus({ url, prefix = DEFAULT_PREFIX }: RedisLocation): Promise<Bus> {
  // What cannot be said at once is not worth saying later.
  const speaker = await connectRedis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 })
  try {
    const hearer = await connectRedis(url, { maxRetriesPerRequest: null })
    return await createRedisBus(speaker, hearer, prefix)
  } catch (error) {
    speaker.disconnect()
    throw error
  }
}

/** @param hearer only subscribes; both belong to the bus from now on */
async function createRedisBus(speaker: Redis, hearer: Redis, prefix: string): Promise<Bus> {
  const channels = {
    job: (id: TaskId) => `${prefix}hear:job:${id}`,
    relay: (name: string) => `${prefix}hear:relay:${name}`,
    work: `${prefix}hear:work`,
  }
  const me = randomUUID()
  const watchers = createListeners<TaskId, JobSignal>()
  const commands = createListeners<string, TabCommand>()
  const work = createListeners<'work', void>()
  /** What to do with a word, by channel; and who asked Redis for it. */
  const open = new Map<
    string,
    { users: number; readonly ready: Promise<unknown>; hear(word: Buffer): void }
  >()
  /** Polls of other relays are not known here; their streams are. */
  const asks = createRecentAsks<TaskId>(Date.now)
  const hears = createAudience(speaker)
  const progress = createProgressKeeper(speaker, (id) => `${prefix}progress:${id}`)

  hearer.on('messageBuffer', (channel: Buffer, word: Buffer) => open.get(channel.toString())?.hear(word))
  hearer.on('ready', () => {
    for (const id of watchers.keys()) watchers.tell(id, { type: 'changed' })
    work.tell('work')
  })

  /** The first listener of a channel subscribes, the last one to leave unsubscribes. */
  const join = (channel: string, hear: (word: Buffer) => void) => {
    const known = open.get(channel)
    const one = known ?? { users: 0, ready: hearer.subscribe(channel), hear }
    one.users += 1
    open.set(channel, one)
    // Whoever needs to know waits for it.
    one.ready.catch(() => undefined)
    return {
      ready: one.ready,
      leave: () => {
        one.users -= 1
        if (one.users > 0) return
        open.delete(channel)
        hearer.unsubscribe(channel).catch(() => undefined)
      },
    }
  }
  const say = (channel: string, word: string | Buffer) =>
    void speaker.publish(channel, word).catch(() => undefined)

  const heardWork = join(channels.work, (from) => {
    if (from.toString() !== me) work.tell('work')
  })
  await heardWork.ready

  return {
    publish: (id, signal) => {
      progress.hear(id, signal)
      const channel = channels.job(id)
      if (signal.type !== 'preview' || watchers.has(id) || hears(channel)) say(channel, packSignal(signal))
    },
    watch: async (id, listener) => {
      const { ready, leave } = join(channels.job(id), (word) => watchers.tell(id, unpackSignal(word)))
      const stopListening = watchers.add(id, listener)
      const stop = once(() => {
        stopListening()
        leave()
      })
      try {
        await inTime(ready)
        return stop
      } catch (error) {
        stop()
        throw error
      }
    },
    isWatched: (id) => watchers.has(id) || asks.has(id) || hears(channels.job(id)),
    progress: (id) => {
      asks.note(id)
      return progress.read(id)
    },
    announceWork: () => {
      work.tell('work')
      say(channels.work, me)
    },
    onWork: (listener) => work.add('work', listener),
    command: (relay, command) => {
      if (commands.has(relay)) commands.tell(relay, command)
      else say(channels.relay(relay), JSON.stringify(command))
    },
    onCommand: (relay, listener) => {
      // Only relays write there.
      const { leave } = join(channels.relay(relay), (word) =>
        commands.tell(relay, JSON.parse(word.toString()) as TabCommand),
      )
      const stopListening = commands.add(relay, listener)
      return once(() => {
        stopListening()
        leave()
      })
    },
    close: async () => {
      for (const { clear } of [watchers, commands, work]) clear()
      progress.close()
      await Promise.all([closeRedis(hearer), closeRedis(speaker)])
    },
  }
}

async function inTime(ready: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new AppError('storage_unavailable', 'Redis cannot be used (it does not answer)')
    timer = setTimeout(() => reject(error), SUBSCRIBE_TIMEOUT_MS)
  })
  try {
    await Promise.race([ready, late])
  } finally {
    clearTimeout(timer)
  }
}

function once(act: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    act()
  }
}
