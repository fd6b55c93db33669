import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { parseRequest } from '../../../contract/parse-request.ts'
import type { JobRequest } from '../../../contract/protocol/job-request.ts'
import type { GenerationRequestInput } from '../../../contract/request.ts'
import { createTaskId, type TaskId } from '../../../contract/task.ts'
import { createPictureFiles } from '../../files/picture-files.ts'
import type { PictureFiles } from '../../files/ports.ts'
import { hasEnded, type Job, type JobState } from '../../jobs/job.ts'
import type { JobSignal, JobStore } from '../../jobs/ports.ts'
import { createMemoryBus } from '../../stores/memory/create-memory-bus.ts'
import { createMemoryJobStore } from '../../stores/memory/create-memory-job-store.ts'
import { createUpgrades } from '../accept-upgrades.ts'
import type { FrontDoor } from '../front-door.ts'
import type { Incident, IncidentFacts } from '../incidents.ts'
import { TAB_LIMITS, type TabLimits } from '../limits.ts'
import type { Grant, Pairings } from '../pairings.ts'
import { createTabPool } from '../pool.ts'
import { createRateGate } from '../rate-gate.ts'
import { registerTicketRoute } from '../ticket-route.ts'
import { createTickets } from '../tickets.ts'

/** Times that let a test wait for what takes minutes in earnest. */
export const QUICK_LIMITS: TabLimits = {
  ...TAB_LIMITS,
  upgradesPerMinute: 10_000,
  tickMs: 10,
  helloMs: 2_000,
  heartbeatMs: 150,
  acceptMs: 300,
  leaseMinMs: 600,
  leaseMaxMs: 1_000,
  loadMs: 600,
  graceMs: 200,
  stopMs: 250,
  lossWindowMs: 5_000,
  quarantineMs: 300,
  busyMs: 40,
  drainMs: 150,
}

/** What a rig may be made of otherwise. */
export interface RigOptions {
  readonly limits?: Partial<TabLimits>
  readonly now?: () => number
  readonly store?: JobStore
  readonly files?: (files: PictureFiles) => PictureFiles
  readonly isLoopback?: boolean
  readonly grant?: Partial<Grant>
}

/** A token that the rig's pairings know. */
export const TOKEN = 'prt_rig_secret'

/** The relay's tab side with everything real around it: HTTP, sockets, files, the memory store and bus. */
export async function startRig(options: RigOptions = {}) {
  const limits = { ...QUICK_LIMITS, ...options.limits }
  const now = options.now ?? Date.now
  const folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-rig-'))
  const incidents: { readonly name: Incident; readonly facts: IncidentFacts }[] = []
  const onIncident = (name: Incident, facts: IncidentFacts) => void incidents.push({ name, facts })
  const store = options.store ?? createMemoryJobStore()
  const bus = createMemoryBus({ now })
  const real = createPictureFiles({
    outputs: join(folder, 'outputs'),
    inputs: join(folder, 'inputs'),
    now,
    random: Math.random,
  })
  const files = options.files?.(real) ?? real
  const { pairings, revoke } = createPairings(options.grant)
  const random = (length: number) => randomBytes(length)
  const pool = createTabPool({ relayId: 'rig', store, bus, files, pairings, now, random, limits, onIncident })
  const tickets = createTickets({ now, random, ticketMs: limits.ticketMs })
  let host = ''
  const door: FrontDoor = {
    hosts: () => [host],
    ownOrigins: () => [`http://${host}`],
    otherOrigins: () => ['https://tab.example'],
  }
  const app = Fastify({ logger: false })
  const gate = createRateGate(limits.upgradesPerMinute, now)
  registerTicketRoute(app, {
    tickets,
    pairings,
    door,
    gate,
    onIncident,
    pairsItself: () => options.isLoopback ?? true,
    wsUrl: null,
  })
  createUpgrades({
    door,
    tickets,
    pairings,
    gate: createRateGate(limits.upgradesPerMinute, now),
    hasRoom: pool.hasRoom,
    onSocket: pool.connect,
    onIncident,
  }).attach(app.server)
  await app.listen({ host: '127.0.0.1', port: 0 })
  host = `127.0.0.1:${(app.server.address() as AddressInfo).port}`

  const submit = async (request: GenerationRequestInput = {}, more: Partial<Job> = {}): Promise<TaskId> => {
    const job = makeJob(request, { createdAt: now(), ...more })
    const put = await store.put(job, { waiting: 1000, waitingPerOwner: 1000 })
    if (put.kind !== 'created') throw new Error(`the job was not created: ${put.kind}`)
    bus.announceWork()
    return job.id
  }
  /** Resolves with the first state for which it is true. */
  const untilState = async (id: TaskId, isIt: (state: JobState) => boolean): Promise<JobState> => {
    for (;;) {
      const state = await store.get(id)
      if (state && isIt(state)) return state
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const signals = async (id: TaskId) => {
    const heard: JobSignal[] = []
    const stop = await bus.watch(id, (signal) => void heard.push(signal))
    return { heard, stop }
  }

  return {
    url: `http://${host}`,
    host,
    server: app.server,
    pool,
    store,
    bus,
    files,
    tickets,
    incidents,
    outputs: join(folder, 'outputs'),
    revoke,
    submit,
    untilState,
    untilEnded: (id: TaskId) => untilState(id, hasEnded),
    signals,
    stop: async (id: TaskId) => {
      await store.requestStop(id, now())
      bus.command('rig', { type: 'stop', id })
    },
    skip: (id: TaskId) => bus.command('rig', { type: 'skip', id }),
    counted: (name: Incident) => incidents.filter((one) => one.name === name).length,
    close: async () => {
      await pool.close()
      app.server.closeAllConnections()
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A rig that was started. */
export type Rig = Awaited<ReturnType<typeof startRig>>

function createPairings(grant: Partial<Grant> = {}): { pairings: Pairings; revoke: (id: string) => void } {
  const whole: Grant = { id: 'rig', models: null, slots: 4, expiresAt: null, ...grant }
  const revoked = new Set<string>()
  const listeners = new Set<(id: string) => void>()
  return {
    pairings: {
      verify: (token) => Promise.resolve(token === TOKEN && !revoked.has(whole.id) ? whole : null),
      isRevoked: (id) => revoked.has(id),
      onRevoked: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    revoke: (id) => {
      revoked.add(id)
      for (const listener of listeners) listener(id)
    },
  }
}

/** A job without pictures in its request. */
export function makeJob(request: GenerationRequestInput = {}, more: Partial<Job> = {}): Job {
  return {
    id: createTaskId(randomUUID()),
    owner: '',
    dialect: 'fooocus',
    // Without pictures both forms of a request are the same.
    request: parseRequest({ overwrite_step: 2, ...request }) as JobRequest,
    inputs: [],
    asked: {},
    saveName: null,
    webhook: null,
    fingerprint: randomUUID(),
    idempotencyKey: null,
    priority: 0,
    createdAt: 0,
    startBefore: Number.MAX_SAFE_INTEGER,
    ...more,
  }
}
