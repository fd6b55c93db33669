import { AppError } from '../../../contract/errors.ts'
import type { GenerationRequest } from '../../../contract/request.ts'
import type { App, Reply, Request } from '../../http/app.ts'
import { baseUrlOf, outputUrl } from '../../http/base-url.ts'
import { registerJsonBody } from '../../http/json.ts'
import { acceptForms, hasForm, readForm, type Form } from '../../http/multipart.ts'
import type { DialectParts } from '../../http/parts.ts'
import type { JobState, JsonObject } from '../../jobs/job.ts'
import { readPicture } from '../read-picture.ts'
import { submitCall } from '../submit-call.ts'
import { createWaitingCalls, type WaitingCalls } from '../waiting-calls.ts'
import { picturesOfForm, picturesOfJson, pictureOfVariation, type EditParts } from './edit-pictures.ts'
import { fromErrorData, STOPPED, toOpenAiError, type OpenAiError } from './errors.ts'
import { formToBody } from './form-body.ts'
import { EditBody, GenerationBody, parseBody, VariationBody } from './image-body.ts'
import { modelAnswer, modelList } from './models-answer.ts'
import { streamImages } from './stream-images.ts'
import { toBase64, toImagesAnswer, type ImageContent, type StreamKind } from './to-answer.ts'
import { toAsked, toEditRequest, toRequest, toVariationRequest } from './to-submission.ts'

/** What this dialect is made of. */
export interface OpenAiParts extends DialectParts, Omit<EditParts, 'images'> {
  /** How long a job outlives a caller who hung up, in milliseconds. */
  readonly hangUpGraceMs?: number
}

/** Bodies with pictures as data URLs. Forms have limits of their own. */
const MAX_JSON_BYTES = 32 * 1024 * 1024

/**
 * Serves OpenAI's image API below `/v1`, for its official clients and for those that speak like them.
 *
 * @param app a scope that checks access and fills `request.caller`
 */
export async function registerOpenAi(app: App, parts: OpenAiParts): Promise<void> {
  const calls = createWaitingCalls(parts.jobs, parts.hangUpGraceMs)
  const since = parts.now()
  await app.register(async (scope) => {
    registerJsonBody(scope)
    await acceptForms(scope)
    scope.setErrorHandler((error, _request, reply) => sendError(reply, toOpenAiError(error)))
    const withPictures = { bodyLimit: MAX_JSON_BYTES }

    scope.post('/v1/images/generations', async (http, reply) => {
      const body = parseBody(GenerationBody, http.body)
      const request = toRequest(body, parts.catalog)
      return answer({ http, reply }, parts, calls, { request, body, content: body, kind: 'image_generation' })
    })

    scope.post('/v1/images/edits', withPictures, async (http, reply) => {
      const form = hasForm(http) ? await readForm(http) : null
      const body = parseBody(EditBody, form ? formToBody(form) : http.body)
      const pictures = form ? await picturesOfForm(form, parts) : await picturesOfJson(body, parts)
      const request = toEditRequest(body, pictures, parts.catalog)
      const content = form ? contentOf(form) : body
      return answer({ http, reply }, parts, calls, { request, body, content, kind: 'image_edit' })
    })

    scope.post('/v1/images/variations', async (http, reply) => {
      if (!hasForm(http)) throw new AppError('invalid_request', 'Send this as multipart/form-data.')
      const form = await readForm(http)
      const body = parseBody(VariationBody, formToBody(form))
      const request = toVariationRequest(body, pictureOfVariation(form, parts), parts.catalog)
      const whole = { ...body, prompt: '' }
      return answer({ http, reply }, parts, calls, {
        request,
        body: whole,
        content: contentOf(form),
        kind: 'image_edit',
      })
    })

    for (const path of ['/v1/models', '/v1/models/']) {
      scope.get(path, (_http, reply) => reply.send(modelList(parts.catalog, since)))
    }
    // A wildcard, because ids may contain slashes.
    scope.get<{ Params: { '*': string } }>('/v1/models/*', ({ params: { '*': id } }, reply) =>
      reply.send(modelAnswer(id, parts.catalog.resolve(id), since)),
    )
  })
}

/** What is asked by one call, and what its answer repeats. */
interface ImageCall {
  readonly request: GenerationRequest
  readonly body: GenerationBody
  /** All that the client sent, for recognising it when it comes again. */
  readonly content: unknown
  readonly kind: StreamKind
}

interface Exchange {
  readonly http: Request
  readonly reply: Reply
}

async function answer(
  { http, reply }: Exchange,
  parts: OpenAiParts,
  calls: WaitingCalls,
  { request, body, content, kind }: ImageCall,
): Promise<Reply> {
  const asked = toAsked(body)
  const { state, isIdempotent } = await submitCall(parts, http, {
    dialect: 'openai',
    request,
    asked: { ...asked, model: body.model ?? null, user: body.user ?? null } satisfies JsonObject,
    body: content,
  })
  const { id } = state.job
  // Official clients show it with every error.
  reply.header('x-request-id', id)
  if (body.stream === true) {
    const call = calls.enter(id, isIdempotent)
    await streamImages(reply, parts, { id, kind, asked, partialImages: body.partial_images ?? 0 }, call)
    return reply
  }
  const ended = await calls.untilEnded(id, reply, isIdempotent)
  if (!ended) return reply.hijack()
  const failure = failureOf(ended)
  if (failure) return sendError(reply, failure)
  const base = baseUrlOf(http, parts.config)
  const contents: ImageContent[] = []
  for (const picture of ended.pictures) {
    contents.push(
      asked.responseFormat === 'url'
        ? { url: outputUrl(base, picture.file) }
        : { b64_json: toBase64(await readPicture(parts.files, picture)) },
    )
  }
  return reply.send(toImagesAnswer(ended, asked, contents))
}

/** Pictures that were finished before a job was stopped are an answer; a job that failed is none. */
function failureOf({ status, error, pictures }: JobState): OpenAiError | null {
  if (status === 'failed' && error) return fromErrorData(error)
  return pictures.length === 0 ? STOPPED : null
}

function sendError(reply: Reply, { status, headers, body }: OpenAiError): Reply {
  return reply.code(status).headers(headers).send(body)
}

/** A form's boundary is new each time, its content is not. */
function contentOf({ fields, files }: Form): unknown {
  return [fields, files.map(({ name, bytes }) => [name, bytes])]
}
