import { AppError } from '../../../contract/errors.ts'
import type { GenerationRequest } from '../../../contract/request.ts'
import type { App, Reply, Request } from '../../http/app.ts'
import { registerJsonBody, toJson } from '../../http/json.ts'
import type { DialectParts } from '../../http/parts.ts'
import type { JobState } from '../../jobs/job.ts'
import type { JobService } from '../../jobs/service.ts'
import { readPicture } from '../read-picture.ts'
import { submitCall } from '../submit-call.ts'
import { createWaitingCalls, type WaitingCalls } from '../waiting-calls.ts'
import { bodyError, fromErrorData, toA1111Error, type A1111Error } from './errors.ts'
import { ImageToImageBody, Options, parseBody, PngInfoBody, TextToImageBody } from './generation-body.ts'
import { createLists } from './lists.ts'
import { createOptionsKeeper, type OptionsKeeper } from './options.ts'
import { readPngInfo } from './png-info.ts'
import { toProgressAnswer } from './progress-answer.ts'
import { toA1111Answer } from './to-answer.ts'
import { toImageRequest, toRequest } from './to-submission.ts'

/** What this dialect is made of. */
export interface A1111Parts extends DialectParts {
  /** How long a job outlives a caller who hung up, in milliseconds. */
  readonly hangUpGraceMs?: number
}

/** Bodies with pictures in base64. */
const MAX_JSON_BYTES = 32 * 1024 * 1024

/** Jobs of one owner that are looked through for the one that a client means. */
const MAX_OPEN_JOBS = 100

/**
 * Serves the API of AUTOMATIC1111's web UI below `/sdapi/v1`: what its clients use to make pictures.
 *
 * @param app a scope that checks access and fills `request.caller`
 */
export async function registerA1111(app: App, parts: A1111Parts): Promise<void> {
  const { jobs, catalog, images } = parts
  const calls = createWaitingCalls(jobs, parts.hangUpGraceMs)
  const options = createOptionsKeeper(catalog)
  await app.register((scope, _options, done) => {
    registerJsonBody(scope)
    scope.setErrorHandler((error, _request, reply) => sendError(reply, toA1111Error(error)))
    const withPictures = { bodyLimit: MAX_JSON_BYTES }

    scope.post('/sdapi/v1/txt2img', async (http, reply) => {
      const body = parseBody(TextToImageBody, http.body)
      const request = toRequest(body, options.of(http.caller.owner), catalog)
      return answer({ http, reply }, parts, { calls, options }, { request, body })
    })

    scope.post('/sdapi/v1/img2img', withPictures, async (http, reply) => {
      const body = parseBody(ImageToImageBody, http.body)
      const pictures = await readPictures(body, parts)
      const request = toImageRequest(body, pictures, options.of(http.caller.owner), catalog)
      return answer({ http, reply }, parts, { calls, options }, { request, body })
    })

    scope.get<{ Querystring: { skip_current_image?: unknown } }>('/sdapi/v1/progress', async (http) => {
      const state = await ownJob(jobs, http.caller.owner, ['running'])
      const running = state && { state, progress: await jobs.progress(state.job.id) }
      const isSkipped = /^(?:true|1|yes|on)$/iu.test(String(http.query.skip_current_image))
      return toProgressAnswer(running, parts.now(), !isSkipped)
    })

    scope.post('/sdapi/v1/interrupt', async (http) => {
      // A job that only waits is what its client means too: nothing else can be stopped here.
      const state = await ownJob(jobs, http.caller.owner, ['running', 'queued'])
      if (state) await jobs.stop(state.job.id)
      return {}
    })

    scope.post('/sdapi/v1/skip', async (http) => {
      const state = await ownJob(jobs, http.caller.owner, ['running'])
      if (state) await jobs.skip(state.job.id)
      return {}
    })

    scope.get('/sdapi/v1/options', async (http, reply) => sendJson(reply, options.of(http.caller.owner)))
    scope.post('/sdapi/v1/options', async (http, reply) => {
      options.set(http.caller.owner, parseBody(Options, http.body))
      return sendJson(reply, null)
    })

    scope.post('/sdapi/v1/png-info', withPictures, async (http) => {
      const { image: text } = parseBody(PngInfoBody, http.body)
      const picture = await images.fromText(text, 'image')
      if (!picture) throw new AppError('not_found', 'Image not found')
      return readPngInfo(picture.bytes)
    })

    // The lists are made anew for each answer, so there is nothing to refresh.
    for (const what of ['checkpoints', 'vae', 'loras', 'embeddings']) {
      scope.post(`/sdapi/v1/refresh-${what}`, async (_http, reply) => sendJson(reply, null))
    }
    for (const [name, list] of Object.entries(createLists(catalog))) {
      scope.get(`/sdapi/v1/${name}`, async (_http, reply) => sendJson(reply, list()))
    }
    scope.get('/internal/ping', (_http, reply) => reply.send({}))
    done()
  })
}

interface Exchange {
  readonly http: Request
  readonly reply: Reply
}

async function answer(
  { http, reply }: Exchange,
  parts: A1111Parts,
  { calls, options }: { readonly calls: WaitingCalls; readonly options: OptionsKeeper },
  { request, body }: { readonly request: GenerationRequest; readonly body: TextToImageBody },
): Promise<Reply> {
  const { state, isIdempotent } = await submitCall(parts, http, {
    dialect: 'a1111',
    request,
    asked: { batch_size: body.batch_size ?? 1, n_iter: body.n_iter ?? 1 },
    body: http.body,
  })
  if (body.override_settings && body.override_settings_restore_afterwards === false) {
    options.set(http.caller.owner, body.override_settings)
  }
  const ended = await calls.untilEnded(state.job.id, reply, isIdempotent)
  if (!ended) return reply.hijack()
  if (ended.status === 'failed' && ended.error) return sendError(reply, fromErrorData(ended.error))
  const files: string[] = []
  for (const picture of body.send_images === false ? [] : ended.pictures) {
    files.push(Buffer.from(await readPicture(parts.files, picture)).toString('base64'))
  }
  // It has been parsed, so it is an object or nothing.
  const asked = (http.body ?? {}) as Readonly<Record<string, unknown>>
  return sendJson(reply, toA1111Answer(ended, asked, files))
}

async function readPictures(body: ImageToImageBody, { images }: DialectParts) {
  const [text, ...others] = body.init_images ?? []
  if (others.length > 0) throw bodyError('init_images', 'one picture at a time can be worked on')
  const image = await images.fromText(text ?? null, 'init_images')
  // In A1111's words: clients look for them.
  if (!image) throw new AppError('not_found', 'Init image not found')
  return { image, mask: await images.fromText(body.mask ?? null, 'mask') }
}

/** The job that an A1111 client means by "the current one": its owner's, begun by such a client, the oldest first. */
async function ownJob(
  jobs: Pick<JobService, 'list'>,
  owner: string,
  statuses: readonly JobState['status'][],
): Promise<JobState | null> {
  const page = await jobs.list({ owner, statuses, offset: 0, limit: MAX_OPEN_JOBS, order: 'oldest' })
  const own = page.jobs.filter(({ job }) => job.dialect === 'a1111')
  return own.find(({ status }) => status === 'running') ?? own[0] ?? null
}

function sendError(reply: Reply, { status, headers, body }: A1111Error): Reply {
  return reply.code(status).headers(headers).send(body)
}

/** Bigints as raw digits, which the HTTP library cannot write; and null as an answer, which it takes for none. */
function sendJson(reply: Reply, value: unknown): Reply {
  return reply.type('application/json; charset=utf-8').send(toJson(value))
}
