import { hasEnded, type JobProgress, type JobState } from '../../jobs/job.ts'

/** What a task does, in the predecessor's words. */
export type JobType =
  | 'Text to Image'
  | 'Image Upscale or Variation'
  | 'Image Inpaint or Outpaint'
  | 'Image Prompt'
  | 'Image Enhancement'

/** How a picture came to be, or why it did not. */
export type FinishReason = 'SUCCESS' | 'QUEUE_IS_FULL' | 'USER_CANCEL' | 'ERROR'

/** One picture of an answer. */
export interface JobResult {
  /** A data URL where it was asked for. */
  readonly base64: string | null
  readonly url: string | null
  readonly seed: string
  readonly finish_reason: FinishReason
}

/** A task as `query-job` tells of it. */
export function toJob(
  state: JobState,
  progress: JobProgress,
  { results, showsPreview }: { readonly results: readonly JobResult[]; readonly showsPreview: boolean },
) {
  const { preview } = progress
  return {
    job_id: dashed(state.job.id),
    job_type: jobTypeOf(state),
    job_stage: stageOf(state),
    job_progress: hasEnded(state) ? 100 : Math.trunc(progress.percent),
    job_status: state.error?.message ?? (hasEnded(state) ? 'Finished' : progress.message || null),
    job_step_preview:
      showsPreview && preview
        ? `data:${preview.mime};base64,${Buffer.from(preview.bytes).toString('base64')}`
        : null,
    job_result: hasEnded(state) ? results : null,
  }
}

/** What is told of a task that is not there. */
export const UNKNOWN_JOB = {
  job_id: '',
  job_type: 'Not Found',
  job_stage: 'ERROR',
  job_progress: 0,
  job_status: 'Job not found',
  job_step_preview: null,
  job_result: null,
} as const

/** The results of an ended task; one without a picture tells why there is none. */
export function toResults(
  state: JobState,
  baseUrl: string,
  base64: ReadonlyMap<number, string> = new Map(),
): readonly JobResult[] {
  const made = [...state.pictures]
    .sort((a, b) => a.index - b.index)
    .map(({ file, index, seed }): JobResult => {
      const url = fileUrl(baseUrl, file)
      return { base64: base64.get(index) ?? null, url, seed, finish_reason: 'SUCCESS' }
    })
  if (made.length > 0) return made
  return [noResult(state.status === 'failed' ? 'ERROR' : 'USER_CANCEL')]
}

/** A result in place of a picture. */
export function noResult(finish_reason: FinishReason): JobResult {
  return { base64: null, url: null, seed: '', finish_reason }
}

/** What the predecessor's webhooks carried. */
export function toJobWebhook(state: JobState): object {
  const base = state.job.asked['base_url']
  const results = toResults(state, typeof base === 'string' ? base : '')
  return {
    job_id: dashed(state.job.id),
    job_result: results.map(({ url, seed }) => ({ url, seed })),
  }
}

/** A task's id as a UUID with its dashes. */
export function dashed(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Where the predecessor had its files; the same ones as below `/outputs`. */
function fileUrl(baseUrl: string, file: string): string {
  return `${baseUrl}/files/${file.split('/').map(encodeURIComponent).join('/')}`
}

function stageOf({ status }: JobState): string {
  if (status === 'queued') return 'WAITING'
  if (status === 'running') return 'RUNNING'
  return status === 'finished' ? 'SUCCESS' : 'ERROR'
}

/** From what was asked of the engine, so that tasks of other dialects have a type too. */
function jobTypeOf({ job }: JobState): JobType {
  const { request } = job
  if (request.enhance) return 'Image Enhancement'
  if (request.image_prompt) return 'Image Prompt'
  if (request.inpaint) return 'Image Inpaint or Outpaint'
  return request.upscale_or_vary ? 'Image Upscale or Variation' : 'Text to Image'
}
