import {
  addPlugins,
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { withIsolation } from './isolation.ts'
import type { PageMessage } from './messages.ts'
import { carryRuntimeOver, dropOlderRuntimes, keepRuntimeFiles, serveRuntimeFile } from './runtime-cache.ts'
import { RUNTIME_FOLDER, runtimeFiles } from './runtime-files.ts'

declare const self: ServiceWorkerGlobalScope & {
  /** Put here by the build: the files of the page's shell with their hashes. */
  readonly __WB_MANIFEST: { url: string; revision: string | null }[]
}

/** Where the page lives; everything below is relative to it. */
const scope = self.registration.scope
const scopePath = new URL(scope).pathname

/** First parts of addresses that belong to the server beside the page: never answered with the page. */
const SERVER_PATHS = [
  'health',
  'ready',
  'metrics',
  'openapi.json',
  'docs',
  'v1',
  'sdapi',
  'tasks',
  'outputs',
  'inputs',
  'worker',
]

/** A file, such as a model or a picture opened in a window of its own. */
const NAMES_A_FILE = /^[^?]*\.\w+(\?|$)/

addPlugins([
  {
    // The event's request, not the one for the page's HTML that a navigation is answered with. Installing has none.
    handlerWillRespond: ({ event, response }) =>
      Promise.resolve(
        event instanceof FetchEvent ? withIsolation(event.request.destination, response) : response,
      ),
  },
])
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith(scopePath + RUNTIME_FOLDER),
  ({ request, event }) => serveRuntimeFile(request, event),
)
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), {
    denylist: [
      new RegExp(`^${literally(scopePath)}(${SERVER_PATHS.map(literally).join('|')})([/?]|$)`),
      NAMES_A_FILE,
    ],
  }),
)

self.addEventListener('install', (event) => event.waitUntil(carryRuntimeOver()))

// Claiming makes the very first visit one that this worker serves; later versions wait to be asked.
self.addEventListener('activate', (event) =>
  event.waitUntil(dropOlderRuntimes().then(() => self.clients.claim())),
)

self.addEventListener('message', (event) => {
  const message = event.data as PageMessage
  switch (message.type) {
    case 'apply-update':
      return event.waitUntil(self.skipWaiting())
    case 'keep-runtime':
      return event.waitUntil(keepRuntimeFiles(runtimeFiles(message.bundle).map((file) => scope + file)))
    default:
      message satisfies never
  }
})

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
