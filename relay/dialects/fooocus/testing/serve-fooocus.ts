import type { App } from '../../../http/app.ts'
import { parseJson } from '../../../http/json.ts'
import type { ApiConfig } from '../../../http/parts.ts'
import { createFakeParts, PNG, type FakeParts } from '../../testing/fake-parts.ts'
import { createTestApp } from '../../testing/serve.ts'
import { registerFooocusPublic } from '../file-routes.ts'
import { registerFooocus } from '../register-fooocus.ts'

export const GENERATE = '/v1/engine/generate/'

/** An answer with its JSON read, if it is JSON. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly bytes: Buffer
  readonly json: Record<string, unknown> | null
}

/** The dialect with fakes behind it. */
export interface Served extends FakeParts {
  readonly app: App
  /** Posts a generation. */
  post(body: unknown, headers?: Record<string, string>, url?: string): Promise<Answer>
  ask(
    method: 'GET' | 'POST' | 'DELETE' | 'HEAD' | 'PUT',
    url: string,
    headers?: Record<string, string>,
  ): Promise<Answer>
}

/** Serves the dialect to `inject`; call `app.listen` for real sockets. */
export async function serveFooocus(config: Partial<ApiConfig> = {}): Promise<Served> {
  const fake = createFakeParts(config)
  const app = createTestApp()
  await registerFooocus(app, { ...fake.parts, hangUpGraceMs: 0 })
  await registerFooocusPublic(app, fake.parts)
  const send = async (
    method: 'GET' | 'POST' | 'DELETE' | 'HEAD' | 'PUT',
    url: string,
    headers: object,
    payload?: string,
  ) => {
    const answer = await app.inject({
      method,
      url,
      headers: { ...headers },
      ...(payload !== undefined && { payload }),
    })
    const isJson = String(answer.headers['content-type'] ?? '').startsWith('application/json')
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      bytes: answer.rawPayload,
      json: isJson && answer.body !== '' ? (parseJson(answer.body) as Record<string, unknown>) : null,
    }
  }
  return {
    ...fake,
    app,
    post: (body, headers = {}, url = GENERATE) =>
      send(
        'POST',
        url,
        { 'content-type': 'application/json', ...headers },
        typeof body === 'string' ? body : JSON.stringify(body),
      ),
    ask: (method, url, headers = {}) => send(method, url, headers),
  }
}

/** Every job makes its pictures at once. */
export function makesPictures({ jobs, outputs }: FakeParts, mime: 'image/png' | 'image/webp' = 'image/png') {
  jobs.onSubmit = (id, { job }) => {
    jobs.start(id)
    for (let index = 0; index < job.request.image_number; index++) {
      const file = `2026-01-31/2026-01-31_12-30-00_${1000 + index}.${mime.slice(6)}`
      outputs.set(file, Uint8Array.from(PNG))
      jobs.picture(id, { index, file, mime })
    }
    jobs.finish(id)
  }
}
