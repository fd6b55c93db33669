import type { PictureMime } from '../../../contract/image.ts'
import type { TaskId } from '../../../contract/task.ts'
import type { Reply, Request } from '../../http/app.ts'
import { baseUrlOf } from '../../http/base-url.ts'
import { openEventStream } from '../../http/event-stream.ts'
import { preferredImageType } from '../../http/media-range.ts'
import type { DialectParts } from '../../http/parts.ts'
import { hasEnded, type Dialect, type JobState } from '../../jobs/job.ts'
import { submitCall, type AcceptedCall } from '../submit-call.ts'
import type { WaitingCalls } from '../waiting-calls.ts'
import { sendJson } from './answer-error.ts'
import { answerPicture } from './answer-picture.ts'
import { compatOf } from './compat.ts'
import { createPreviewUrls, followJob, pingText } from './follow-job.ts'
import { preferenceOf } from './preference.ts'
import { toPlaceholder, toRecord } from './to-record.ts'
import { toSubmission, type Understood } from './to-submission.ts'

/** Answers generations in the four ways of FooocusAPI. */
export interface Generation {
  /** Takes a body to an answer: picture before stream before asynchronous before synchronous. */
  answer(request: Request, reply: Reply): Promise<Reply>
}

/** @param calls shared with the other routes that hold connections open for jobs */
export function createGeneration(parts: DialectParts, calls: WaitingCalls): Generation {
  const compat = compatOf(parts.config)
  const urlOf = createPreviewUrls()

  const answer = async (request: Request, reply: Reply): Promise<Reply> => {
    const mime = preferredImageType(request.headers.accept)
    const understood = await understand(request, mime, parts)
    announce(reply, understood)
    const { fields } = understood
    const isStream = fields.stream_output || wantsStream(request)
    const preference = preferenceOf(request)
    const isAsync = mime === null && (isStream || fields.async_process || preference.isAsync)
    const accepted = await submitUnderstood(parts, request, {
      understood,
      dialect: 'fooocus',
      isAwaited: !isAsync,
    })
    const { state } = accepted
    reply.header('x-task-id', state.job.id)
    if (mime) return answerWithPicture(reply, accepted, mime)
    if (isStream) return answerWithStream(request, reply, { state, stopsWith: fields.cancel_on_disconnect })
    if (fields.async_process) return sendJson(reply, toPlaceholder(state))
    if (preference.isAsync) return answerLater(reply, state)
    return answerWithRecord(request, reply, { accepted, waitMs: preference.waitMs })
  }

  const answerWithPicture = async (
    reply: Reply,
    { state, isIdempotent }: AcceptedCall,
    mime: PictureMime,
  ) => {
    const ended = await calls.untilEnded(state.job.id, reply, isIdempotent)
    return ended ? answerPicture(reply, ended, mime, { ...parts, compat }) : nobody(reply)
  }

  const answerWithStream = async (
    request: Request,
    reply: Reply,
    { state, stopsWith }: { readonly state: JobState; readonly stopsWith: boolean },
  ) => {
    const stream = openEventStream(reply, { heartbeatText: () => pingText(new Date(parts.now())) })
    const baseUrl = baseUrlOf(request, parts.config)
    if (stopsWith) stream.onClose((by) => by === 'reader' && void stopQuietly(state.job.id))
    // The head is sent: a failure can only end the stream.
    await followJob(stream, { jobs: parts.jobs, state, baseUrl, compat, urlOf }).catch(() => stream.end())
    return reply
  }

  const stopQuietly = (id: TaskId) => parts.jobs.stop(id).catch(() => null)

  const answerWithRecord = async (
    request: Request,
    reply: Reply,
    { accepted, waitMs }: { readonly accepted: AcceptedCall; readonly waitMs: number | null },
  ) => {
    const { state, isIdempotent } = accepted
    const patience = waitMs === null ? null : AbortSignal.timeout(waitMs)
    const ended = await Promise.race([
      calls.untilEnded(state.job.id, reply, isIdempotent || waitMs !== null),
      ...(patience ? [whenAborted(patience)] : []),
    ])
    if (ended === 'out-of-patience') return answerLater(reply, state)
    if (!ended) return nobody(reply)
    const baseUrl = baseUrlOf(request, parts.config)
    return sendJson(reply, toRecord(ended, null, { compat, baseUrl }))
  }

  return { answer }
}

/** Reads a body under what the header asks for. */
async function understand(
  request: Request,
  mime: PictureMime | null,
  parts: DialectParts,
): Promise<Understood> {
  const baseUrl = baseUrlOf(request, parts.config)
  if (!mime) return toSubmission(request.body, parts, { baseUrl })
  return toSubmission(request.body, parts, {
    baseUrl,
    forced: { image_number: 1 },
    // The file then is what goes out, metadata included.
    preferred: { output_format: mime.slice('image/'.length) },
  })
}

/** Hands in what was understood. */
export function submitUnderstood(
  parts: DialectParts,
  http: Request,
  call: { readonly understood: Understood; readonly dialect: Dialect; readonly isAwaited: boolean },
): Promise<AcceptedCall> {
  const { understood, dialect, isAwaited } = call
  const { request, asked, saveName, webhook } = understood
  return submitCall(parts, http, {
    dialect,
    request,
    asked,
    saveName,
    webhook,
    isAwaited,
    body: [http.body, http.headers.accept ?? ''],
  })
}

/** Tells in headers what was changed or not understood. */
export function announce(reply: Reply, { notices, unknownFields }: Understood): void {
  const plain = (texts: readonly string[]) =>
    texts
      .join('; ')
      .replace(/[^\x20-\x7e]/g, '?')
      .slice(0, 1000)
  if (notices.length > 0) reply.header('x-notice', plain(notices))
  if (unknownFields.length > 0) {
    reply.header('x-unknown-fields', plain(unknownFields.slice(0, 20).map((name) => name.slice(0, 64))))
  }
}

function answerLater(reply: Reply, state: JobState): Reply {
  reply.header('location', `/tasks/${state.job.id}`)
  reply.header('preference-applied', 'respond-async')
  return sendJson(reply, toPlaceholder(state), hasEnded(state) ? 200 : 202)
}

/** The caller hung up: there is nothing left to send and nobody to send it to. */
function nobody(reply: Reply): Reply {
  reply.hijack()
  return reply
}

/** A client that can only read a stream, and says so. */
function wantsStream({ headers }: Request): boolean {
  return /^\s*text\/event-stream\b/i.test(headers.accept ?? '')
}

function whenAborted(signal: AbortSignal): Promise<'out-of-patience'> {
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve('out-of-patience'), { once: true }),
  )
}
