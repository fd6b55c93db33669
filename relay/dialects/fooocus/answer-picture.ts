import { AppError, ERRORS, type ErrorCode } from '../../../contract/errors.ts'
import type { PictureMime } from '../../../contract/image.ts'
import type { Reply } from '../../http/app.ts'
import type { DialectParts } from '../../http/parts.ts'
import type { JobState } from '../../jobs/job.ts'
import { sendJson } from './answer-error.ts'
import type { Compat } from './compat.ts'

/** Answers with the first picture of an ended task; with nothing when someone stopped it, with a reason when it failed. */
export async function answerPicture(
  reply: Reply,
  state: JobState,
  mime: PictureMime,
  { files, converter, compat }: Pick<DialectParts, 'files' | 'converter'> & { readonly compat: Compat },
): Promise<Reply> {
  const picture = [...state.pictures].sort((a, b) => a.index - b.index)[0]
  if (!picture) {
    if (state.error && compat.failedPicture === 'error') {
      const { code, message } = state.error
      return sendJson(reply, { detail: message, code }, statusOfFailure(code))
    }
    return reply.code(204).send()
  }
  const file = await files.openOutput(picture.file)
  if (!file) throw new AppError('not_found', 'the picture is gone')
  const bytes = await file.whole()
  const sent = picture.mime === mime ? bytes : await converter.convert(bytes, mime)
  return reply.header('content-type', mime).send(Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength))
}

/** 500 in general; but a request that cannot be fulfilled is the client's, and where nobody came, later may help. */
function statusOfFailure(code: ErrorCode): number {
  if (ERRORS[code].http < 500) return 422
  return code === 'no_engine_connected' ? 503 : 500
}
