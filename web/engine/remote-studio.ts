import type { Studio, StudioEvent } from '../../contract/studio.ts'
import type { FanOut } from './fan-out.ts'

/** Asks the studio of whichever worker lives. */
export type AskStudio = <T>(question: (studio: Studio) => Promise<T>) => Promise<T>

/** A Studio that outlives the worker it speaks to; its events come from the page's one subscription. */
export function remoteStudio(ask: AskStudio, events: FanOut<StudioEvent>): Studio {
  return {
    device: () => ask((studio) => studio.device()),
    models: () => ask((studio) => studio.models()),
    downloadModel: (id) => ask((studio) => studio.downloadModel(id)),
    pauseDownload: (id) => ask((studio) => studio.pauseDownload(id)),
    deleteModel: (id) => ask((studio) => studio.deleteModel(id)),
    viewPlan: (request, exampleSeed) => ask((studio) => studio.viewPlan(request, exampleSeed)),
    pictures: (after, limit) => ask((studio) => studio.pictures(after, limit)),
    pictureFile: (id) => ask((studio) => studio.pictureFile(id)),
    deletePictures: (ids) => ask((studio) => studio.deletePictures(ids)),
    restorePictures: (ids) => ask((studio) => studio.restorePictures(ids)),
    purgeDeleted: (olderThanMs) => ask((studio) => studio.purgeDeleted(olderThanMs)),
    userFiles: {
      list: () => ask((studio) => studio.userFiles.list()),
      add: (kind, name, file) => ask((studio) => studio.userFiles.add(kind, name, file)),
      remove: (kind, name) => ask((studio) => studio.userFiles.remove(kind, name)),
      fit: (name, modelId) => ask((studio) => studio.userFiles.fit(name, modelId)),
      read: (kind, name) => ask((studio) => studio.userFiles.read(kind, name)),
    },
    openTasks: () => ask((studio) => studio.openTasks()),
    storage: () => ask((studio) => studio.storage()),
    ledger: () => ask((studio) => studio.ledger()),
    subscribe: (listener) => Promise.resolve(events.subscribe(listener)),
  }
}
