/** The engine worker: real parts in, Comlink out. Nothing imports this file; the page starts it by URL. */
import * as Comlink from 'comlink'
import manifestJson from '../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../contract/manifest.ts'
import { MAX_SEED } from '../contract/seed.ts'
import type { Activation, EngineWorker } from '../contract/studio.ts'
import { startWorkshop } from './start-workshop.ts'

const { models } = ModelManifest.parse(manifestJson)

const workshop = startWorkshop({
  models,
  baseUrl: new URL(import.meta.env.BASE_URL, self.location.origin).href,
  // Of an array of one, the one; masking 64 random bits to 63 keeps all seeds equally likely.
  drawSeed: () => (crypto.getRandomValues(new BigUint64Array(1))[0]! & MAX_SEED).toString(),
})

const worker: EngineWorker = {
  submit: async (task) => (await workshop).engine.submit(task),
  cancel: async (id) => (await workshop).engine.cancel(id),
  skip: async (id) => (await workshop).engine.skip(id),
  subscribe: async (listener) => Comlink.proxy(await (await workshop).engine.subscribe(listener)),
  studio: {
    device: async () => (await workshop).studio.device(),
    models: async () => (await workshop).studio.models(),
    downloadModel: async (id) => (await workshop).studio.downloadModel(id),
    pauseDownload: async (id) => (await workshop).studio.pauseDownload(id),
    deleteModel: async (id) => (await workshop).studio.deleteModel(id),
    viewPlan: async (request, exampleSeed) => (await workshop).studio.viewPlan(request, exampleSeed),
    prompts: {
      measure: async (prompt, modelId) => (await workshop).studio.prompts.measure(prompt, modelId),
      wildcards: async () => (await workshop).studio.prompts.wildcards(),
    },
    pictures: async (after, limit) => (await workshop).studio.pictures(after, limit),
    pictureFile: async (id) => (await workshop).studio.pictureFile(id),
    deletePictures: async (ids) => (await workshop).studio.deletePictures(ids),
    restorePictures: async (ids) => (await workshop).studio.restorePictures(ids),
    favouritePictures: async (ids, isFavourite) =>
      (await workshop).studio.favouritePictures(ids, isFavourite),
    purgeDeleted: async (olderThanMs) => (await workshop).studio.purgeDeleted(olderThanMs),
    pictureLibrary: {
      find: async (query) => (await workshop).studio.pictureLibrary.find(query),
      records: async (ids) => (await workshop).studio.pictureLibrary.records(ids),
      thumbnail: async (id) => (await workshop).studio.pictureLibrary.thumbnail(id),
      drop: async (ids) => (await workshop).studio.pictureLibrary.drop(ids),
      add: async (pictures) => (await workshop).studio.pictureLibrary.add(pictures),
    },
    userFiles: {
      list: async () => (await workshop).studio.userFiles.list(),
      add: async (kind, name, file) => (await workshop).studio.userFiles.add(kind, name, file),
      remove: async (kind, name) => (await workshop).studio.userFiles.remove(kind, name),
      fit: async (name, modelId) => (await workshop).studio.userFiles.fit(name, modelId),
      read: async (kind, name) => (await workshop).studio.userFiles.read(kind, name),
    },
    queue: {
      arrange: async (ids) => (await workshop).studio.queue.arrange(ids),
      pause: async () => (await workshop).studio.queue.pause(),
      resume: async () => (await workshop).studio.queue.resume(),
    },
    openTasks: async () => (await workshop).studio.openTasks(),
    endedTasks: async (since) => (await workshop).studio.endedTasks(since),
    forgetEverything: async () => (await workshop).studio.forgetEverything(),
    storage: async () => (await workshop).studio.storage(),
    ledger: async () => (await workshop).studio.ledger(),
    subscribe: async (listener) => Comlink.proxy(await (await workshop).studio.subscribe(listener)),
  },
  activate: async (how: Activation) => (await workshop).activate(how),
}

Comlink.expose(worker)

self.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (typeof data !== 'object' || data === null) return
  // The page learns of this worker's end, whatever its cause, by getting the lock that dies with it.
  if ('aliveLock' in data) {
    const name = String(data.aliveLock)
    void navigator.locks.request(name, () => new Promise(() => undefined))
  }
  // The bridge to a relay speaks to the engine without the page in between, which may be throttled.
  if ('door' in data && data.door instanceof MessagePort) Comlink.expose(worker, data.door)
})
