import type { ModelEntry } from '../contract/manifest.ts'
import type { BackendRefusal, DeviceReport } from '../contract/device.ts'
import { toErrorData } from '../contract/errors.ts'
import type { PictureRecord } from '../contract/picture.ts'
import type { Activation, EnginePreferences, Studio } from '../contract/studio.ts'
import { createDeferred } from './engine/deferred.ts'
import { createEngine, type LocalEngine } from './engine/engine.ts'
import { createModelShelf } from './engine/model-shelf.ts'
import { createUserWildcards } from './engine/user-wildcards.ts'
import { createEventHub, createStudio, type EventHub } from './engine/studio.ts'
import type { LoadedDevice } from './engine/device.ts'
import { loadExpander } from './expansion/load-expander.ts'
import { inspectUserFile } from './inspect-user-file.ts'
import { fitLora } from './models/fit-lora.ts'
import { loadOnnxModel } from './models/load-onnx-model.ts'
import { encodeOnCanvas, writePicture } from './pipeline/write-picture.ts'
import { BUILT_IN_SOURCES } from './planning/resolve-prompts.ts'
import { startRuntime } from './runtime/start-runtime.ts'
import { createModelLibrary, type ModelLibrary } from './storage/model-library.ts'
import { openStorage, type Storage } from './storage/open-storage.ts'
import type { StorageTrouble } from './storage/ports.ts'
import { reportStorage } from './storage/storage-report.ts'
import { createUserLibrary, type UserLibrary } from './storage/user-library.ts'

/** Facts that only the composition root knows. */
export interface WorkshopParts {
  readonly models: readonly ModelEntry[]
  /** Address of the page's root, ending in a slash. */
  readonly baseUrl: string
  readonly drawSeed: () => string
}

/** Everything the worker does, ready to be exposed. */
export interface Workshop {
  readonly engine: LocalEngine
  readonly studio: Studio
  activate(how: Activation): Promise<void>
}

/** Puts the engine, its storage and its device together. Opens storage at once, the device when it is needed. */
export async function startWorkshop({ models, baseUrl, drawSeed }: WorkshopParts): Promise<Workshop> {
  const hub = createEventHub()
  const clock = { now: () => Date.now(), elapsed: () => performance.now() }
  const storage = await openStorage({ now: clock.now, onTrouble: (trouble) => tellTrouble(hub, trouble) })
  const room = storageRoom()
  const library = createModelLibrary({
    blocks: storage.blocks,
    fetch: (input, init) => fetch(input, init),
    now: clock.elapsed,
    estimate: room.estimate,
    baseUrl,
    onStatus: (status) => hub.emit({ type: 'model', status }),
    online: () => navigator.onLine,
  })
  const wildcards = createUserWildcards(
    BUILT_IN_SOURCES.wildcards,
    (name, sha256) => userFiles.open('wildcard', name, sha256),
    (thrown) => hub.emit({ type: 'trouble', error: toErrorData(thrown) }),
  )
  const userFiles = createUserLibrary({
    store: storage.userFiles,
    now: clock.now,
    estimate: room.estimate,
    inspect: inspectUserFile,
    // Told when prompts can draw from it.
    onChange: (files) => void wildcards.update(files).then(() => hub.emit({ type: 'user_files', files })),
  })
  // Planning cannot wait, so what is there is known before the first task. Without storage there is none.
  await wildcards.update(await userFiles.list().catch(() => []))
  const activated = createDeferred<EnginePreferences>()
  const device = createDeviceStarter({ library, userFiles, baseUrl, preferences: activated.promise })
  const firstReport = createDeferred<DeviceReport>()
  const shelf = createModelShelf({
    startDevice: device,
    onDevice: (report) => {
      firstReport.resolve(report)
      hub.emit({ type: 'device', report })
    },
  })
  const report = () => reportStorage(storage, room)
  const sources = () => ({ wildcards: wildcards.lists(), userFiles: userFiles.lastList() })
  const engine = createEngine({
    models,
    shelf,
    clock,
    drawSeed,
    sources,
    onTrouble: (error) => hub.emit({ type: 'trouble', error }),
    writePicture: (image, plan, parameters) => writePicture(image, plan, parameters, encodeOnCanvas),
    keeper: keeperFor(storage, hub, report),
  })
  const studio = createStudio({
    models,
    library,
    gallery: storage.gallery,
    userFiles: {
      ...userFiles,
      fit: async (name, model) =>
        fitLora(model, { name, file: await userFiles.open('lora', name) }, library.openFile),
    },
    sources,
    openTasks: () => storage.tasks.open(),
    report,
    ledger: shelf.ledger,
    device: () => firstReport.promise,
    unload: shelf.clear,
    alone: engine.alone,
    hub,
  })
  return {
    engine,
    studio,
    activate: async ({ engine: preferences, crashed }) => {
      activated.resolve(preferences)
      await engine.activate(crashed)
      void studio.purgeDeleted(KEEP_DELETED_MS)
      // The device is chosen before the first task, so that the page can say early what will compute.
      void shelf.warmUp().catch(() => undefined)
    },
  }
}

function keeperFor(storage: Storage, hub: EventHub, report: Studio['storage']) {
  return {
    saveTask: (state: Parameters<Storage['tasks']['save']>[0]) => storage.tasks.save(state),
    openTasks: () => storage.tasks.open(),
    savePicture: async (record: PictureRecord, bytes: Uint8Array<ArrayBuffer>) => {
      // What is only in this worker's memory goes with it: the page keeps such a picture and marks it.
      const saved = storage.kind === 'indexeddb'
      await storage.gallery.put({ ...record, saved }, bytes)
      hub.emit({ type: 'gallery' })
      void report().then((storageReport) => hub.emit({ type: 'storage', report: storageReport }))
      return saved
    },
  }
}

interface DeviceParts {
  readonly library: ModelLibrary
  readonly userFiles: Pick<UserLibrary, 'open'>
  readonly baseUrl: string
  readonly preferences: Promise<EnginePreferences>
}

/** Deleted pictures can be brought back for a day. */
const KEEP_DELETED_MS = 24 * 60 * 60 * 1000

/** Two losses are one too many: from then on the processor computes. */
const MOST_LOSSES = 1

function createDeviceStarter({ library, userFiles, baseUrl, preferences }: DeviceParts) {
  return async (losses: number, gpuRefused: BackendRefusal | null): Promise<LoadedDevice> => {
    const runtime = await startRuntime(
      {
        gpu: 'gpu' in navigator ? navigator.gpu : undefined,
        cores: navigator.hardwareConcurrency,
        crossOriginIsolated: self.crossOriginIsolated,
        jspi: 'Suspending' in WebAssembly,
        wasmPaths: new URL('ort/', baseUrl).href,
        // An unhandled error ends this worker in the page's eyes, which starts a fresh one.
        onStuck: () => reportError(new Error('the inference library could not be started')),
      },
      await preferences,
      losses > MOST_LOSSES ? 'device_lost_twice' : gpuRefused,
    )
    return {
      report: runtime.report,
      loadModel: (entry, options) =>
        loadOnnxModel({
          runtime,
          entry,
          openFile: library.openFile,
          openUserLora: ({ name, sha256 }) => userFiles.open('lora', name, sha256),
          openUserEmbedding: ({ name, sha256 }) => userFiles.open('embedding', name, sha256),
          ...options,
        }),
      loadExpander: (entry, how) => loadExpander({ runtime, entry, openFile: library.openFile, ...how }),
      ledger: runtime.ledger,
      dispose: runtime.dispose,
    }
  }
}

function storageRoom() {
  // Absent in insecure contexts, where nothing can be promised.
  const storage = 'storage' in navigator ? navigator.storage : undefined
  return {
    estimate: async () => (await storage?.estimate()) ?? {},
    persisted: async () => (await storage?.persisted()) ?? false,
  }
}

function tellTrouble(hub: EventHub, trouble: StorageTrouble): void {
  const detail = Object.fromEntries(Object.entries(trouble).map(([key, value]) => [key, String(value)]))
  hub.emit({
    type: 'trouble',
    error: { code: 'storage_unavailable', message: `storage: ${trouble.type}`, detail },
  })
}
