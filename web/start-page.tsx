import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { EnginePreferences, Studio } from '../contract/studio.ts'
import { VERSION } from '../contract/version.ts'
import { App } from './App.tsx'
import { hostBridge, type BridgeHost } from './engine/bridge.ts'
import { createEngineConnection } from './engine/connect.ts'
import { watchInstall } from './state/watch-install.ts'
import { restartOnChoice } from './engine/restart-on-choice.ts'
import { foreseeProcessor } from './engine/foresee-processor.ts'
import { createTaskFeed } from './engine/task-feed.ts'
import type { WorkerLike } from './engine/worker-host.ts'
import { PageLanguage } from './features/settings/PageLanguage.tsx'
import { PageToasts } from './features/toasts/PageToasts.tsx'
import type { OfflineCopy } from './pwa/register.ts'
import { createActions } from './state/actions.ts'
import { createAnnouncerStore } from './state/announcer.ts'
import { createDraftNow } from './state/draft-now.ts'
import { createDraftStore, type DraftStore } from './state/draft-store.ts'
import { sizeOf } from './state/effective-request.ts'
import { createEnvironmentStore } from './state/environment.ts'
import { createGalleryStore } from './state/gallery.ts'
import { guardUnsaved } from './state/guard-unsaved.ts'
import { createHistory } from './state/history.ts'
import { createNotificationsStore } from './state/notifications.ts'
import { createHabitsStore } from './state/habits.ts'
import { watchRepeat } from './state/generate-actions.ts'
import { PageProvider, type Page } from './state/page-context.tsx'
import { createPictureFiles } from './state/picture-files.ts'
import { createPreferencesStore, stepTimeKey, withStepTime } from './state/preferences.ts'
import { createPresetsStore } from './state/presets.ts'
import { createPreviewChannel } from './state/preview-channel.ts'
import { createRelayStore, isLoopbackHost } from './state/relay.ts'
import { startAfresh } from './state/start-afresh.ts'
import { ownValue, storedValue } from './state/stored-value.ts'
import { watchUserStyles } from './state/user-styles.ts'
import { createTasksStore } from './state/tasks.ts'
import type { PageToast } from './state/toasts.ts'
import { whenCalm } from './state/when-calm.ts'
import { createLanguageStore } from './text/language-store.ts'
import { isLanguageChoice } from './text/languages.ts'

/** What the page is made of from outside. */
export interface PageParts {
  readonly createWorker: () => WorkerLike
  /** Starts the worker that carries API requests from a relay. */
  readonly createBridge: () => WorkerLike
  /** What holds about the engine, given what was chosen on the page. */
  readonly engine: (chosen: EnginePreferences) => EnginePreferences
  readonly offline: OfflineCopy
}

/** Puts the page together and shows it. */
export function startPage(root: HTMLElement, parts: PageParts): void {
  const page = createPage(parts)
  const language = createLanguageStore(() => navigator.languages)
  const asked = new URLSearchParams(location.search).get('lang')
  const choice = isLanguageChoice(asked) ? asked : page.preferences.getState().language
  addEventListener('languagechange', () => {
    const { choice, choose } = language.getState()
    if (choice === 'system') void choose(choice)
  })
  // Shown once, in the right words; English needs none that would have to be fetched.
  void language
    .getState()
    .choose(choice)
    .then(() =>
      createRoot(root).render(
        <StrictMode>
          <PageLanguage store={language}>
            <PageProvider page={page}>
              <App />
              <PageToasts />
            </PageProvider>
          </PageLanguage>
        </StrictMode>,
      ),
    )
}

function createPage({ createWorker, createBridge, engine: decide, offline }: PageParts): Page {
  const browserStorage = () => localStorage
  const tasks = createTasksStore()
  const environment = createEnvironmentStore(navigator.onLine)
  const preferences = createPreferencesStore(storedValue(browserStorage, 'fooocus-tab-preferences'))
  const engine = createEngineConnection({
    createWorker,
    engine: () => {
      const { engineBackend, engineThreads } = preferences.getState()
      return decide({ backend: engineBackend, threads: engineThreads })
    },
    // The type says it is always there; outside secure contexts it is not.
    locks: navigator.locks,
    onState: (connection) => environment.getState().setConnection(connection),
    onOpenTasks: (open) => tasks.getState().adopt(open),
    onTasksLeft: (ids) => tasks.getState().forget(ids),
  })
  const draft = createDraftStore(
    ownValue(
      storedValue(() => sessionStorage, 'fooocus-tab-draft'),
      storedValue(browserStorage, 'fooocus-tab-draft'),
    ),
  )
  const presets = createPresetsStore(storedValue(browserStorage, 'fooocus-tab-presets'))
  const notifications = createNotificationsStore()
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
    draft,
    draftNow: createDraftNow(draft, environment),
    presets,
    history: createHistory(draft, presets),
    habits: createHabitsStore(storedValue(browserStorage, 'fooocus-tab-habits')),
    gallery: createGalleryStore(engine.studio),
    announcer: createAnnouncerStore(),
    relay,
    previews: createPreviewChannel(),
    files: createPictureFiles(engine.studio),
    library: engine.studio.pictureLibrary,
    notifications,
    toast: (toast: PageToast) => void notifications.getState().add(toast),
    askToKeep: () => navigator.storage.persist(),
    applyUpdate: () => offline.applyUpdate(),
    startAfresh,
    lookForRelay: bridge.lookNow,
  }
  // Whoever was here before may have pictures, which come later and are work enough to leave the notice away.
  const isFirstVisit = !preferences.getState().hasVisited
  void foreseeProcessor(window.adapterAsked).then(
    (isForeseen) => isForeseen && isFirstVisit && environment.getState().foreseeProcessor(),
  )
  const feed = createTaskFeed({
    ...parts,
    now: () => performance.now(),
    onStepTime: (taskId, stepMs) => {
      const request = tasks.getState().byId[taskId]?.task.request
      // A picture that was handed in has a size of its own.
      if (!request || request.upscale_or_vary) return
      const backend = environment.getState().device?.backend ?? 'wasm'
      const key = stepTimeKey(backend, request.base_model_name, sizeOf(request))
      const { stepTimes, prefer } = preferences.getState()
      prefer({ stepTimes: withStepTime(stepTimes, key, stepMs) })
    },
  })
  void engine.subscribe(feed)
  watchSurroundings(parts, engine.studio, offline)
  watchLifecycle(bridge, draft)
  restartOnChoice({ ...parts, engine })
  guardUnsaved(parts.gallery, window)
  watchInstall(environment)
  const actions = createActions(parts, engine)
  watchRepeat(tasks, actions.repeatAgain)
  // Whoever asks from outside does not wait for the sample of a first visit.
  void engine.subscribe((event) => {
    if (event.type === 'queued' && event.task.origin === 'relay') actions.dropSample()
  })
  return { ...parts, actions }
}

/** Tells the bridge when the page goes, sleeps and comes back, and lets no change of the draft go with it. */
function watchLifecycle(bridge: BridgeHost, draft: DraftStore): void {
  addEventListener('pagehide', () => {
    draft.flush()
    bridge.leave('closing')
  })
  document.addEventListener('visibilitychange', () => document.hidden && draft.flush())
  addEventListener('pageshow', (event) => {
    if (event.persisted) bridge.wake()
  })
  document.addEventListener('freeze', () => bridge.leave('freezing'))
  document.addEventListener('resume', () => bridge.wake())
  addEventListener('online', () => bridge.wake())
}

/** Reads what is there and keeps listening: models, device, room, pictures, the network. */
function watchSurroundings(
  { environment, gallery, tasks }: Pick<Page, 'environment' | 'gallery' | 'tasks'>,
  studio: Studio,
  offline: OfflineCopy,
): void {
  void studio.subscribe((event) => {
    environment.getState().hear(event)
    if (event.type === 'gallery') void gallery.getState().refresh()
    if (event.type === 'queue') tasks.getState().setQueue(event.queue)
  })
  void gallery.getState().refresh()
  const readModels = () => void studio.models().then((models) => environment.getState().setModels(models))
  readModels()
  watchUserStyles(environment, studio.userFiles)
  void studio.storage().then((report) => environment.getState().hear({ type: 'storage', report }))
  void studio.userFiles.list().then((files) => environment.getState().hear({ type: 'user_files', files }))
  environment.subscribe((now, before) => {
    if (now.device && now.device !== before.device) void offline.keepRuntime(now.device.bundle)
    if (now.connection !== 'active' || before.connection === 'active') return
    // A worker that could not read its database says that there are none.
    if (now.areModelsKnown && now.models.length === 0) readModels()
    void studio.device().then((report) => environment.getState().hear({ type: 'device', report }))
  })
  void whenCalm(tasks, environment).then(() => offline.begin())
  offline.onUpdateReady(() => environment.getState().setUpdateReady())
  addEventListener('online', () => environment.getState().setOnline(true))
  addEventListener('offline', () => environment.getState().setOnline(false))
  // Another window may have made pictures meanwhile.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void gallery.getState().refresh()
  })
}
