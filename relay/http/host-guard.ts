import { AppError } from '../../contract/errors.ts'
import type { App, Request } from './app.ts'
import { registerCors } from './cors.ts'
import { isAmbient } from './credentials.ts'
import type { Origins } from './origins.ts'
import { refuse } from './refusals.ts'

/**
 * What every request passes before anything else, in this order: its `Host` must be one of ours (421), scripts of other
 * origins get their CORS headers, and changes that a foreign page has its visitor's browser send are refused (403).
 * To be awaited before routes and other hooks are added.
 */
export async function registerHostGuard(app: App, origins: Origins): Promise<void> {
  app.addHook('onRequest', (request, reply, done) => {
    // Behind a trusted proxy `request.host` is what the proxy was asked for, and the header is how it reached us.
    const { host } = request
    const { host: sent } = request.headers
    if (origins.allowsHost(sent) && (host === sent || origins.allowsHost(host))) return done()
    refuse(reply, 'plain', new AppError('forbidden', unknownHost(host)), 421)
  })
  await registerCors(app, origins)
  app.addHook('onRequest', (request, reply, done) => {
    if (!isFromForeignPage(request, origins)) return done()
    refuse(reply, 'plain', new AppError('forbidden', FOREIGN_PAGE))
  })
}

const FOREIGN_PAGE =
  'A web page of another origin may not do this. Allow it with --allow-origin <origin>, or ask for keys with --apikey.'

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Whether a page that may not use the relay has sent a change. Browsers name the page in `Origin`, and those that leave
 * it out say in `Sec-Fetch-Site` that there is one; programs send neither. A password that a browser keeps for this
 * relay would go with any page's request, so it counts only for trusted origins.
 */
function isFromForeignPage(request: Request, origins: Origins): boolean {
  if (!CHANGES.has(request.method)) return false
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin === undefined) return site === 'cross-site' || site === 'same-site'
  return isAmbient(request.headers)
    ? !origins.isTrusted(origin, request.host)
    : !origins.mayUse(origin, request.host)
}

function unknownHost(host: string): string {
  // A name goes back only as far as it is one.
  const name = /^[a-z0-9.-]{1,100}/i.exec(host)?.[0]
  const remedy = name === undefined ? '' : ` If it is this relay's name, start it with --allow-host ${name}.`
  return `This relay does not answer to that host.${remedy}`
}
