import type { App, Reply, Request } from '../http/app.ts'
import type { RelayMetrics } from './metrics.ts'

/** What the routes tell of. */
export interface StatusParts {
  readonly version: string
  readonly metrics: Pick<RelayMetrics, 'text' | 'contentType'>
  /** Refuses callers without a key where one is needed. */
  readonly requireKey: (request: Request, reply: Reply, done: () => void) => void
  /** Asks the store something; a store that rejects is not available. */
  readonly askStore: () => Promise<unknown>
  /** How many tabs are connected. */
  readonly tabs: () => number
  /** True once the relay takes no new work because it ends. */
  readonly isDraining: () => boolean
  readonly isOverloaded: () => boolean
}

/**
 * `/health`: the process lives. `/ready`: it can take work, or 503 with the reasons why not. `/metrics`: Prometheus'
 * text, for those with a key where keys are needed.
 */
export function registerStatusRoutes(app: App, parts: StatusParts): void {
  const { version, metrics } = parts
  app.get('/health', (_request, reply) => fresh(reply).send({ status: 'ok', version, relay: true }))
  app.get('/ready', async (_request, reply) => {
    const reasons = await reasonsAgainst(parts)
    const isReady = reasons.length === 0
    return fresh(reply)
      .code(isReady ? 200 : 503)
      .send({ ready: isReady, tabs: parts.tabs(), ...(!isReady && { reasons }) })
  })
  app.get('/metrics', { onRequest: parts.requireKey }, async (_request, reply) => {
    const text = await metrics.text()
    return fresh(reply).type(metrics.contentType).send(text)
  })
}

const STORE_MS = 2000

async function reasonsAgainst({
  askStore,
  isDraining,
  isOverloaded,
}: StatusParts): Promise<readonly string[]> {
  const reasons: string[] = []
  if (isDraining()) reasons.push('draining')
  if (isOverloaded()) reasons.push('overloaded')
  if (!(await answersInTime(askStore))) reasons.push('store_unavailable')
  return reasons
}

/** A store that hangs is as bad as one that fails. */
async function answersInTime(ask: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), STORE_MS)
  })
  const answered = ask().then(
    () => true,
    () => false,
  )
  const isIn = await Promise.race([answered, tooLate])
  clearTimeout(timer)
  return isIn
}

function fresh(reply: Reply): Reply {
  return reply.header('cache-control', 'no-store')
}
