import type { App } from '../../http/app.ts'
import { registerJsonBody } from '../../http/json.ts'
import type { DialectParts } from '../../http/parts.ts'
import { createWaitingCalls } from '../waiting-calls.ts'
import { answerErrors } from './answer-error.ts'
import { addCatalogRoutes } from './catalog-routes.ts'
import { addControlRoute } from './control-route.ts'
import { compatOf } from './compat.ts'
import { createGeneration } from './generate.ts'
import { createRoutes } from './routes.ts'
import { addTaskRoutes } from './task-routes.ts'
import { addToolRoutes } from './tool-routes.ts'

/** What this dialect is made of. */
export interface FooocusParts extends DialectParts {
  /** How long a job outlives a caller who hung up, in milliseconds. */
  readonly hangUpGraceMs?: number
}

/**
 * Serves FooocusAPI's routes that ask for a key. The files it links to are `registerFooocusPublic`, which ask for none.
 *
 * @param app a scope that checks access and fills `request.caller`
 */
export async function registerFooocus(app: App, parts: FooocusParts): Promise<void> {
  await app.register((scope, _options, done) => {
    registerJsonBody(scope)
    answerErrors(scope)
    const routes = createRoutes(scope, compatOf(parts.config))
    const generation = createGeneration(parts, createWaitingCalls(parts.jobs, parts.hangUpGraceMs))
    routes.add('POST', '/v1/engine/generate/', generation.answer)
    addControlRoute(routes, parts)
    addTaskRoutes(routes, parts)
    addCatalogRoutes(routes, parts)
    addToolRoutes(routes, parts)
    done()
  })
}
