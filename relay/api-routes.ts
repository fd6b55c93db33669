import { A1111_OPERATIONS } from './dialects/a1111/operations.ts'
import { registerA1111, type A1111Parts } from './dialects/a1111/routes.ts'
import { FOOOCUS_V1_OPERATIONS } from './dialects/fooocus-v1/operations.ts'
import { registerFooocusV1 } from './dialects/fooocus-v1/register-fooocus-v1.ts'
import { registerFooocusPublic } from './dialects/fooocus/file-routes.ts'
import { FOOOCUS_OPERATIONS } from './dialects/fooocus/operations.ts'
import { registerFooocus } from './dialects/fooocus/register-fooocus.ts'
import { OPENAI_OPERATIONS } from './dialects/openai/operations.ts'
import { registerOpenAi, type OpenAiParts } from './dialects/openai/routes.ts'
import type { Access } from './http/access.ts'
import type { App } from './http/app.ts'
import { registerDocs } from './http/docs.ts'
import { refuseOtherMethods } from './http/other-methods.ts'
import type { RateLimits } from './http/rate-limits.ts'
import type { Shape } from './http/refusals.ts'

/** What the API's routes are made of. */
export interface ApiParts {
  readonly access: Access
  readonly limits: RateLimits
  readonly dialects: OpenAiParts & A1111Parts
  readonly version: string
}

/** Adds every dialect, each in a scope that refuses in its own words, and the page that documents them. */
export async function registerApi(app: App, { access, limits, dialects, version }: ApiParts): Promise<void> {
  const scope = (shape: Shape, register: (scope: App) => Promise<void> | void) =>
    app.register(async (inner: App) => {
      // Tries with wrong keys count too.
      limits.limit(inner, shape)
      access.protect(inner, shape)
      await register(inner)
    })
  refuseOtherMethods(app)
  await app.register(async (open: App) => registerFooocusPublic(open, dialects))
  await scope('fooocus', (inner) => registerFooocus(inner, dialects))
  await scope('fooocus', (inner) => registerFooocusV1(inner, dialects))
  await scope('openai', (inner) => registerOpenAi(inner, dialects))
  await scope('a1111', (inner) => registerA1111(inner, dialects))
  await registerDocs(app, {
    groups: [FOOOCUS_OPERATIONS, FOOOCUS_V1_OPERATIONS, OPENAI_OPERATIONS, A1111_OPERATIONS],
    version,
  })
}
