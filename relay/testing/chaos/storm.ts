import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { makeBuiltPage } from '../built-page.ts'
import { createSeeded, type Seeded } from '../seeded.ts'
import { buildRelay } from './build-relay.ts'
import { startClients } from './clients.ts'
import { startCutProxy } from './cut-proxy.ts'
import { createJournal, type Journal, type TaskRecord } from './journal.ts'
import { runMonkey, type Station } from './monkey.ts'
import { createOwnRedis } from './own-redis.ts'
import { createRelayChild, freePort } from './relay-child.ts'
import { mountSmallDisk } from './small-disk.ts'
import { startTabCrew } from './tab-crew.ts'
import {
  countOrphans,
  eachOf,
  json,
  missingWebhooks,
  verifyEnds,
  verifyStored,
  verifyWebhooks,
} from './verify.ts'
import { startWebhookReceiver } from './webhook-receiver.ts'

/** A storm. */
export interface StormOptions {
  /** At least so many things break. */
  readonly events: number
  readonly seed: number
  /** The storm rages on until so many jobs were accepted, however slow the machine is. */
  readonly leastJobs?: number
  /** `redis`: two relays and a Redis between them. */
  readonly store: 'sqlite' | 'redis'
  /** Shortest and longest time from one event to the next. */
  readonly gapMs?: readonly [number, number]
  readonly tell?: (line: string) => void
  /** Where the relays' output and data stay for whoever wants to look; removed otherwise. */
  readonly keep?: boolean
  /** Part of the messages that the receiver of webhooks refuses the first time; each costs five seconds and more. */
  readonly webhookFailures?: number
}

/** What came of it. */
export interface StormReport {
  readonly store: StormOptions['store']
  readonly seed: number
  readonly events: Readonly<Record<string, number>>
  readonly eventsTotal: number
  readonly seconds: number
  /** From the end of the storm to the end of the last job. */
  readonly settledSeconds: number
  readonly accepted: number
  readonly lost: number
  readonly finishedTwice: number
  readonly finished: number
  readonly stopped: number
  readonly failed: Readonly<Record<string, number>>
  readonly pictures: number
  readonly leases: number
  readonly storedHeard: number
  readonly webhooks: number
  readonly webhookAttempts: number
  readonly orphanFiles: number
  readonly crashes: number
  /** Starts that were refused, as on a full disk; each was tried again. */
  readonly failedStarts: number
  readonly calls: Readonly<Record<string, number>>
  readonly violations: readonly string[]
}

/** Beyond its events a storm waits no longer than this for its jobs. */
const STORM_MS = 60_000
const SETTLE_MS = 120_000
const WEBHOOK_MS = 150_000
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Lets a storm rage over real processes, waits for calm, and counts. */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const { events, seed, store, gapMs = [150, 900], tell = () => undefined } = options
  const { leastJobs = 0, webhookFailures = 0.03 } = options
  const chance = createSeeded(seed)
  const startedAt = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'relay-storm-'))
  const page = makeBuiltPage()
  const built = await buildRelay()
  const disk = mountSmallDisk(join(folder, 'disk'))
  if (!disk) tell('this user may not mount a disk: it will not become full')
  const redisFolder = join(folder, 'redis')
  mkdirSync(redisFolder)
  const redis = store === 'redis' ? await createOwnRedis(redisFolder) : null
  const failing = chance.fork()
  const receiver = await startWebhookReceiver(() => failing.chance(webhookFailures))
  const outputs = join(folder, 'disk/outputs')
  const stations: Station[] = []
  const clock = (line: string) => tell(`${((Date.now() - startedAt) / 1000).toFixed(1)} s  ${line}`)
  const journal = createJournal()
  try {
    await redis?.start()
    for (let at = 0; at < (redis ? 2 : 1); at++) {
      stations.push(
        await startStation(at, { folder, outputs, script: built.script, webRoot: page.root, redis }),
      )
    }
    const addresses = stations.map(({ proxy }) => `http://127.0.0.1:${proxy.port}`)
    const crew = startTabCrew({ addresses, count: 6, chance: chance.fork(), faultRate: 0.02 })
    const clients = startClients(12, {
      addresses,
      journal,
      chance: chance.fork(),
      webhookUrl: receiver.url,
      picture: await smallPicture(),
      maxOpen: 60,
    })
    const watching = watch(journal, addresses, chance.fork())
    const giveUpAt = Date.now() + STORM_MS
    const isEnough = () => journal.entries.size >= leastJobs || Date.now() > giveUpAt
    const parts = { stations, crew, redis, disk, chance: chance.fork(), isEnough, tell: clock }
    const happened = await runMonkey(events, gapMs, parts)

    const calmAt = Date.now()
    clock(`calm; ${journal.open().length} of ${journal.entries.size} jobs are open`)
    await Promise.race([clients.finish(), pause(SETTLE_MS)])
    await until(() => journal.open().length === 0, SETTLE_MS)
    const settledSeconds = (Date.now() - calmAt) / 1000
    clock(`settled; ${journal.open().length} are open`)
    await watching.stop()
    await until(() => missingWebhooks(receiver.received, journal).length === 0, WEBHOOK_MS)
    clock('looking at every job')
    const address = addresses[0]!
    const ends = await verifyEnds(journal, address)
    const stored = verifyStored(crew.stored(), journal)
    const webhooks = verifyWebhooks(receiver, journal)
    await nothingWaits(address, journal)
    const crashes = stations.reduce((sum, { relay }) => sum + relay.crashes(), 0)
    const failedStarts = stations.reduce((sum, { relay }) => sum + relay.failedStarts(), 0)
    const orphanFiles = countOrphans(outputs, journal)
    await crew.close()
    const { violations } = journal
    return {
      store,
      seed,
      events: Object.fromEntries(happened),
      eventsTotal: [...happened.values()].reduce((sum, count) => sum + count, 0),
      seconds: Math.round((Date.now() - startedAt) / 1000),
      settledSeconds: Math.round(settledSeconds * 10) / 10,
      accepted: journal.entries.size,
      lost: violations.filter((one) => /: (lost|never ended)/.test(one)).length,
      finishedTwice: stored.twice,
      ...ends,
      leases: crew.given().leases,
      storedHeard: stored.once,
      webhooks: webhooks.messages,
      webhookAttempts: webhooks.attempts,
      orphanFiles,
      crashes,
      failedStarts,
      calls: Object.fromEntries([...clients.tally].sort()),
      violations,
    }
  } finally {
    for (const { relay, proxy } of stations) {
      await relay.kill()
      await proxy.close()
    }
    await redis?.kill()
    await receiver.close()
    disk?.remove()
    built.remove()
    page.remove()
    if (options.keep) tell(`what is left is in ${folder}`)
    else rmSync(folder, { recursive: true, force: true })
  }
}

interface StationParts {
  readonly folder: string
  readonly outputs: string
  readonly script: string
  readonly webRoot: string
  readonly redis: { readonly url: string } | null
}

/** A relay with its network. Relays that share a Redis share their pictures too, as over a network drive. */
async function startStation(at: number, parts: StationParts): Promise<Station> {
  const { folder, outputs, script, webRoot, redis } = parts
  const dataPath = join(folder, `disk/data-${at}`)
  const inputs = join(folder, 'disk/inputs')
  mkdirSync(dataPath, { recursive: true })
  mkdirSync(outputs, { recursive: true })
  mkdirSync(inputs, { recursive: true })
  if (redis) symlinkSync(inputs, join(dataPath, 'inputs'))
  const port = await freePort()
  const proxy = await startCutProxy(port)
  const flags = ['--data-path', dataPath, '--output-path', outputs, '--allow-private-urls']
  const rest = [
    '--base-url',
    `http://127.0.0.1:${proxy.port}`,
    '--log-format',
    'json',
    '--no-tab-wait',
    '600',
  ]
  const logFile = join(folder, `relay-${at}.log`)
  const all = [...flags, ...rest, ...(redis ? ['--redis', redis.url] : [])]
  const relay = createRelayChild({ script, webRoot, port, flags: all, logFile })
  await relay.start()
  return { relay, proxy }
}

/** Asks for open jobs all the time, and for some that have ended. */
function watch(journal: Journal, addresses: readonly string[], chance: Seeded) {
  let isOver = false
  const look = async (id: string) => {
    const record = await json(`${chance.pick(addresses)}/tasks/${id}`).catch(() => null)
    if (record === null || isOver) return
    // A relay that does not know a promised job has lost it.
    if (Array.isArray(record)) return journal.violate(`${id}: lost in the storm`)
    // An answer that is not about the job: the store cannot be reached.
    if ((record as { task_id?: string }).task_id !== id) return
    journal.see(record as TaskRecord)
  }
  const watching = (async () => {
    while (!isOver) {
      const ended = [...journal.entries.values()].filter((one) => one.ended !== null)
      const again = ended.length > 0 ? Array.from({ length: 10 }, () => chance.pick(ended).id) : []
      await eachOf([...journal.open().map(({ id }) => id), ...again], 4, look)
      await pause(250)
    }
  })()
  return {
    stop: async () => {
      isOver = true
      await watching
    },
  }
}

/** Jobs of which no client knows (its call broke off) must end, too. */
async function nothingWaits(address: string, journal: Journal): Promise<void> {
  const left = async () => {
    const { total } = (await json(`${address}/tasks?page_size=1`)) as { total: Record<string, number> }
    return (total['current'] ?? 0) + (total['pending'] ?? 0)
  }
  for (const end = Date.now() + SETTLE_MS; Date.now() < end; await pause(200)) {
    if ((await left().catch(() => 1)) === 0) return
  }
  journal.violate(`never ended: ${await left()} jobs that no client was told of`)
}

async function until(holds: () => boolean, ms: number): Promise<void> {
  for (const end = Date.now() + ms; !holds() && Date.now() < end;) await pause(50)
}

async function smallPicture(): Promise<string> {
  const create = { width: 96, height: 96, channels: 3, background: { r: 200, g: 30, b: 60 } } as const
  return (await sharp({ create }).png().toBuffer()).toString('base64')
}
