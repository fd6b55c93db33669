import type { RuntimeBundle } from '../../contract/device.ts'
import type { PageMessage } from './messages.ts'

/** What the page knows of its offline copy. */
export interface OfflineCopy {
  /** Installs it, on a first visit; before that, all is as without one. Later visits need not call. */
  begin(): void
  /**
   * Calls back once a newer version is ready and whenever another window has switched to one. The page decides
   * when to apply it.
   *
   * @returns ends the calls
   */
  onUpdateReady(notify: () => void): () => void
  /** Switches to the newer version and reloads; without one, only reloads. */
  applyUpdate(): void
  /**
   * Makes the inference library available offline from the first visit on. Call with the build the engine took.
   *
   * @returns whether the wish reached the offline copy
   */
  keepRuntime(bundle: RuntimeBundle): Promise<boolean>
}

/** What registration needs of the browser; handed in by tests. */
export interface OfflineSurroundings {
  readonly workers: ServiceWorkerContainer | undefined
  readonly scriptUrl: string
  readonly isolated: boolean
  readonly session: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined
  reload(): void
}

const RELOADED = 'fooocus-tab:reloaded-for-isolation'

/**
 * Registers the service worker: at once where one is there already or the page has no threads without it, else when
 * told to begin, since a first install fetches the whole page beside the first picture. On a host without the
 * isolation headers it reloads the page once, after the worker has taken over and sends them, so that WASM gets
 * threads.
 */
export function startOfflineCopy(around: OfflineSurroundings = browser()): OfflineCopy {
  const { workers } = around
  if (!workers)
    return {
      begin: () => {},
      onUpdateReady: () => () => {},
      applyUpdate: around.reload,
      keepRuntime: () => Promise.resolve(false),
    }

  const listeners = new Set<() => void>()
  let ready = false
  let applying = false
  let controlled = workers.controller !== null

  const announce = () => {
    ready = true
    for (const notify of listeners) notify()
  }
  let begin = () => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  if (controlled || !around.isolated) begin()
  const register = async () => {
    await begun
    return workers.register(around.scriptUrl, { updateViaCache: 'none' })
  }
  const settled = register().then(
    (registration) => {
      if (registration.waiting && controlled) announce()
      registration.addEventListener('updatefound', () =>
        announceWhenInstalled(registration, workers, announce),
      )
      return registration
    },
    () => undefined, // Private windows and odd hosts refuse; the page works without.
  )
  workers.addEventListener('controllerchange', () => {
    const first = !controlled
    controlled = true
    if (applying) around.reload()
    else if (first) reloadForIsolation(around)
    else announce()
  })
  if (around.isolated) forget(around)

  return {
    begin: () => begin(),
    onUpdateReady(notify) {
      listeners.add(notify)
      if (ready) notify()
      return () => listeners.delete(notify)
    },
    applyUpdate() {
      applying = true
      begin()
      void settled.then((registration) => {
        if (registration?.waiting)
          registration.waiting.postMessage({ type: 'apply-update' } satisfies PageMessage)
        else around.reload()
      })
    },
    async keepRuntime(bundle) {
      if (!(await settled)) return false
      const { active } = await workers.ready
      active?.postMessage({ type: 'keep-runtime', bundle } satisfies PageMessage)
      return active !== null
    },
  }
}

/** A worker that installs while another controls the page is an update; the very first one is not. */
function announceWhenInstalled(
  registration: ServiceWorkerRegistration,
  workers: ServiceWorkerContainer,
  announce: () => void,
): void {
  const incoming = registration.installing
  incoming?.addEventListener('statechange', () => {
    if (incoming.state === 'installed' && workers.controller) announce()
  })
}

/** Once per window: if the reload did not help, the host or browser cannot, and a second one would not either. */
function reloadForIsolation(around: OfflineSurroundings): void {
  if (around.isolated || !around.session || around.session.getItem(RELOADED)) return
  around.session.setItem(RELOADED, '1')
  around.reload()
}

function forget(around: OfflineSurroundings): void {
  around.session?.removeItem(RELOADED)
}

function browser(): OfflineSurroundings {
  return {
    // Without a build there is no worker script, and in development stale files would only confuse.
    workers: import.meta.env.PROD && 'serviceWorker' in navigator ? navigator.serviceWorker : undefined,
    scriptUrl: `${import.meta.env.BASE_URL}service-worker.js`,
    isolated: globalThis.crossOriginIsolated,
    session: sessionOrNone(),
    reload: () => location.reload(),
  }
}

function sessionOrNone(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined // Refused where cookies are; then no reload, since it could not be remembered.
  }
}
