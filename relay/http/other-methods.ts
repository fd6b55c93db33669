import type { App, Reply, Request } from './app.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Notes that a path has a method, so that others are refused there.
     *
     * @param path may hold `:name` for one part; with and without a slash at its end it is the same
     */
    noteMethod(method: string, path: string): void
    /** Answers a request to a path that has only other methods. @returns false where it has none, and nothing was sent */
    refuseOtherMethod(request: Request, reply: Reply): boolean
  }
}

/**
 * Answers 405 with `Allow`, as FastAPI does, where a path has other methods than the one that was asked for. Paths that
 * `noteMethod` never heard of stay unknown. Routes for all those methods would take a tenth of the start. The handler of
 * what is not found must ask `refuseOtherMethod` too: files are looked for with GET before nothing is found.
 */
export function refuseOtherMethods(app: App): void {
  const noted = new Map<string, { readonly parts: readonly string[]; readonly methods: string[] }>()
  const methodsOf = (path: string): readonly string[] => {
    const bare = withoutSlash(path)
    const known = noted.get(bare)
    if (known) return known.methods
    const parts = bare.split('/')
    return [...noted.values()].find((one) => isLike(one.parts, parts))?.methods ?? []
  }
  app.decorate('noteMethod', (method: string, path: string) => {
    const bare = withoutSlash(path)
    const known = noted.get(bare)
    if (known) known.methods.push(method)
    else noted.set(bare, { parts: bare.split('/'), methods: [method] })
  })
  app.decorate('refuseOtherMethod', (request: Request, reply: Reply) => {
    const allowed = methodsOf(request.url.split('?', 1)[0]!)
    // HEAD is answered wherever GET is.
    const method = request.method === 'HEAD' ? 'GET' : request.method
    if (allowed.length === 0 || allowed.includes(method)) return false
    // As bytes: with a text the HTTP library would add a charset that FastAPI does not send.
    const body = Buffer.from(JSON.stringify({ detail: 'Method Not Allowed' }))
    void reply
      .code(405)
      .header('allow', allowed.join(', '))
      .header('content-type', 'application/json')
      .send(body)
    return true
  })
  // Before the body is read.
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404 || !app.refuseOtherMethod(request, reply)) done()
  })
}

const withoutSlash = (path: string) => path.replace(/\/$/, '')

function isLike(pattern: readonly string[], parts: readonly string[]): boolean {
  return (
    pattern.length === parts.length &&
    pattern.every((one, at) => (one.startsWith(':') ? parts[at] !== '' : one === parts[at]))
  )
}
