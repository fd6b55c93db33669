import { hasEnded, type JobPreview, type JobState } from '../../jobs/job.ts'
import type { JobUpdate } from '../../jobs/service.ts'
import type { EventStream } from '../../http/event-stream.ts'
import type { DialectParts } from '../../http/parts.ts'
import type { Compat } from './compat.ts'
import { toPythonText } from './python-text.ts'
import { percentOf, resultUrls, statusOf } from './to-record.ts'

/** One event in FooocusAPI's bytes: the JSON ends in a newline, which makes an empty line of data. */
export function eventText(event: Readonly<Record<string, unknown>>): string {
  return `data: ${toPythonText(event)}\r\ndata: \r\n\r\n`
}

/** A sign of life, as the library of FooocusAPI writes it. */
export function pingText(now: Date): string {
  const time = now.toISOString()
  return `: ping - ${time.slice(0, 10)} ${time.slice(11, 23)}000+00:00\r\n\r\n`
}

/** What a stream needs to know. */
interface Following {
  readonly jobs: Pick<DialectParts['jobs'], 'watch'>
  readonly state: JobState
  readonly baseUrl: string
  readonly compat: Compat
  readonly urlOf: PreviewUrls
}

/** Writes a preview as a data URL. */
export type PreviewUrls = (preview: JobPreview) => string

/** Writes each preview once, however many readers follow its job. */
export function createPreviewUrls(): PreviewUrls {
  const urls = new WeakMap<JobPreview, string>()
  return (preview) => {
    const known = urls.get(preview)
    if (known !== undefined) return known
    const url = `data:${preview.mime};base64,${Buffer.from(preview.bytes).toString('base64')}`
    urls.set(preview, url)
    return url
  }
}

/** Tells a stream of a task until its end, and ends the stream with it. */
export async function followJob(stream: EventStream, { jobs, state, baseUrl, compat, urlOf }: Following) {
  const task_id = state.job.id
  if (state.status === 'queued' && compat.waitingEvent === 'sent') {
    const message = 'Waiting for task to start ...'
    stream.send(eventText({ progress: 0, preview: null, message, images: [], task_id }), 'progress')
  }
  const tell = ({ state: now, progress, changed }: JobUpdate) => {
    if (hasEnded(now)) {
      stream.send(eventText(finalEvent(now, baseUrl, compat)), 'must')
      stream.end()
      return
    }
    if (changed === 'state' || progress.message === '') return
    const { preview } = progress
    const shown = changed !== 'progress' && preview ? urlOf(preview) : null
    const { message } = progress
    stream.send(
      eventText({ progress: percentOf(progress), preview: shown, message, images: [], task_id }),
      'progress',
    )
  }
  const stop = await jobs.watch(task_id, tell)
  stream.onClose(stop)
}

function finalEvent(state: JobState, baseUrl: string, compat: Compat) {
  return {
    progress: 100,
    preview: null,
    message: 'Finished',
    images: resultUrls(state, baseUrl),
    task_id: state.job.id,
    status: statusOf(state, compat),
    error: state.error?.message,
  }
}
