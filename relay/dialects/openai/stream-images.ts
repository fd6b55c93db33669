import { formatOf, mimeOf } from '../../../contract/image.ts'
import type { TaskId } from '../../../contract/task.ts'
import type { Reply } from '../../http/app.ts'
import { openEventStream } from '../../http/event-stream.ts'
import type { DialectParts } from '../../http/parts.ts'
import { hasEnded, type JobPreview, type StoredPicture } from '../../jobs/job.ts'
import type { JobUpdate } from '../../jobs/service.ts'
import type { WaitingCall } from '../waiting-calls.ts'
import { fromErrorData, STOPPED, toOpenAiError } from './errors.ts'
import { createPartialPicker } from './pick-partials.ts'
import { readPicture } from '../read-picture.ts'
import { completedEvent, errorEvent, partialImageEvent, type StreamKind } from './to-answer.ts'
import type { Asked } from './to-submission.ts'

/** A job that is answered as a stream. */
export interface StreamedJob {
  readonly id: TaskId
  readonly kind: StreamKind
  readonly asked: Asked
  readonly partialImages: number
}

/**
 * Answers with a stream: previews while the job runs, each picture as soon as it is there, and an error event if there
 * is no picture to end with.
 *
 * @param call is left when the stream is over
 */
export async function streamImages(
  reply: Reply,
  parts: DialectParts,
  { id, kind, asked, partialImages }: StreamedJob,
  call: WaitingCall,
): Promise<void> {
  const stream = openEventStream(reply, { heartbeatText: () => ': waiting\n\n' })
  const pick = createPartialPicker(partialImages)
  const sent = new Set<number>()
  // Reading and converting take time; one after the other they keep the order of events.
  let work = Promise.resolve()
  let isOver = false
  let stopWatching = () => {}

  const fail = (thrown: unknown) => {
    stream.send(errorEvent(toOpenAiError(thrown).body), 'must')
    isOver = true
    stopWatching()
    stream.end()
  }
  const next = (step: () => Promise<void> | void) => {
    work = work.then(() => (isOver ? undefined : step())).catch(fail)
  }
  const sendPartial = (preview: JobPreview, index: number) =>
    next(async () => {
      const shown = await inWantedFormat(preview, asked, parts)
      stream.send(partialImageEvent(kind, asked, shown, { index, now: parts.now() }), 'progress')
    })
  const sendPicture = (picture: StoredPicture) => {
    if (sent.has(picture.index)) return
    sent.add(picture.index)
    next(async () => {
      const bytes = await readPicture(parts.files, picture)
      stream.send(completedEvent(kind, asked, picture, { bytes, now: parts.now() }), 'must')
    })
  }
  const finish = ({ state }: JobUpdate) =>
    next(() => {
      if (state.status === 'failed' && state.error) {
        stream.send(errorEvent(fromErrorData(state.error).body), 'must')
      } else if (sent.size === 0) stream.send(errorEvent(STOPPED.body), 'must')
      isOver = true
      stream.end()
    })

  stream.onClose((by) => {
    isOver = true
    stopWatching()
    call.leave(by === 'us' ? 'answered' : 'hung-up')
  })
  try {
    const stop = await parts.jobs.watch(id, (update) => {
      const { state, progress, changed } = update
      const index = changed === 'preview' && progress.preview ? pick(progress) : null
      if (index !== null && progress.preview) sendPartial(progress.preview, index)
      state.pictures.forEach(sendPicture)
      if (hasEnded(state)) finish(update)
    })
    if (isOver) stop()
    else stopWatching = stop
  } catch (error) {
    fail(error)
  }
}

/** A preview that cannot be rewritten is shown as it is; its event says which format that is. */
async function inWantedFormat(preview: JobPreview, asked: Asked, { converter }: DialectParts) {
  if (formatOf(preview.mime) === asked.outputFormat) return preview
  const mime = mimeOf(asked.outputFormat)
  return converter.convert(preview.bytes, mime).then(
    (bytes) => ({ mime, bytes }),
    () => preview,
  )
}
