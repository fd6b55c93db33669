import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { IntlProvider } from 'react-intl'
import type { EnginePreferences, Studio } from '../contract/studio.ts'
import { VERSION } from '../contract/version.ts'
import { App } from './App.tsx'
import { hostBridge, type BridgeHost } from './engine/bridge.ts'
import { createEngineConnection } from './engine/connect.ts'
import { createTaskFeed } from './engine/task-feed.ts'
import type { WorkerLike } from './engine/worker-host.ts'
import { PageToasts } from './features/toasts/PageToasts.tsx'
import type { OfflineCopy } from './pwa/register.ts'
import { createActions } from './state/actions.ts'
import { createAnnouncerStore } from './state/announcer.ts'
import { createDraftStore } from './state/draft.ts'
import { createEnvironmentStore } from './state/environment.ts'
import { createGalleryStore } from './state/gallery.ts'
import { PageProvider, type Page } from './state/page-context.tsx'
import { createPictureFiles } from './state/picture-files.ts'
import { createPreferencesStore, stepTimeKey, withStepTime } from './state/preferences.ts'
import { createPresetsStore } from './state/presets.ts'
import { createPreviewChannel } from './state/preview-channel.ts'
import { createRelayStore, isLoopbackHost } from './state/relay.ts'
import { storedValue } from './state/stored-value.ts'
import { createTasksStore } from './state/tasks.ts'
import type { PageToast } from './state/toasts.ts'
import { MESSAGES } from './text/messages.ts'
import { createToastLine, type ToastLine } from './ui/Toasts.tsx'

const TOAST_MS = 10_000

/** What the page is made of from outside. */
export interface PageParts {
  readonly createWorker: () => WorkerLike
  /** Starts the worker that carries API requests from a relay. */
  readonly createBridge: () => WorkerLike
  readonly engine: EnginePreferences
  readonly offline: OfflineCopy
}

/** Puts the page together and shows it. */
export function startPage(root: HTMLElement, parts: PageParts): void {
  const toasts = createToastLine<PageToast>()
  const page = createPage(parts, toasts)
  createRoot(root).render(
    <StrictMode>
      <IntlProvider locale="en" messages={MESSAGES}>
        <PageProvider page={page}>
          <App />
          <PageToasts line={toasts} />
        </PageProvider>
      </IntlProvider>
    </StrictMode>,
  )
}

function createPage(
  { createWorker, createBridge, engine: preferred, offline }: PageParts,
  toasts: ToastLine<PageToast>,
): Page {
  const browserStorage = () => localStorage
  const tasks = createTasksStore()
  const environment = createEnvironmentStore(navigator.onLine)
  const preferences = createPreferencesStore(storedValue(browserStorage, 'fooocus-tab-preferences'))
  const engine = createEngineConnection({
    createWorker,
    engine: preferred,
    // The type says it is always there; outside secure contexts it is not.
    locks: navigator.locks,
    onState: (connection) => environment.getState().setConnection(connection),
    onOpenTasks: (open) => tasks.getState().adopt(open),
    onTasksLeft: (ids) => tasks.getState().forget(ids),
  })
  const relay = createRelayStore()
  const bridge = hostBridge({
    createWorker: createBridge,
    lend: engine.lend,
    fetch: (url, init) => fetch(url, init),
    baseUrl: new URL(import.meta.env.BASE_URL, location.origin).href,
    app: `Fooocus Tab ${VERSION}`,
    isHome: isLoopbackHost(location.hostname),
    memory: storedValue(() => sessionStorage, 'fooocus-tab-bridge'),
    relay,
    environment,
    preferences,
    tasks,
  })
  const parts = {
    tasks,
    environment,
    preferences,
    draft: createDraftStore(storedValue(browserStorage, 'fooocus-tab-draft')),
    presets: createPresetsStore(storedValue(browserStorage, 'fooocus-tab-presets')),
    gallery: createGalleryStore(engine.studio),
    announcer: createAnnouncerStore(),
    relay,
    previews: createPreviewChannel(),
    files: createPictureFiles(engine.studio),
    toast: (toast: PageToast) => void toasts.add(toast, { timeout: TOAST_MS }),
    askToKeep: () => navigator.storage.persist(),
    applyUpdate: () => offline.applyUpdate(),
    lookForRelay: bridge.lookNow,
  }
  const feed = createTaskFeed({
    ...parts,
    now: () => performance.now(),
    onStepTime: (taskId, stepMs) => {
      const request = tasks.getState().byId[taskId]?.task.request
      if (!request) return
      const backend = environment.getState().device?.backend ?? 'wasm'
      const key = stepTimeKey(backend, request.base_model_name, request.aspect_ratios_selection)
      const { stepTimes, prefer } = preferences.getState()
      prefer({ stepTimes: withStepTime(stepTimes, key, stepMs) })
    },
  })
  void engine.subscribe(feed)
  watchSurroundings(parts, engine.studio, offline)
  watchLifecycle(bridge)
  const actions = createActions(parts, engine)
  // Whoever asks from outside does not wait for the sample of a first visit.
  void engine.subscribe((event) => {
    if (event.type === 'queued' && event.task.origin === 'relay') actions.dropSample()
  })
  return { ...parts, actions }
}

/** Tells the bridge when the page goes, sleeps and comes back. */
function watchLifecycle(bridge: BridgeHost): void {
  addEventListener('pagehide', () => bridge.leave('closing'))
  addEventListener('pageshow', (event) => {
    if (event.persisted) bridge.wake()
  })
  document.addEventListener('freeze', () => bridge.leave('freezing'))
  document.addEventListener('resume', () => bridge.wake())
  addEventListener('online', () => bridge.wake())
}

/** Reads what is there and keeps listening: models, device, room, pictures, the network. */
function watchSurroundings(
  { environment, gallery }: Pick<Page, 'environment' | 'gallery'>,
  studio: Studio,
  offline: OfflineCopy,
): void {
  void studio.subscribe((event) => {
    environment.getState().hear(event)
    if (event.type === 'gallery') void gallery.getState().refresh()
  })
  void gallery.getState().refresh()
  void studio.models().then((models) => environment.getState().setModels(models))
  void studio.storage().then((report) => environment.getState().hear({ type: 'storage', report }))
  void studio.userFiles.list().then((files) => environment.getState().hear({ type: 'user_files', files }))
  environment.subscribe((now, before) => {
    if (now.device && now.device !== before.device) void offline.keepRuntime(now.device.bundle)
    if (now.connection !== 'active' || before.connection === 'active') return
    void studio.device().then((report) => environment.getState().hear({ type: 'device', report }))
  })
  offline.onUpdateReady(() => environment.getState().setUpdateReady())
  addEventListener('online', () => environment.getState().setOnline(true))
  addEventListener('offline', () => environment.getState().setOnline(false))
  // Another window may have made pictures meanwhile.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void gallery.getState().refresh()
  })
}
