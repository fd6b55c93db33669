import type { ModelEntry } from '../contract/manifest.ts'
import type { BackendRefusal, DeviceReport } from '../contract/device.ts'
import { AppError, toErrorData } from '../contract/errors.ts'
import type { UserFile } from '../contract/user-files.ts'
import type { PictureRecord } from '../contract/picture.ts'
import type { Activation, EnginePreferences, Studio } from '../contract/studio.ts'
import { createDeferred } from './engine/deferred.ts'
import { createEngine, type LocalEngine } from './engine/engine.ts'
import { createModelShelf } from './engine/model-shelf.ts'
import { createUserStyles } from './engine/user-styles.ts'
import { createUserWildcards } from './engine/user-wildcards.ts'
import { createEventHub, createStudio, type EventHub } from './engine/studio.ts'
import type { LoadedDevice } from './engine/device.ts'
import { loadExpander } from './expansion/load-expander.ts'
import { inspectUserFile } from './inspect-user-file.ts'
import { fitLora } from './models/fit-lora.ts'
import { loadEnlarger } from './models/enlarger.ts'
import { loadOnnxModel } from './models/load-onnx-model.ts'
import { loadPictureEncoder } from './models/picture-encoder.ts'
import { readTokenizer } from './models/read-tokenizers.ts'
import { readOnCanvas } from './pipeline/read-picture.ts'
import { encodeOnCanvas, writePicture } from './pipeline/write-picture.ts'
import { createPromptHelp } from './planning/prompt-help.ts'
import { BUILT_IN_SOURCES } from './planning/resolve-prompts.ts'
import { startRuntime } from './runtime/start-runtime.ts'
import { warmUpSoon } from './runtime/warm-up.ts'
import { createModelLibrary, type ModelLibrary } from './storage/model-library.ts'
import { openStorage, type Storage } from './storage/open-storage.ts'
import type { StorageTrouble } from './storage/ports.ts'
import { reportStorage } from './storage/storage-report.ts'
import { parsePictureRow, ROW_VERSION } from './storage/rows.ts'
import { createUserLibrary, type UserLibrary } from './storage/user-library.ts'
import { createThumbnails, shrinkOnCanvas } from './thumbnails.ts'

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
  const opened = await openStorage({ now: clock.now, onTrouble: (trouble) => tellTrouble(hub, trouble) })
  const storage: Storage = { ...opened, gallery: makingRoom(opened.gallery) }
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
  const styles = createUserStyles(
    (name, sha256) => userFiles.open('style', name, sha256),
    (thrown) => hub.emit({ type: 'trouble', error: toErrorData(thrown) }),
  )
  const readTexts = (files: readonly UserFile[]) =>
    Promise.all([wildcards.update(files), styles.update(files)])
  const userFiles = createUserLibrary({
    store: storage.userFiles,
    now: clock.now,
    estimate: room.estimate,
    inspect: inspectUserFile,
    // Told when prompts can draw from it.
    onChange: (files) => void readTexts(files).then(() => hub.emit({ type: 'user_files', files })),
  })
  // Planning cannot wait, so what is there is known before the first task. Without storage there is none.
  await readTexts(await userFiles.list().catch(() => []))
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
  const sources = () => ({
    wildcards: wildcards.lists(),
    styles: styles.list(),
    userFiles: userFiles.lastList(),
  })
  const engine = createEngine({
    models,
    shelf,
    clock,
    drawSeed,
    sources,
    onTrouble: (error) => hub.emit({ type: 'trouble', error }),
    onQueue: (queue) => hub.emit({ type: 'queue', queue }),
    readPicture: readOnCanvas,
    writePicture: (image, plan, parameters) => writePicture(image, plan, parameters, encodeOnCanvas),
    keeper: keeperFor(storage, hub, report),
  })
  shareGalleryChanges(hub, () => storage.gallery.reread())
  const studio = createStudio({
    models,
    library,
    gallery: storage.gallery,
    userFiles: {
      ...userFiles,
      fit: async (name, model) =>
        fitLora(model, { name, file: await userFiles.open('lora', name) }, library.openFile),
    },
    pictures: {
      thumbnail: createThumbnails(storage.gallery, shrinkOnCanvas),
      check: (record) => parsePictureRow({ v: ROW_VERSION, record }).record,
      isKept: storage.kind === 'indexeddb',
    },
    prompts: createPromptHelp({
      models,
      wildcards: wildcards.lists,
      readTokenizer: async (model) => {
        const isHere = model.embedded || (await library.status(model)).state === 'ready'
        return isHere ? readTokenizer(model, (role) => library.openFile(model, role)) : null
      },
    }),
    sources,
    queue: engine.queue,
    openTasks: () => storage.tasks.open(),
    endedTasks: (since, limit) => storage.tasks.ended(since, limit),
    report,
    ledger: shelf.ledger,
    device: () => firstReport.promise,
    clear: async () => {
      await storage.clear()
      // What is still on its way, a download or a task that follows, must not be kept after all.
      storage.close()
    },
    unload: shelf.clear,
    alone: engine.alone,
    hub,
  })
  return {
    engine,
    studio,
    activate: async ({ engine: preferences, crashed, queue }) => {
      activated.resolve(preferences)
      await engine.activate(crashed, queue)
      void studio.purgeDeleted(KEEP_DELETED_MS)
      setInterval(() => void studio.purgeDeleted(KEEP_DELETED_MS), PURGE_EVERY_MS)
      // The device is chosen before the first task, so that the page can say early what will compute.
      void shelf.warmUp().catch(() => undefined)
    },
  }
}

/** Other windows have workers of their own over the same pictures: they hear of each change. */
function shareGalleryChanges(hub: EventHub, reread: () => void): void {
  if (!('BroadcastChannel' in globalThis)) return
  const channel = new BroadcastChannel('fooocus-tab-gallery')
  let isFromOutside = false
  hub.subscribe(({ type }) => {
    if (type === 'gallery' && !isFromOutside) channel.postMessage(null)
  })
  channel.addEventListener('message', () => {
    reread()
    isFromOutside = true
    hub.emit({ type: 'gallery' })
    isFromOutside = false
  })
}

function keeperFor(storage: Storage, hub: EventHub, report: Studio['storage']) {
  return {
    saveTask: (state: Parameters<Storage['tasks']['save']>[0]) => storage.tasks.save(state),
    openTasks: () => storage.tasks.open(),
    queue: () => storage.tasks.queue(),
    saveQueue: (record: Parameters<Storage['tasks']['saveQueue']>[0]) => storage.tasks.saveQueue(record),
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

/** A gallery in which deleted pictures are kept only until their room is needed. */
function makingRoom(gallery: Storage['gallery']): Storage['gallery'] {
  return {
    ...gallery,
    put: async (record, bytes) => {
      try {
        await gallery.put(record, bytes)
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.code !== 'storage_full') throw thrown
        if ((await gallery.usage()).deletedBytes === 0) throw thrown
        await gallery.purge(0)
        await gallery.put(record, bytes)
      }
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

const PURGE_EVERY_MS = 60 * 60 * 1000

/** Two losses are one too many: from then on the processor computes. */
const MOST_LOSSES = 1

function createDeviceStarter({ library, userFiles, baseUrl, preferences }: DeviceParts) {
  const wasmPaths = new URL('ort/', baseUrl).href
  return async (losses: number, gpuRefused: BackendRefusal | null): Promise<LoadedDevice> => {
    const runtime = await startRuntime(
      {
        gpu: 'gpu' in navigator ? navigator.gpu : undefined,
        cores: navigator.hardwareConcurrency,
        crossOriginIsolated: self.crossOriginIsolated,
        jspi: 'Suspending' in WebAssembly,
        wasmPaths,
        // An unhandled error ends this worker in the page's eyes, which starts a fresh one.
        onStuck: () => reportError(new Error('the inference library could not be started')),
      },
      await preferences,
      losses > MOST_LOSSES ? 'device_lost_twice' : gpuRefused,
    )
    const warmUp = warmUpSoon(runtime, wasmPaths)
    const tools = { runtime, openFile: library.openFile }
    return {
      report: runtime.report,
      loadModel: (entry, options) => {
        warmUp()
        return loadOnnxModel({
          runtime,
          entry,
          openFile: library.openFile,
          openUserLora: ({ name, sha256 }) => userFiles.open('lora', name, sha256),
          openUserEmbedding: ({ name, sha256 }) => userFiles.open('embedding', name, sha256),
          ...options,
        })
      },
      loadExpander: (entry, how) => loadExpander({ ...tools, entry, ...how }),
      loadPictureEncoder: (entry, how) => loadPictureEncoder({ ...tools, entry, ...how }),
      loadEnlarger: ({ entry, role }, how) => loadEnlarger({ ...tools, entry, ...how }, role),
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
