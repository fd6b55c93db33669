import { formatOf, type OutputFormat } from '../../../contract/image.ts'
import type { JobPreview, JobState, StoredPicture } from '../../jobs/job.ts'
import type { OpenAiErrorBody } from './errors.ts'
import type { Asked } from './to-submission.ts'

/** A picture of an answer: its address, or the file in base64. */
export type ImageContent = { readonly url: string } | { readonly b64_json: string }

/** First part of the names of a stream's events. */
export type StreamKind = 'image_generation' | 'image_edit'

/** The body of an answer that is no stream. Token counts are left out: there are no tokens to count. */
export interface ImagesAnswer {
  readonly created: number
  readonly data: readonly (ImageContent & { readonly revised_prompt?: string })[]
  /** Pictures here have no transparency. */
  readonly background: 'opaque'
  readonly output_format: OutputFormat
  readonly size: string
  readonly quality: 'low' | 'medium' | 'high'
}

/** @param contents one for each picture of the job, in the same order; at least one */
export function toImagesAnswer(
  state: JobState,
  asked: Asked,
  contents: readonly ImageContent[],
): ImagesAnswer {
  const first = state.pictures[0]
  return {
    created: unixSeconds(state.endedAt ?? state.job.createdAt),
    data: contents.map((content, at) => ({ ...content, ...revisedPrompt(state, state.pictures[at]) })),
    background: 'opaque',
    output_format: first ? formatOf(first.mime) : asked.outputFormat,
    size: first ? sizeText(first) : asked.size,
    quality: madeQuality(asked),
  }
}

/** An event with a preview; sizes and the like are those of the wanted picture, the format is the preview's own. */
export function partialImageEvent(
  kind: StreamKind,
  asked: Asked,
  preview: Pick<JobPreview, 'mime' | 'bytes'>,
  at: { readonly index: number; readonly now: number },
): string {
  return eventText({
    type: `${kind}.partial_image`,
    b64_json: toBase64(preview.bytes),
    partial_image_index: at.index,
    created_at: unixSeconds(at.now),
    size: asked.size,
    quality: asked.quality,
    background: asked.background,
    output_format: formatOf(preview.mime),
  })
}

/** An event with a finished picture. */
export function completedEvent(
  kind: StreamKind,
  asked: Asked,
  picture: StoredPicture,
  made: { readonly bytes: Uint8Array; readonly now: number },
): string {
  return eventText({
    type: `${kind}.completed`,
    b64_json: toBase64(made.bytes),
    created_at: unixSeconds(made.now),
    size: sizeText(picture),
    quality: madeQuality(asked),
    background: 'opaque',
    output_format: formatOf(picture.mime),
  })
}

/** The event that ends a stream which failed; official clients throw its error. */
export function errorEvent({ error }: OpenAiErrorBody): string {
  return eventText({ type: 'error', error })
}

/** Text of a file's bytes as answers carry it. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/** Milliseconds since 1970 as OpenAI counts time. */
export function unixSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}

/** JSON has no line breaks of its own, so one line holds it all. */
function eventText(data: { readonly type: string; readonly [field: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`
}

const sizeText = ({ width, height }: StoredPicture) => `${width}x${height}`

/** What `auto` meant. */
const madeQuality = ({ quality }: Asked) => (quality === 'auto' ? 'medium' : quality)

/** What was really encoded, where styles or wildcards changed the prompt. */
function revisedPrompt(state: JobState, picture: StoredPicture | undefined): { revised_prompt?: string } {
  const text = picture?.parameters?.fullPrompt.join(', ') ?? ''
  return text === '' || text === state.job.request.prompt ? {} : { revised_prompt: text }
}
