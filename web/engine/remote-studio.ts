import type { QueueControl } from '../../contract/queue.ts'
import type { Studio, StudioEvent } from '../../contract/studio.ts'
import type { FanOut } from './fan-out.ts'

/** Asks the studio of whichever worker lives. */
export type AskStudio = <T>(question: (studio: Studio) => Promise<T>) => Promise<T>

/** A Studio that outlives the worker it speaks to; its events come from the page's one subscription. */
export function remoteStudio(ask: AskStudio, events: FanOut<StudioEvent>, queue: QueueControl): Studio {
  return {
    device: () => ask((studio) => studio.device()),
    models: () => ask((studio) => studio.models()),
    downloadModel: (id) => ask((studio) => studio.downloadModel(id)),
    pauseDownload: (id) => ask((studio) => studio.pauseDownload(id)),
    deleteModel: (id) => ask((studio) => studio.deleteModel(id)),
    viewPlan: (request, exampleSeed) => ask((studio) => studio.viewPlan(request, exampleSeed)),
    prompts: {
      measure: (prompt, modelId) => ask((studio) => studio.prompts.measure(prompt, modelId)),
      wildcards: () => ask((studio) => studio.prompts.wildcards()),
    },
    pictures: (after, limit) => ask((studio) => studio.pictures(after, limit)),
    pictureFile: (id) => ask((studio) => studio.pictureFile(id)),
    deletePictures: (ids) => ask((studio) => studio.deletePictures(ids)),
    restorePictures: (ids) => ask((studio) => studio.restorePictures(ids)),
    favouritePictures: (ids, isFavourite) => ask((studio) => studio.favouritePictures(ids, isFavourite)),
    purgeDeleted: (olderThanMs) => ask((studio) => studio.purgeDeleted(olderThanMs)),
    forgetEverything: () => ask((studio) => studio.forgetEverything()),
    pictureLibrary: {
      find: (query) => ask((studio) => studio.pictureLibrary.find(query)),
      records: (ids) => ask((studio) => studio.pictureLibrary.records(ids)),
      thumbnail: (id) => ask((studio) => studio.pictureLibrary.thumbnail(id)),
      drop: (ids) => ask((studio) => studio.pictureLibrary.drop(ids)),
      add: (pictures) => ask((studio) => studio.pictureLibrary.add(pictures)),
    },
    userFiles: {
      list: () => ask((studio) => studio.userFiles.list()),
      add: (kind, name, file) => ask((studio) => studio.userFiles.add(kind, name, file)),
      remove: (kind, name) => ask((studio) => studio.userFiles.remove(kind, name)),
      fit: (name, modelId) => ask((studio) => studio.userFiles.fit(name, modelId)),
      read: (kind, name) => ask((studio) => studio.userFiles.read(kind, name)),
    },
    queue,
    openTasks: () => ask((studio) => studio.openTasks()),
    endedTasks: (since) => ask((studio) => studio.endedTasks(since)),
    storage: () => ask((studio) => studio.storage()),
    ledger: () => ask((studio) => studio.ledger()),
    subscribe: (listener) => Promise.resolve(events.subscribe(listener)),
  }
}
