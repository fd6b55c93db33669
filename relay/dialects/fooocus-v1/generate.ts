import { AppError } from '../../../contract/errors.ts'
import { NO_PROGRESS, type JobState } from '../../jobs/job.ts'
import type { Reply, Request } from '../../http/app.ts'
import { baseUrlOf } from '../../http/base-url.ts'
import { hasForm, readForm } from '../../http/multipart.ts'
import type { DialectParts } from '../../http/parts.ts'
import { sendJson } from '../fooocus/answer-error.ts'
import { answerPicture } from '../fooocus/answer-picture.ts'
import { compatOf } from '../fooocus/compat.ts'
import { announce, submitUnderstood } from '../fooocus/generate.ts'
import { toSubmission, type Understood } from '../fooocus/to-submission.ts'
import { readPicture } from '../read-picture.ts'
import type { AcceptedCall } from '../submit-call.ts'
import type { WaitingCalls } from '../waiting-calls.ts'
import { toCommon, type WorkKind } from './to-common.ts'
import { noResult, toJob, toResults } from './to-job.ts'

type Handler = (request: Request, reply: Reply) => Promise<Reply>

/** Makes the handlers of the predecessor's generations. */
export function createLegacyGeneration(
  parts: DialectParts,
  calls: WaitingCalls,
): (kind: WorkKind) => Handler {
  const understand = async (request: Request, kind: WorkKind, isPicture: boolean): Promise<Understood> => {
    const common = await readBody(request, kind)
    return toSubmission(common, parts, {
      baseUrl: baseUrlOf(request, parts.config),
      isLenient: true,
      ...(isPicture && { forced: { image_number: 1 } }),
    })
  }

  const answerInTime = async (
    { request, reply }: { readonly request: Request; readonly reply: Reply },
    {
      understood,
      accepted,
      isPicture,
    }: { understood: Understood; accepted: AcceptedCall; isPicture: boolean },
  ): Promise<Reply> => {
    const ended = await calls.untilEnded(accepted.state.job.id, reply, accepted.isIdempotent)
    if (!ended) return reply.hijack()
    if (isPicture) return answerWithPicture(reply, ended, parts)
    const base64 = understood.fields.require_base64 ? await dataUrls(ended, parts) : new Map<number, string>()
    return sendJson(reply, toResults(ended, baseUrlOf(request, parts.config), base64))
  }

  return (kind) => async (request, reply) => {
    const isPicture = wantsPicture(request)
    const understood = await understand(request, kind, isPicture)
    announce(reply, understood)
    const isAsync = understood.fields.async_process && !isPicture
    const call = { understood, dialect: 'fooocus_v1', isAwaited: !isAsync } as const
    const accepted = await submitUnderstood(parts, request, call).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'queue_full') return null
      throw error
    })
    if (!accepted) {
      if (isPicture) return reply.code(409).type('text/plain').send('The queue is full.')
      return sendJson(reply, [noResult('QUEUE_IS_FULL')])
    }
    if (isAsync) {
      return sendJson(reply, toJob(accepted.state, NO_PROGRESS, { results: [], showsPreview: false }))
    }
    return answerInTime({ request, reply }, { understood, accepted, isPicture })
  }
}

/** `accept` in the address wins over the header; nothing but exactly this is a wish for a picture. */
function wantsPicture({ query, headers }: Request): boolean {
  const { accept } = query as { readonly accept?: string }
  return (accept ?? headers.accept) === 'image/png'
}

async function readBody(request: Request, kind: WorkKind): Promise<Record<string, unknown>> {
  if (!hasForm(request)) {
    const body: unknown = request.body ?? {}
    const isFields = typeof body === 'object' && body !== null && !Array.isArray(body)
    if (!isFields) throw new AppError('invalid_request', 'the body must be a JSON object')
    return toCommon(kind, body as Record<string, unknown>, 'json')
  }
  const { fields, files } = await readForm(request)
  const texts = Object.entries(fields).map(([name, values]) => [name, values.join(',')] as const)
  const pictures = files
    .filter(({ bytes }) => bytes.byteLength > 0)
    .map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')] as const)
  return toCommon(kind, Object.fromEntries([...texts, ...pictures]), 'form')
}

function answerWithPicture(reply: Reply, state: JobState, parts: DialectParts): Promise<Reply> | Reply {
  if (state.pictures.length > 0) {
    return answerPicture(reply, state, 'image/png', { ...parts, compat: compatOf(parts.config) })
  }
  reply.code(state.status === 'failed' ? 500 : 400).type('text/plain')
  return reply.send(state.error?.message ?? 'The task was cancelled.')
}

/** The pictures as data URLs, by index. */
export async function dataUrls(
  { pictures }: JobState,
  { files }: Pick<DialectParts, 'files'>,
): Promise<ReadonlyMap<number, string>> {
  const entries = await Promise.all(
    pictures.map(async (picture) => {
      const bytes = await readPicture(files, picture)
      return [picture.index, `data:${picture.mime};base64,${Buffer.from(bytes).toString('base64')}`] as const
    }),
  )
  return new Map(entries)
}
