import { describe, expect, it, vi } from 'vitest'
import type { BridgeCommand, BridgeMemory, BridgeReport } from '../../contract/bridge.ts'
import { createEnvironmentStore } from '../state/environment.ts'
import { createPreferencesStore } from '../state/preferences.ts'
import { createRelayStore } from '../state/relay.ts'
import { createTasksStore } from '../state/tasks.ts'
import { hostBridge } from './bridge.ts'

const until = (check: () => void) => vi.waitFor(check, { timeout: 2000, interval: 5 })
const RELAY = { 'x-fooocus-tab-relay': '1.2.3' }

/** A host over workers that only write down what they are told. */
function setUp(given: { isHome?: boolean; headers?: Record<string, string>; kept?: unknown } = {}) {
  const workers: { told: BridgeCommand[]; say: (report: BridgeReport) => void; die: () => void }[] = []
  const kept: { value: unknown } = { value: given.kept }
  const lent: MessagePort[] = []
  const stores = {
    relay: createRelayStore(),
    environment: createEnvironmentStore(true),
    preferences: createPreferencesStore({ read: () => undefined, write: () => {} }),
    tasks: createTasksStore(),
  }
  const host = hostBridge({
    ...stores,
    createWorker: () => {
      const listeners: Record<string, ((event: Event) => void)[]> = { message: [], error: [] }
      const told: BridgeCommand[] = []
      const send = (type: string, data?: BridgeReport) =>
        listeners[type]!.forEach((listener) => listener({ data } as unknown as Event))
      workers.push({ told, say: (report) => send('message', report), die: () => send('error') })
      return {
        postMessage: (message) => void told.push(message as BridgeCommand),
        addEventListener: (type, listener) => void listeners[type]!.push(listener),
        removeEventListener: () => {},
        terminate: () => {},
      }
    },
    lend: (door) => void lent.push(door),
    fetch: async () => new Response(null, { headers: given.headers ?? RELAY }),
    baseUrl: 'http://127.0.0.1:7866/',
    app: 'test',
    isHome: given.isHome ?? true,
    memory: { read: () => kept.value, write: (value) => (kept.value = value) },
  })
  const types = (n = 0) => workers[n]?.told.map(({ type }) => type) ?? []
  const become = stores.environment.getState().setConnection
  return { ...stores, host, workers, kept, lent, types, become }
}

describe('hostBridge', () => {
  it('starts the bridge once there are a relay and an engine, and hands it a door', async () => {
    const { workers, types, become, lent, relay } = setUp()
    await until(() => expect(relay.getState()).toMatchObject({ presence: 'present', version: '1.2.3' }))
    expect(workers).toHaveLength(0)
    become('active')
    expect(types()).toEqual(['start', 'serve', 'engine'])
    expect(lent).toHaveLength(1)
    expect(workers[0]!.told[1]).toEqual({ type: 'serve', isOn: true, token: '' })
  })

  it('leaves no trace where nobody is a relay', async () => {
    const { workers, become, relay } = setUp({ headers: {} })
    become('active')
    await until(() => expect(relay.getState().presence).toBe('absent'))
    expect(workers).toHaveLength(0)
  })

  it('does not serve at other addresses until a person wants it to', async () => {
    const { workers, become, relay, preferences, types } = setUp({ isHome: false })
    become('active')
    await until(() => expect(relay.getState().presence).toBe('present'))
    expect(workers).toHaveLength(0)
    preferences.getState().prefer({ serveApi: true, relayToken: 'prt_x' })
    expect(types()).toEqual(['start', 'serve', 'engine'])
    expect(workers[0]!.told[1]).toMatchObject({ isOn: true, token: 'prt_x' })
    preferences.getState().prefer({ serveApi: false })
    expect(workers[0]!.told.at(-1)).toMatchObject({ type: 'serve', isOn: false })
  })

  it('tells the bridge that the engine is gone, and hands it a new door for the next one', async () => {
    const { types, become, lent, relay } = setUp()
    become('active')
    await until(() => expect(relay.getState().presence).toBe('present'))
    become('restarting')
    become('active')
    expect(types().slice(2)).toEqual(['engine', 'engine-gone', 'engine'])
    expect(lent).toHaveLength(2)
  })

  it('keeps what the bridge must know after a reload, and hands it back', async () => {
    const first = setUp()
    first.become('active')
    await until(() => expect(first.workers).toHaveLength(1))
    const start = first.workers[0]!.told[0] as Extract<BridgeCommand, { type: 'start' }>
    const memory: BridgeMemory = { ...start.memory, resumeToken: 'again', served: 4 }
    first.workers[0]!.say({ type: 'memory', memory })
    const second = setUp({ kept: first.kept.value })
    second.become('active')
    await until(() => expect(second.workers).toHaveLength(1))
    expect(second.workers[0]!.told[0]).toMatchObject({ memory })
    expect(second.relay.getState().served).toBe(4)
  })

  it('does not believe in a memory that is none', async () => {
    const { workers, become } = setUp({ kept: { instance: 'me', jobs: 3 } })
    become('active')
    await until(() => expect(workers).toHaveLength(1))
    expect(workers[0]!.told[0]).toMatchObject({ memory: { jobs: [], resumeToken: null } })
  })

  it('passes on that the page goes, and comes back', async () => {
    const { workers, become, host, types } = setUp()
    become('active')
    await until(() => expect(workers).toHaveLength(1))
    host.leave('freezing')
    host.wake()
    expect(types().slice(-2)).toEqual(['leaving', 'wake'])
  })

  it('starts a bridge that died again', async () => {
    vi.useFakeTimers()
    const { workers, become, types } = setUp()
    become('active')
    await vi.advanceTimersByTimeAsync(10)
    workers[0]!.die()
    await vi.advanceTimersByTimeAsync(5000)
    expect(types(1)).toEqual(['start', 'serve', 'engine'])
    vi.useRealTimers()
  })
})
