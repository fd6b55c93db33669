import { afterEach, expect } from 'vitest'
import { WebSocket } from 'ws'
import type { BridgeMemory, RelayLink } from '../../../contract/bridge.ts'
import type { TaskId } from '../../../contract/task.ts'
import { createBridge, type Bridge } from '../bridge.ts'
import { createHandEngine, type Kept } from './hand-engine.ts'
import { startTestRelay, until } from './test-relay.ts'

export const FRESH: BridgeMemory = {
  instance: '3c5f1d1e-1f0b-4f0e-8a50-0a6f2f0f3c11',
  resumeToken: null,
  jobs: [],
  served: 0,
  secondsPerMegapixelStep: null,
}

const closing: (() => void)[] = []
afterEach(() => closing.splice(0).forEach((close) => close()))

/** What a test decides. */
export interface Given {
  readonly kept?: Kept
  readonly memory?: BridgeMemory
  readonly used?: readonly TaskId[]
  readonly token?: string
  readonly relay?: Awaited<ReturnType<typeof startTestRelay>>
  readonly isInsecure?: boolean
}

/** A bridge over real sockets to a test relay, with an engine in the test's hands. */
export async function setUp(given: Given = {}) {
  const relay = given.relay ?? (await startTestRelay())
  const links: RelayLink[] = []
  const memories: BridgeMemory[] = []
  const bridge: Bridge = createBridge({
    fetch,
    createSocket: (url, protocols) => new WebSocket(url, protocols),
    digest: given.isInsecure ? undefined : (bytes) => crypto.subtle.digest('SHA-256', bytes),
    encodePreview: async ({ data }) => Uint8Array.of(0xff, data[0]!),
    now: () => Date.now(),
    // The shortest pauses.
    random: () => 1,
    relayUrl: relay.url,
    app: 'Fooocus Tab test',
    memory: given.memory ?? FRESH,
    used: given.used ?? [],
    onLink: (link) => links.push(link),
    onMemory: (memory) => memories.push(structuredClone(memory)),
  })
  closing.push(() => {
    bridge.close()
    relay.close()
  })
  const engine = createHandEngine(given.kept)
  bridge.serve({ isOn: true, token: given.token ?? '' })
  await bridge.attach(engine.door)
  const state = () => links.at(-1)?.state
  const isState = (wanted: RelayLink['state']) => until(() => expect(state()).toBe(wanted))
  return { relay, bridge, engine, links, memories, state, isState, link: () => links.at(-1)! }
}

export const fileOf = (length: number, start = 0) =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + start) & 0xff)
