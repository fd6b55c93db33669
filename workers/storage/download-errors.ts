import { AppError } from '../../contract/errors.ts'
import type { ModelEntry, ModelFile } from '../../contract/manifest.ts'
import type { FetchFailure } from './fetch-failure.ts'
import type { ModelMeter } from './model-activity.ts'

/** What a failed fetch is outside: `model_download_failed`, with how much of the model is there all the same. */
export function downloadFailed(
  failure: FetchFailure,
  model: ModelEntry,
  file: ModelFile,
  meter: ModelMeter,
): AppError {
  const { status } = failure.facts
  const detail = {
    model: model.id,
    path: file.path,
    reason: failure.reason,
    ...(status !== undefined && { status }),
    ...meter.counts(),
  }
  return new AppError(
    'model_download_failed',
    `${model.id}/${file.path}: ${failure.message}`,
    detail,
    failure,
  )
}

/** What a file was instead of itself. */
export type CorruptReason = 'hash_mismatch' | 'html'

/**
 * The server keeps sending the wrong bytes.
 *
 * @param block which block; null when only the whole file's hash is known
 */
export function modelCorrupt(
  model: ModelEntry,
  file: ModelFile,
  block: number | null,
  reason: CorruptReason,
): AppError {
  const place = `${model.id}/${file.path}${block === null ? '' : `, block ${block}`}`
  const what = reason === 'html' ? 'a web page came instead of the file' : 'the bytes have the wrong SHA-256'
  const detail = { model: model.id, path: file.path, reason, ...(block !== null && { block }) }
  return new AppError('model_corrupt', `${place}: ${what}`, detail)
}
