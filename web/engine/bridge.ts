import type { StoreApi } from 'zustand/vanilla'
import type { BridgeCommand, BridgeMemory, BridgeReport } from '../../contract/bridge.ts'
import type { TaskId } from '../../contract/task.ts'
import type { EnvironmentState } from '../state/environment.ts'
import type { PreferencesState } from '../state/preferences.ts'
import type { RelayState } from '../state/relay.ts'
import type { StoredValue } from '../state/stored-value.ts'
import type { TasksState } from '../state/tasks.ts'
import { findRelay } from './find-relay.ts'
import type { WorkerLike } from './worker-host.ts'

/** What hosting a bridge needs. */
export interface BridgeHostParts {
  readonly createWorker: () => WorkerLike
  /** Gives a port to the engine's worker. */
  readonly lend: (door: MessagePort) => void
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Address of the page's root, ending in a slash. */
  readonly baseUrl: string
  readonly app: string
  /** Whether the page's address suggests that its owner wants to be served. */
  readonly isHome: boolean
  /** Lives as long as the tab, reloads included. */
  readonly memory: StoredValue
  readonly relay: StoreApi<RelayState>
  readonly environment: StoreApi<EnvironmentState>
  readonly preferences: StoreApi<PreferencesState>
  readonly tasks: StoreApi<TasksState>
}

/** The bridge, as the page's events see it. */
export interface BridgeHost {
  /** Looks for the relay now, and lets the bridge wait no longer. */
  lookNow(): void
  /** The page goes away or is put to sleep. */
  leave(reason: 'closing' | 'freezing'): void
  /** The page is back. */
  wake(): void
}

/** A relay that does not answer is asked again after so long. */
const LOOK_AGAIN_MS = 15_000
/** A bridge that died is started again after so long. */
const RESTART_MS = 2000

/**
 * Runs the bridge worker in the window that has the engine, as soon as there is a relay to serve: hands it a new door
 * for every new engine, keeps its memory over reloads, and starts it again when it dies.
 */
export function hostBridge(parts: BridgeHostParts): BridgeHost {
  const { relay, environment, preferences, tasks } = parts
  let memory = readMemory(parts.memory)
  let bridge: WorkerLike | null = null
  let hasDoor = false
  let lookTimer: ReturnType<typeof setTimeout> | undefined

  const send = (command: BridgeCommand, transfer?: Transferable[]) => bridge?.postMessage(command, transfer)
  const isEngineHere = () => environment.getState().connection === 'active'
  const wish = () => {
    const { serveApi, relayToken } = preferences.getState()
    return { isOn: serveApi ?? parts.isHome, token: relayToken }
  }

  const hear = (report: BridgeReport) => {
    if (report.type === 'link') return relay.setState({ link: report.link })
    memory = report.memory
    parts.memory.write(memory)
    if (relay.getState().served !== memory.served) relay.setState({ served: memory.served })
  }
  const start = () => {
    const worker = parts.createWorker()
    bridge = worker
    hasDoor = false
    // Only our own worker speaks here.
    worker.addEventListener('message', (event) => hear((event as MessageEvent<BridgeReport>).data))
    worker.addEventListener('error', () => {
      if (bridge !== worker) return
      bridge = null
      worker.terminate()
      setTimeout(settle, RESTART_MS)
    })
    // Only task ids are keys of that record.
    const used = Object.keys(tasks.getState().byId) as TaskId[]
    send({ type: 'start', relayUrl: parts.baseUrl, app: parts.app, memory, used })
    send({ type: 'serve', ...wish() })
  }
  /** Brings the worker to where it should be. */
  const settle = () => {
    const { isOn } = wish()
    relay.setState({ isServing: isOn })
    if (!bridge && isOn && isEngineHere() && relay.getState().presence === 'present') start()
    if (!bridge) return
    if (isEngineHere() && !hasDoor) {
      hasDoor = true
      const { port1, port2 } = new MessageChannel()
      parts.lend(port1)
      send({ type: 'engine', port: port2 }, [port2])
    }
    if (!isEngineHere() && hasDoor) {
      hasDoor = false
      send({ type: 'engine-gone' })
    }
  }

  const look = async () => {
    clearTimeout(lookTimer)
    const found = await findRelay(parts.fetch, parts.baseUrl)
    relay.setState(found)
    // From here on the bridge itself notices when the relay goes and comes.
    if (found.presence === 'silent') lookTimer = setTimeout(() => void look(), LOOK_AGAIN_MS)
    settle()
  }

  preferences.subscribe((now, before) => {
    if (now.serveApi === before.serveApi && now.relayToken === before.relayToken) return
    send({ type: 'serve', ...wish() })
    settle()
  })
  environment.subscribe((now, before) => {
    if (now.connection !== before.connection) settle()
  })
  relay.setState({ served: memory.served })
  settle()
  void look()

  const wake = () => send({ type: 'wake' })
  return {
    lookNow: () => {
      // Said again, a wish lifts a refusal.
      send({ type: 'serve', ...wish() })
      wake()
      void look()
    },
    leave: (reason) => send({ type: 'leaving', reason }),
    wake,
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What an earlier life of this tab has left. Only this program writes it, so its form is checked at the root only. */
function readMemory(stored: StoredValue): BridgeMemory {
  const value = stored.read()
  if (typeof value === 'object' && value !== null && 'instance' in value && 'jobs' in value) {
    const left = value as BridgeMemory
    if (UUID.test(left.instance) && Array.isArray(left.jobs)) return left
  }
  return {
    instance: crypto.randomUUID(),
    resumeToken: null,
    jobs: [],
    served: 0,
    secondsPerMegapixelStep: null,
  }
}
