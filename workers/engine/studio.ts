import { toErrorData } from '../../contract/errors.ts'
import type { DeviceReport } from '../../contract/device.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { Studio, StudioEvent } from '../../contract/studio.ts'
import type { QueueControl } from '../../contract/queue.ts'
import type { TaskState } from '../../contract/task.ts'
import type { PictureId } from '../../contract/picture.ts'
import { takesLoras } from '../../contract/lora.ts'
import type { AddedUserFile, LoraFit, UserFile, UserFileKind } from '../../contract/user-files.ts'
import type { PicturePage, ModelStatus, ResourceLedger, StorageReport } from '../../contract/studio.ts'
import type { PromptHelp } from '../../contract/prompt-help.ts'
import type { PromptSources } from '../planning/resolve-prompts.ts'
import { createPictureLibrary, type PictureLibraryParts } from './picture-library.ts'
import { viewPlan } from './view-plan.ts'

/** What the studio answers from. Its parts may throw; the studio tells of it and gives an empty answer. */
export interface StudioParts {
  readonly models: readonly ModelEntry[]
  readonly library: {
    status(model: ModelEntry): Promise<ModelStatus>
    download(model: ModelEntry): Promise<void>
    pause(modelId: string): Promise<void>
    remove(modelId: string): Promise<void>
  }
  readonly gallery: PictureLibraryParts['gallery'] & {
    page(after: string | null, limit: number): Promise<PicturePage>
    file(id: PictureId): Promise<Blob | null>
    hide(ids: readonly PictureId[]): Promise<void>
    restore(ids: readonly PictureId[]): Promise<void>
    favourite(ids: readonly PictureId[], isFavourite: boolean): Promise<void>
    purge(olderThanMs: number): Promise<number>
  }
  readonly pictures: Omit<PictureLibraryParts, 'gallery'>
  readonly userFiles: {
    list(): Promise<readonly UserFile[]>
    add(kind: UserFileKind, name: string, file: Blob): Promise<AddedUserFile>
    remove(kind: UserFileKind, name: string): Promise<void>
    open(kind: UserFileKind, name: string): Promise<Blob>
    fit(name: string, model: ModelEntry): Promise<LoraFit>
  }
  readonly prompts: PromptHelp
  /** What requests may name now; left out: what this build brings along. */
  readonly sources?: () => PromptSources
  readonly queue: QueueControl
  readonly openTasks: () => Promise<readonly TaskState[]>
  readonly endedTasks: (since: number, limit: number) => Promise<readonly TaskState[]>
  readonly report: () => Promise<StorageReport>
  readonly ledger: () => ResourceLedger
  readonly device: () => Promise<DeviceReport>
  /** Empties the storage. */
  readonly clear: () => Promise<void>
  /** Puts a model away before its files go. */
  readonly unload: () => Promise<void>
  /** Does something while no task runs. */
  readonly alone: (job: () => Promise<void>) => Promise<void>
  readonly hub: EventHub
}

/** Carries studio events from wherever they happen to whoever listens. */
export interface EventHub {
  emit(event: StudioEvent): void
  subscribe(listener: (event: StudioEvent) => void): () => void
}

/** Makes a hub. */
export function createEventHub(): EventHub {
  const listeners = new Set<(event: StudioEvent) => void>()
  return {
    emit: (event) => {
      for (const listener of [...listeners]) listener(event)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** A day's list that nobody reads to its end. */
const MOST_ENDED = 100

/** Makes the studio: what the tab offers besides making pictures. */
export function createStudio(parts: StudioParts): Studio {
  const { hub, library, gallery } = parts
  const modelById = (id: string) => parts.models.find((model) => model.id === id)

  /** Answers, or tells of the trouble and answers with nothing. */
  const tell = async <T>(nothing: T, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      hub.emit({ type: 'trouble', error: toErrorData(error) })
      return nothing
    }
  }

  const tellRoom = () =>
    tell(undefined, async () => hub.emit({ type: 'storage', report: await parts.report() }))

  const changed = async () => {
    hub.emit({ type: 'gallery' })
    await tellRoom()
  }

  return {
    device: parts.device,
    models: () => tell([], () => Promise.all(parts.models.map((model) => library.status(model)))),
    downloadModel: (id) => {
      const model = modelById(id)
      // Not awaited: how it goes is told by `model` events, failures included.
      if (model) void library.download(model).catch(() => undefined)
      return Promise.resolve()
    },
    pauseDownload: (id) => tell(undefined, () => library.pause(id)),
    deleteModel: (id) =>
      tell(undefined, async () => {
        await parts.alone(async () => {
          await parts.unload()
          await library.remove(id)
        })
        const model = modelById(id)
        if (model) hub.emit({ type: 'model', status: await library.status(model) })
        hub.emit({ type: 'storage', report: await parts.report() })
      }),
    viewPlan: (request, exampleSeed) =>
      Promise.resolve(viewPlan(request, exampleSeed, parts.models, parts.sources?.())),
    prompts: {
      measure: (prompt, modelId) => tell(null, () => parts.prompts.measure(prompt, modelId)),
      wildcards: () => tell([], () => parts.prompts.wildcards()),
    },
    pictures: (after, limit) =>
      tell({ pictures: [], total: 0, next: null }, () => gallery.page(after, limit)),
    pictureFile: (id) => tell(null, () => gallery.file(id)),
    deletePictures: (ids) => tell(undefined, () => gallery.hide(ids)).then(changed),
    restorePictures: (ids) => tell(undefined, () => gallery.restore(ids)).then(changed),
    favouritePictures: async (ids, isFavourite) => {
      await tell(undefined, () => gallery.favourite(ids, isFavourite))
      hub.emit({ type: 'gallery' })
    },
    purgeDeleted: async (olderThanMs) => {
      // Asked for every hour, and mostly nothing is due: other windows would read their index anew for it.
      if ((await tell(0, () => gallery.purge(olderThanMs))) > 0) await changed()
    },
    pictureLibrary: createPictureLibrary({ gallery, ...parts.pictures }, tell, changed),
    userFiles: {
      list: () => tell([], () => parts.userFiles.list()),
      add: async (kind, name, file) => {
        try {
          const added = await parts.userFiles.add(kind, name, file)
          await tellRoom()
          return added
        } catch (thrown) {
          return { outcome: 'failed', error: toErrorData(thrown) }
        }
      },
      remove: async (kind, name) => {
        await tell(undefined, () => parts.userFiles.remove(kind, name))
        await tellRoom()
      },
      fit: (name, modelId) =>
        tell(null, async () => {
          const model = modelById(modelId)
          if (!model || !takesLoras(model)) return null
          const isHere = model.embedded || (await library.status(model)).state === 'ready'
          return isHere ? parts.userFiles.fit(name, model) : null
        }),
      read: (kind, name) => tell(null, () => parts.userFiles.open(kind, name)),
    },
    queue: parts.queue,
    openTasks: () => tell([], parts.openTasks),
    endedTasks: (since) => tell([], () => parts.endedTasks(since, MOST_ENDED)),
    forgetEverything: async () => {
      try {
        await parts.alone(async () => {
          await parts.unload()
          await parts.clear()
        })
        hub.emit({ type: 'gallery' })
        return null
      } catch (thrown) {
        return toErrorData(thrown)
      }
    },
    storage: parts.report,
    ledger: () => Promise.resolve(parts.ledger()),
    subscribe: (listener) => Promise.resolve(hub.subscribe(listener)),
  }
}
