import type { JobProgress, JobState } from '../../jobs/job.ts'
import { timestampOf } from './to-answer.ts'

/** A1111's answer to a client that asks how far its picture is. */
export interface ProgressAnswer {
  /** 0…1. */
  readonly progress: number
  /** Seconds that are left, judged by those that have passed. */
  readonly eta_relative: number
  readonly state: {
    readonly skipped: boolean
    readonly interrupted: boolean
    readonly stopping_generation: boolean
    readonly job: string
    readonly job_count: number
    readonly job_timestamp: string
    readonly job_no: number
    readonly sampling_step: number
    readonly sampling_steps: number
  }
  /** A picture file in base64, without a prefix. */
  readonly current_image: string | null
  readonly textinfo: string | null
}

/** @param withImage false where the client wants numbers only */
export function toProgressAnswer(
  running: { readonly state: JobState; readonly progress: JobProgress } | null,
  now: number,
  withImage: boolean,
): ProgressAnswer {
  if (!running) return idle(now)
  const { state, progress } = running
  const done = Math.min(1, Math.max(0, progress.percent / 100))
  const startedAt = state.startedAt ?? now
  const { step, preview } = progress
  // Images are counted from 1 in steps, from 0 in A1111.
  const index = Math.max(0, (step?.image ?? 1) - 1)
  return {
    progress: done,
    eta_relative: done > 0 ? (Math.max(0, now - startedAt) / 1000) * ((1 - done) / done) : 0,
    state: {
      skipped: state.skipped.includes(index),
      interrupted: state.stopRequested,
      stopping_generation: state.stopRequested,
      job: state.job.id,
      job_count: state.images || state.job.request.image_number,
      job_timestamp: timestampOf(startedAt),
      job_no: index,
      sampling_step: step?.step ?? 0,
      sampling_steps: step?.steps ?? 0,
    },
    current_image: withImage && preview ? Buffer.from(preview.bytes).toString('base64') : null,
    textinfo: progress.message === '' ? null : progress.message,
  }
}

const idle = (now: number): ProgressAnswer => ({
  progress: 0,
  eta_relative: 0,
  state: {
    skipped: false,
    interrupted: false,
    stopping_generation: false,
    job: '',
    job_count: 0,
    job_timestamp: timestampOf(now),
    job_no: 0,
    sampling_step: 0,
    sampling_steps: 0,
  },
  current_image: null,
  textinfo: null,
})
