import { AppError } from '../../contract/errors.ts'
import type { PictureFiles } from '../files/ports.ts'
import type { StoredPicture } from '../jobs/job.ts'

/** Reads a finished picture whole. @throws AppError `not_found` when someone has deleted it */
export async function readPicture(
  files: Pick<PictureFiles, 'openOutput'>,
  { file }: StoredPicture,
): Promise<Uint8Array<ArrayBuffer>> {
  const opened = await files.openOutput(file)
  if (opened) return opened.whole()
  throw new AppError('not_found', 'The picture was made but has been deleted since.', { file })
}
