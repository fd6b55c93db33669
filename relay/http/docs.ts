import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { App, Reply } from './app.ts'
import { toOpenApi, type OperationGroup } from './openapi.ts'

/** What the documentation is about. */
export interface DocsParts {
  readonly groups: readonly OperationGroup[]
  readonly version: string
}

/** The viewer's files, by the names under which they are served. */
const ASSETS: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['favicon-32x32.png', 'image/png'],
])

/** The viewer sets styles on its elements; scripts come from here only. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Fooocus Tab – API</title>
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
})
`

/** Serves the API's description, and a viewer for it. Needs no key and nothing from outside. */
export async function registerDocs(app: App, { groups, version }: DocsParts): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  // Made when it is first asked for: most relays are never asked.
  const description: { text?: Buffer } = {}
  const send = (reply: Reply, type: string, content: string | Buffer) =>
    reply
      .headers({ 'content-type': type, 'content-security-policy': POLICY, 'cache-control': 'no-cache' })
      .send(content)

  await app.register((scope, _options, done) => {
    scope.get('/openapi.json', (_request, reply) => {
      description.text ??= Buffer.from(JSON.stringify(toOpenApi(groups, version)))
      return send(reply, 'application/json', description.text)
    })
    for (const path of ['/docs', '/docs/']) {
      scope.get(path, (_request, reply) => send(reply, 'text/html; charset=utf-8', PAGE))
    }
    scope.get('/redoc', (_request, reply) => reply.redirect('/docs', 307))
    scope.get('/docs/start.js', (_request, reply) => send(reply, 'text/javascript; charset=utf-8', START))
    for (const [name, type] of ASSETS) {
      scope.get(`/docs/${name}`, async (_request, reply) =>
        send(reply, type, await readFile(join(folder, name))),
      )
    }
    done()
  })
}
