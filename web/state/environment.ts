import { createStore, type StoreApi } from 'zustand/vanilla'
import type { UserStyle } from '../../contract/catalog/style-file.ts'
import type { DeviceReport } from '../../contract/device.ts'
import type { ErrorData } from '../../contract/errors.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import { BUILT_IN_MODEL } from '../../contract/request.ts'
import type { ModelStatus, StorageReport, StudioEvent } from '../../contract/studio.ts'
import type { UserFile } from '../../contract/user-files.ts'
import type { ConnectionState } from './connection-state.ts'

/** Where the page finds itself: the engine, what computes, the models, room, the network. */
export interface EnvironmentState {
  readonly connection: ConnectionState
  readonly device: DeviceReport | null
  /** Whether it is plain before the engine's report that the processor will compute. */
  readonly isProcessorForeseen: boolean
  readonly models: readonly ModelStatus[]
  /** Whether the worker was asked for the models and has answered. */
  readonly areModelsKnown: boolean
  readonly storage: StorageReport | null
  /** What the person added, by kind and name. */
  readonly userFiles: readonly UserFile[]
  /** Styles of the person's own, out of their files. */
  readonly userStyles: readonly UserStyle[]
  readonly isOnline: boolean
  /** A newer version of the page waits. */
  readonly hasUpdate: boolean
  /** What went wrong outside any task, newest last, one per code. */
  readonly troubles: readonly ErrorData[]
  /** Notices folded away for this visit. */
  readonly foldedNotices: readonly string[]
  /** Asks the browser to install the page; null where it offers none, or has done it. */
  readonly install: (() => void) | null
  readonly foldNotices: (kinds: readonly string[]) => void
  readonly setInstall: (install: (() => void) | null) => void
  readonly foreseeProcessor: () => void
  readonly setConnection: (connection: ConnectionState) => void
  readonly setModels: (models: readonly ModelStatus[]) => void
  readonly setUserStyles: (styles: readonly UserStyle[]) => void
  readonly setOnline: (isOnline: boolean) => void
  readonly setUpdateReady: () => void
  /** Applies what the studio tells, news of the gallery and the queue aside. */
  readonly hear: (event: StudioEvent) => void
}

/** Makes the environment store. */
export function createEnvironmentStore(isOnline: boolean): StoreApi<EnvironmentState> {
  return createStore<EnvironmentState>((set) => ({
    connection: 'starting',
    device: null,
    isProcessorForeseen: false,
    models: [],
    areModelsKnown: false,
    storage: null,
    userFiles: [],
    userStyles: [],
    isOnline,
    hasUpdate: false,
    troubles: [],
    foldedNotices: [],
    install: null,
    foldNotices: (foldedNotices) => set({ foldedNotices }),
    setInstall: (install) => set({ install }),
    foreseeProcessor: () => set({ isProcessorForeseen: true }),
    setConnection: (connection) => set({ connection }),
    setModels: (models) => set({ models, areModelsKnown: true }),
    setUserStyles: (userStyles) => set({ userStyles }),
    setOnline: (online) => set({ isOnline: online }),
    setUpdateReady: () => set({ hasUpdate: true }),
    hear: (event) => set((state) => heard(state, event)),
  }))
}

function heard(state: EnvironmentState, event: StudioEvent): Partial<EnvironmentState> {
  switch (event.type) {
    case 'model': {
      // The list that was asked for has this in it, and one model alone would be taken for all.
      if (!state.areModelsKnown) return {}
      const others = state.models.filter(({ model }) => model.id !== event.status.model.id)
      const isKnown = others.length < state.models.length
      const replaced = state.models.map((one) =>
        // The entry itself never changes: kept, so that news of a download are not news of the model.
        one.model.id === event.status.model.id ? { ...event.status, model: one.model } : one,
      )
      return { models: isKnown ? replaced : [...others, event.status] }
    }
    case 'device':
      return { device: event.report }
    case 'storage':
      return { storage: event.report }
    case 'user_files':
      return { userFiles: event.files }
    case 'trouble':
      return { troubles: [...state.troubles.filter(({ code }) => code !== event.error.code), event.error] }
    // The tasks store and the gallery hear these.
    case 'queue':
    case 'gallery':
      return {}
    default:
      return event satisfies never
  }
}

/** The model a request means; the built-in one when the name is not known, null until models are known. */
export function modelNamed(models: readonly ModelStatus[], name: string = BUILT_IN_MODEL): ModelEntry | null {
  const status = models.find(({ model }) => model.id === name) ?? models.find(({ model }) => model.embedded)
  return status?.model ?? models[0]?.model ?? null
}

/** Resolves once the models are known: when the engine's worker has started and was asked. */
export function modelsKnown(
  environment: Pick<StoreApi<EnvironmentState>, 'getState' | 'subscribe'>,
): Promise<void> {
  const areKnown = () => environment.getState().areModelsKnown
  return new Promise((resolve) => {
    if (areKnown()) return resolve()
    const stop = environment.subscribe(() => {
      if (!areKnown()) return
      stop()
      resolve()
    })
  })
}

/** The models that can be drawn with at once: those that are whole, and those that come with the page. */
export function modelsHere(models: readonly ModelStatus[]): readonly ModelEntry[] {
  return models.filter(({ state, model }) => state === 'ready' || model.embedded).map(({ model }) => model)
}
