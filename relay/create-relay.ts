import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import manifest from '../models-manifest.json'
import type { ModelManifest } from '../contract/manifest.ts'
import { registerApi } from './api-routes.ts'
import { isBehindProxy, isExposed, type RelayConfig } from './config.ts'
import { compatOf } from './dialects/fooocus/compat.ts'
import { toRecord } from './dialects/fooocus/to-record.ts'
import { toJobWebhook } from './dialects/fooocus-v1/to-job.ts'
import { openDataFolders } from './data-folders.ts'
import { createAlphaToMask } from './files/alpha-to-mask.ts'
import { createPictureConverter } from './files/convert-pictures.ts'
import { createPictureFiles } from './files/picture-files.ts'
import { createAccess } from './http/access.ts'
import type { App } from './http/app.ts'
import { createModelCatalog } from './http/catalog.ts'
import { createGuardedFetch } from './http/guarded-fetch.ts'
import { registerHostGuard } from './http/host-guard.ts'
import { createInputImageReader } from './http/input-images.ts'
import { toJson } from './http/json.ts'
import { createKeyring } from './http/keyring.ts'
import { isFromThisMachine } from './http/is-from-this-machine.ts'
import { createOrigins, listOrigins, type OriginRules } from './http/origins.ts'
import { createRateLimits } from './http/rate-limits.ts'
import { createJobService } from './jobs/create-job-service.ts'
import type { JobState } from './jobs/job.ts'
import { watchEnds } from './jobs/watch-ends.ts'
import { keepHouse } from './keep-house.ts'
import { openStore, type OpenStore } from './open-store.ts'
import { createControlToken, publishControl, registerControl } from './operations/control.ts'
import { createLogger, logRequests, type Logger } from './operations/logs.ts'
import { createMetrics, type RelayMetrics } from './operations/metrics.ts'
import { watchLoopDelay } from './operations/overload.ts'
import { registerStatusRoutes } from './operations/status-routes.ts'
import { ownAddressReader } from './own-address.ts'
import { relayIdIn, takeBackLeases } from './relay-id.ts'
import { createServer } from './server.ts'
import { serveStaticFiles } from './static-files.ts'
import { createUpgrades } from './tabs/accept-upgrades.ts'
import type { FrontDoor } from './tabs/front-door.ts'
import type { Incident, IncidentFacts } from './tabs/incidents.ts'
import { TAB_LIMITS, type TabLimits } from './tabs/limits.ts'
import { createTabPool, type TabPool } from './tabs/pool.ts'
import { createRateGate } from './tabs/rate-gate.ts'
import { registerTicketRoute } from './tabs/ticket-route.ts'
import { createTickets } from './tabs/tickets.ts'
import { VERSION } from './version.ts'
import { createWebhookSender } from './webhooks/sender.ts'

/** What a caller may set besides the command line. */
export interface RelayOptions {
  /** Gets the log, whole lines with their newline; nowhere when left out. */
  readonly log?: (line: string) => void
  /** The store, where it is being opened already. */
  readonly opening?: Promise<OpenStore>
  /** Shorter times for tests. */
  readonly tabLimits?: Partial<TabLimits>
}

/** A relay with everything in it. */
export interface Relay {
  readonly app: App
  readonly pool: TabPool
  readonly logger: Logger
  /** Begins to listen and to keep house. @returns the address, without a slash at the end */
  listen(): Promise<string>
  /** Takes no new work, gives running jobs back, lets answers end, and closes what is open. What was accepted is kept. */
  close(): Promise<void>
}

/** How soon tabs may come back after a restart. */
const RETRY_MS = 1_000

/**
 * Puts the relay together. Opens the store and the files; does not listen yet.
 *
 * @throws AppError `storage_full`, `storage_unavailable` when one of them cannot be opened
 */
export async function createRelay(config: RelayConfig, options: RelayOptions = {}): Promise<Relay> {
  const opened = await (options.opening ?? openStore(config))
  let relay: Relay
  try {
    relay = await assemble(config, options, opened)
  } catch (error) {
    // In a folder that cannot be used the database fails too, and says best why.
    await opened.ready
    throw error
  }
  try {
    // The database has opened while all this was put together.
    await opened.ready
  } catch (error) {
    // How it closes is not what went wrong.
    await relay.close().catch(() => undefined)
    throw error
  }
  return relay
}

async function assemble(config: RelayConfig, options: RelayOptions, opened: OpenStore): Promise<Relay> {
  const now = () => Date.now()
  const logger = createLogger({
    level: options.log ? config.logLevel : 'silent',
    format: config.logFormat,
    secrets: secretsOf(config),
    write: options.log ?? (() => undefined),
  })
  const onProblem = (error: unknown) => logger.error({ err: error }, 'something went wrong beside a request')
  // Our own file, which a test parses whole: reading it through the schema would cost a tenth of the start.
  const models = manifest.models as unknown as ModelManifest['models']
  const folders = openDataFolders(config)
  const keyring = createKeyring({
    file: config.keyFile,
    apikey: config.apikey,
    isPublic: isExposed(config),
    now,
    onProblem,
  })
  const { bus } = opened
  const loopDelay = watchLoopDelay()
  const limits = { ...TAB_LIMITS, ...options.tabLimits }

  const store = watchEnds(opened.store, (state) => onEnded(state))
  const relayId = relayIdIn(config.memoryOnly ? null : config.dataPath)
  const files = createPictureFiles({
    outputs: folders.outputs,
    inputs: folders.inputs,
    now,
    random: Math.random,
  })
  const onIncident = (name: Incident, facts: IncidentFacts) => tellIncident(name, facts, { metrics, logger })
  const random = (length: number) => randomBytes(length)
  const pool = createTabPool({
    relayId,
    store,
    bus,
    files,
    pairings: keyring.pairings,
    now,
    random,
    limits,
    onIncident,
  })
  const metrics = createMetrics({
    jobs: () => store.counts(),
    tabs: () => pool.tabs().filter(({ state }) => state !== 'lost').length,
    bufferedBytes: pool.unsentBytes,
    loopDelay,
    version: VERSION,
  })
  const jobs = createJobService({
    store,
    bus,
    files,
    ability: pool.ability,
    // Tabs of other relays may offer what ours do not.
    unoffered: config.redis === null ? pool.unoffered : () => [],
    limits: config.queue,
    isStoreHere: config.redis === null,
    noTabWaitMs: config.noTabWaitMs,
    now,
  })
  const fetches = createGuardedFetch({ allowPrivate: config.allowPrivateUrls })
  const compat = compatOf(config)
  const webhooks = createWebhookSender({
    store,
    render: (state) =>
      state.job.dialect === 'fooocus_v1'
        ? JSON.stringify(toJobWebhook(state))
        : toJson(toRecord(state, null, { compat })),
    post: fetches.postJson,
    secrets: config.webhook.secrets,
    now,
    random: Math.random,
    onAttempt: ({ kind }) => metrics.webhookAttempt(kind),
    onProblem,
  })
  const onEnded = (state: JobState) => {
    countEnd(state, metrics)
    if (state.job.webhook) webhooks.wake()
  }

  const rules: OriginRules = {
    listenHost: config.host,
    baseUrl: config.baseUrl,
    allowHosts: config.allowHosts,
    allowOrigins: config.allowOrigins,
    isKeyed: keyring.isRequired,
  }
  const origins = createOrigins(rules)
  const access = createAccess(keyring)
  const app = await createServer({ webRoot: config.webRoot, trustProxy: config.trustProxy, logger })
  let isDraining = false

  access.prepare(app)
  logRequests(app, logger)
  metrics.countRequests(app)
  await registerHostGuard(app, origins)
  const rateLimits = await createRateLimits(app, {
    perMinute: config.rateLimit,
    identify: access.identify,
    isKeyed: keyring.isRequired,
    whyBusy: loopDelay.whyBusy,
  })
  registerStatusRoutes(app, {
    version: VERSION,
    metrics,
    requireKey: access.requireKey('plain'),
    askStore: () => store.counts(),
    tabs: () => pool.tabs().filter(({ state }) => state !== 'lost').length,
    isDraining: () => isDraining,
    isOverloaded: loopDelay.isOverloaded,
  })
  const controlToken = createControlToken()
  registerControl(app, { token: controlToken, jobs, tabs: pool.tabs })
  const catalog = createModelCatalog({ manifest: { models }, tabs: pool.tabs })
  const { webhook } = config
  await registerApi(app, {
    access,
    limits: rateLimits,
    version: VERSION,
    dialects: {
      jobs,
      files,
      converter: createPictureConverter(),
      images: createInputImageReader({
        files,
        fetchImage: fetches.getBytes,
        ownAddress: ownAddressReader((host) => origins.allowsHost(host)),
        allowUrls: config.urlInputs,
      }),
      catalog,
      config: {
        baseUrl: config.baseUrl,
        compat: config.compat,
        webhookUrl: webhook.url,
        webhookLegacyEncoding: webhook.legacyEncoding,
        preset: config.preset,
        version: VERSION,
      },
      now,
      alphaToMask: createAlphaToMask(),
    },
  })

  const doorOf = () =>
    listOrigins(rules, (app.server.address() as AddressInfo | null)?.port ?? config.port, machineAddresses())
  let known: ReturnType<typeof doorOf> | null = null
  // Asked for by each tab that connects; the port is known by then and stays.
  const lists = () => (known ??= doorOf())
  const door: FrontDoor = {
    hosts: () => lists().hosts,
    ownOrigins: () => lists().ownOrigins,
    otherOrigins: () => lists().otherOrigins,
  }
  const tickets = createTickets({ now, random, ticketMs: limits.ticketMs })
  const { pairings } = keyring
  registerTicketRoute(app, {
    tickets,
    pairings,
    door,
    pairsItself: isBehindProxy(config) ? () => false : isFromThisMachine,
    wsUrl: null,
    gate: createRateGate(limits.upgradesPerMinute, now),
    onIncident,
  })
  const detach = createUpgrades({
    door,
    tickets,
    pairings,
    gate: createRateGate(limits.upgradesPerMinute, now),
    hasRoom: pool.hasRoom,
    onSocket: pool.connect,
    onIncident,
  }).attach(app.server)
  await serveStaticFiles(app, config.webRoot)

  let stopHousekeeping = () => {}
  let unpublish = () => {}
  return {
    app,
    pool,
    logger,
    listen: async () => {
      const taken = await takeBackLeases(store, relayId, now())
      if (taken > 0) logger.info({ jobs: taken }, 'jobs of the last run wait again')
      await app.listen({ host: config.host, port: config.port, listenTextResolver: () => 'listening' })
      const address = addressOf(config.host, (app.server.address() as AddressInfo).port)
      if (config.controlFile !== null) {
        unpublish = publishControl(config.controlFile, { url: address, token: controlToken })
      }
      stopHousekeeping = keepHouse({ config, outputs: folders.outputs, store, jobs, onProblem, now })
      webhooks.wake()
      bus.announceWork()
      return address
    },
    close: async () => {
      isDraining = true
      stopHousekeeping()
      unpublish()
      await pool.drain(RETRY_MS)
      jobs.close()
      const impatient = setTimeout(() => app.server.closeAllConnections(), config.shutdownMs)
      await app.close()
      clearTimeout(impatient)
      detach()
      await pool.close()
      await webhooks.close()
      await bus.close()
      await store.close()
      keyring.close()
      loopDelay.close()
      folders.dispose()
    },
  }
}

/** Texts that must never be logged. */
function secretsOf({ apikey, webhook, redis }: RelayConfig): string[] {
  const password = redis === null ? '' : decodeURIComponent(new URL(redis).password)
  return [apikey, ...webhook.secrets, password].filter((secret) => secret !== '')
}

/** The address that works from this machine. */
function addressOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

function machineAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
}

function tellIncident(
  name: Incident,
  facts: IncidentFacts,
  { metrics, logger }: { readonly metrics: RelayMetrics; readonly logger: Logger },
): void {
  if (name === 'lease_expired') metrics.leaseExpired(String(facts.reason ?? 'silent'))
  if (name === 'requeued') metrics.requeued()
  if (name === 'preview_dropped') return metrics.previewsDropped(1)
  const level = name === 'store_failed' || name === 'quarantined' ? 'warn' : 'info'
  logger[level]({ incident: name, ...facts }, name.replaceAll('_', ' '))
}

function countEnd({ job, status, startedAt, endedAt, timings }: JobState, metrics: RelayMetrics): void {
  if (status === 'finished' || status === 'stopped' || status === 'failed') metrics.jobEnded(status)
  if (startedAt === null || endedAt === null) return
  metrics.queueWait(Math.max(0, startedAt - job.createdAt) / 1000)
  if (timings) metrics.jobOverhead(Math.max(0, endedAt - startedAt - timings.totalMs) / 1000)
}
