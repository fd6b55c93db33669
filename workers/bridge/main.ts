/** The bridge worker: the connection to a relay, away from a page that may sleep and an engine that computes. */
import * as Comlink from 'comlink'
import type { BridgeCommand, BridgeReport } from '../../contract/bridge.ts'
import type { EngineWorker } from '../../contract/studio.ts'
import { createBridge, type Bridge, type EngineDoor } from './bridge.ts'
import { encodePreview } from './encode-preview.ts'

const report = (message: BridgeReport) => self.postMessage(message)

function start(command: Extract<BridgeCommand, { type: 'start' }>): Bridge {
  // The type says it is always there; at addresses that browsers do not trust it is not.
  const subtle = crypto.subtle as SubtleCrypto | undefined
  return createBridge({
    ...command,
    fetch: (url, init) => fetch(url, init),
    createSocket: (url, protocols) => new WebSocket(url, protocols),
    digest: subtle && ((bytes) => subtle.digest('SHA-256', bytes)),
    encodePreview,
    now: () => Date.now(),
    random: () => Math.random(),
    onLink: (link) => report({ type: 'link', link }),
    onMemory: (memory) => report({ type: 'memory', memory }),
  })
}

/** The engine worker behind a port. Listeners go there as proxies. */
function doorThrough(port: MessagePort): EngineDoor {
  // Comlink's types make nested objects promises; every member here is asynchronous anyway, so this is exact.
  const worker = Comlink.wrap<EngineWorker>(port) as unknown as EngineWorker
  return {
    submit: (task) => worker.submit(task),
    cancel: (id) => worker.cancel(id),
    skip: (id) => worker.skip(id),
    subscribe: (listener) => worker.subscribe(Comlink.proxy(listener)),
    studio: {
      device: () => worker.studio.device(),
      models: () => worker.studio.models(),
      userFiles: { list: () => worker.studio.userFiles.list() },
      openTasks: () => worker.studio.openTasks(),
      pictureFile: (id) => worker.studio.pictureFile(id),
      subscribe: (listener) => worker.studio.subscribe(Comlink.proxy(listener)),
    },
  }
}

function follow(bridge: Bridge, command: Exclude<BridgeCommand, { type: 'start' }>): void {
  switch (command.type) {
    case 'serve':
      return bridge.serve(command)
    case 'engine':
      return void bridge.attach(doorThrough(command.port))
    case 'engine-gone':
      return bridge.detach()
    case 'leaving':
      return bridge.leave(command.reason)
    case 'wake':
      return bridge.wake()
    default:
      return command satisfies never
  }
}

// The first message of the page starts everything, once.
self.addEventListener(
  'message',
  ({ data }: MessageEvent<Extract<BridgeCommand, { type: 'start' }>>) => {
    const bridge = start(data)
    self.addEventListener('message', (event: MessageEvent<Exclude<BridgeCommand, { type: 'start' }>>) => {
      follow(bridge, event.data)
    })
    self.addEventListener('online', () => bridge.wake())
  },
  { once: true },
)
