import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import staticFiles from '@fastify/static'
import type { App, Reply, Request } from './http/app.ts'
import { cacheControlFor } from './headers.ts'

/** The page's own addresses; the page shows its view for them. */
const VIEWS = new Set(['/', '/gallery', '/models', '/relay', '/settings'])

const INDEX = 'index.html'

const READS = new Set(['GET', 'HEAD'])

/** The answer where there is nothing: `detail` for clients of Fooocus-API, `code` for everyone. */
export const NOT_FOUND = { detail: 'Not Found', code: 'not_found' } as const

/**
 * Serves the built page: files with validators and ranges, the compressed neighbour of a file where the build made
 * one (never for models, whose byte ranges must count the file's own bytes), and the page itself for its views.
 *
 * @param webRoot folder of the built page; may be missing, then `/` says so
 */
export async function serveStaticFiles(app: App, webRoot: string): Promise<void> {
  // Fooocus' API has its documentation here, and programs expect it; people get the page.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.url !== '/' || wantsPage(request) || !READS.has(request.method)) return done()
    void reply.redirect('/docs', 307)
  })
  app.addHook('onSend', (request, reply, _payload, done) => {
    // Models are sent as they are; of everything else there may be a compressed form.
    if (!request.url.startsWith('/models/')) void reply.header('vary', varyWith(reply, 'accept-encoding'))
    done()
  })
  await app.register(staticFiles, {
    root: webRoot,
    index: INDEX,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
    // A compressed neighbour is another form of a file, not a file of its own.
    allowedPath: (path) => !/\.(br|gz)$/.test(path),
    setHeaders: (response, path) => {
      const served = path.slice(webRoot.length).split(sep).join('/')
      const plain = served.replace(/\.(br|gz)$/, '')
      response.setHeader('cache-control', cacheControlFor(plain))
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0]!
    if (VIEWS.has(path) && wantsPage(request)) return sendPage(reply, webRoot)
    if (app.refuseOtherMethod(request, reply)) return reply
    return reply.code(404).send(NOT_FOUND)
  })
}

/** The page's HTML, or nothing where it is not built. */
export function readPage(webRoot: string): Promise<string> {
  return readFile(join(webRoot, INDEX), 'utf8').catch(() => '')
}

/** Whether a browser asks for something to show, and not a program for data. */
function wantsPage(request: Request): boolean {
  if (!READS.has(request.method)) return false
  return request.headers.accept?.includes('text/html') ?? false
}

/** What an answer depends on already, and one more header. */
function varyWith(reply: Reply, name: string): string {
  const before = reply.getHeader('vary')
  return before === undefined ? name : `${String(before)}, ${name}`
}

function sendPage(reply: Reply, webRoot: string) {
  if (existsSync(join(webRoot, INDEX))) return reply.code(200).sendFile(INDEX)
  return reply
    .code(503)
    .send({ detail: 'The page is not built. Run "npm run build" first.', code: 'not_built' })
}
