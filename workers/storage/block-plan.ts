import { AppError } from '../../contract/errors.ts'
import type { ModelFile } from '../../contract/manifest.ts'

/** One block of a file as it should be. */
export interface PlannedBlock {
  readonly index: number
  /** Where it begins in the file, in bytes. */
  readonly start: number
  /** Its size; only the last block of a file is shorter than the others. */
  readonly bytes: number
  /** Null while nobody knows: then only the hash of the whole file can tell. */
  readonly sha256: string | null
}

/** How many blocks a file is cut into. */
export function countBlocks(file: Pick<ModelFile, 'bytes'>, blockBytes: number): number {
  return Math.ceil(file.bytes / blockBytes)
}

/**
 * Cuts a file into blocks.
 *
 * @param recorded hashes known from an earlier check of the whole file; used where the manifest has none
 * @throws model_corrupt when the manifest lists hashes for another number of blocks
 */
export function planBlocks(
  file: ModelFile,
  blockBytes: number,
  recorded: readonly string[] = [],
): readonly PlannedBlock[] {
  const count = countBlocks(file, blockBytes)
  const hashes = file.blocks ?? recorded
  if (file.blocks && file.blocks.length !== count) {
    const message = `The manifest has ${file.blocks.length} block hashes for ${file.path}, which has ${count} blocks`
    throw new AppError('model_corrupt', message, { path: file.path })
  }
  return Array.from({ length: count }, (_, index) => {
    const start = index * blockBytes
    return { index, start, bytes: Math.min(blockBytes, file.bytes - start), sha256: hashes[index] ?? null }
  })
}
