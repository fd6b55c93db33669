import { AppError } from '../../contract/errors.ts'
import type { Frame } from '../../contract/protocol/frame.ts'
import type { Lease } from '../../contract/protocol/identifiers.ts'
import type { PictureFiles } from '../files/ports.ts'
import type { Job } from '../jobs/job.ts'
import type { Line } from './line.ts'

/** Whose pictures go where. */
export interface InputDelivery {
  readonly job: Job
  readonly lease: Lease
  readonly files: PictureFiles
  readonly line: Line
  /** Bytes of a file in one frame. */
  readonly chunkBytes: number
}

/**
 * Sends the pictures of a job, piece after piece; the next is read once the last has left.
 *
 * @throws AppError `storage_unavailable` when a picture is not what was stored, `not_found` when it goes meanwhile; what the line throws when it broke
 */
export async function sendInputs({ job, lease, files, line, chunkBytes }: InputDelivery): Promise<void> {
  for (const [image, input] of job.inputs.entries()) {
    const file = await files.openInput(input.file)
    const missing = () =>
      new AppError('storage_unavailable', 'a stored input picture is gone', { file: input.file })
    if (file?.bytes !== input.bytes) throw missing()
    let seq = 0
    let offset = 0
    for await (const chunk of (await file.stream()) as AsyncIterable<Uint8Array>) {
      for (let from = 0; from < chunk.byteLength; from += chunkBytes) {
        const payload = chunk.subarray(from, from + chunkBytes)
        const last = offset + payload.byteLength === input.bytes
        const frame: Frame = { type: 'input', last, image, seq, offset, taskId: job.id, lease, payload }
        await line.sendFrame(frame)
        seq += 1
        offset += payload.byteLength
      }
    }
    if (offset !== input.bytes) throw missing()
  }
}
