import type { ModelEntry, ModelFile } from '../../contract/manifest.ts'
import type { PlannedBlock } from './block-plan.ts'
import { modelCorrupt, type CorruptReason } from './download-errors.ts'
import { MAX_BAD_FETCHES } from './download.ts'
import { looksLikeHtml } from './fetch-failure.ts'
import type { BlockKey, BlockStore } from './ports.ts'
import { readStoredFile, type StoredFile } from './stored-blocks.ts'
import type { VerifiedBlocks } from './verified-blocks.ts'
import { hashBlobs, hashStoredBlock } from './verify-block.ts'

/** What completing a file works with. */
interface CompleteFileOptions {
  readonly model: ModelEntry
  readonly file: ModelFile
  readonly blocks: BlockStore
  readonly blockBytes: number
  readonly signal: AbortSignal
  /** Which blocks this worker has hashed already; shared by all files. */
  readonly verified: VerifiedBlocks
  /**
   * Fetches and stores what is missing, all of it or throws.
   *
   * @param check is run afterwards, while the model still counts as downloading
   */
  readonly fetchMissing: <T>(
    missing: readonly PlannedBlock[],
    stored: StoredFile,
    check: () => Promise<T>,
  ) => Promise<T>
  /** Hears of the size of each damaged block that was removed. */
  readonly onRemoved: (bytes: number) => void
}

/**
 * Makes sure that all of a file is stored and whole: fetches what is missing, hashes what this worker has not
 * hashed yet, and fetches again what is damaged, block by block.
 *
 * @returns the file, still on disk
 * @throws model_corrupt, whatever `fetchMissing` throws, storage_unavailable; the signal's reason
 */
export async function completeFile(options: CompleteFileOptions): Promise<Blob> {
  const { model, file, blocks, blockBytes, signal } = options
  for (let round = 1; ; round++) {
    const before = await readStoredFile(blocks, model, file, blockBytes)
    const missing = before.plan.filter((block) => !before.good.has(block.index))
    // After a fetch all is listed again, because what was just stored is now on disk and takes no memory.
    const recheck = async () => checkFile(options, await readStoredFile(blocks, model, file, blockBytes))
    if (missing.length > 0) await prepare(options, before)
    const verdict = await (missing.length > 0
      ? options.fetchMissing(missing, before, recheck)
      : checkFile(options, before))
    if (verdict.whole) return verdict.whole
    if (round === MAX_BAD_FETCHES) throw modelCorrupt(model, file, verdict.block, verdict.reason)
    signal.throwIfAborted()
  }
}

/** The whole file, or what is wrong with it; what was wrong is no longer stored. */
type Verdict =
  | { readonly whole: Blob }
  | { readonly whole: null; readonly block: number | null; readonly reason: CorruptReason }

async function checkFile(options: CompleteFileOptions, stored: StoredFile): Promise<Verdict> {
  const block = await removeDamaged(options, stored)
  if (block !== null) return { whole: null, block, reason: 'hash_mismatch' }
  const reason = await checkWhole(options, stored)
  return reason === null ? { whole: new Blob(blobsOf(stored)) } : { whole: null, block: null, reason }
}

/** Clears away what belongs to another version, and notes which version the blocks to come belong to. */
async function prepare(options: CompleteFileOptions, stored: StoredFile): Promise<void> {
  const { model, file, blocks } = options
  for (const { index } of stored.useless) await blocks.delete(keyOf(options, index))
  if (file.blocks || stored.recordedSha256 === file.sha256) return
  await blocks.putFile(model.id, file.path, { sha256: file.sha256, wholeVerified: false, blockHashes: [] })
}

/** @returns the first damaged block; null when there is none */
async function removeDamaged(options: CompleteFileOptions, stored: StoredFile): Promise<number | null> {
  const { model, file, verified, signal } = options
  let first: number | null = null
  for (const { index, bytes, sha256 } of stored.good.values()) {
    if (verified.has(model, file, index)) continue
    signal.throwIfAborted()
    if ((await hashStoredBlock(bytes)) === sha256) {
      verified.add(model, file, index)
    } else {
      await options.blocks.delete(keyOf(options, index))
      options.onRemoved(bytes.size)
      first ??= index
    }
  }
  return first
}

/** Hashes the whole file where nothing better is known, and records its blocks' hashes for the next time. */
async function checkWhole(options: CompleteFileOptions, stored: StoredFile): Promise<CorruptReason | null> {
  if (stored.complete) return null
  const { model, file, blocks, verified, signal } = options
  if (stored.good.size < stored.plan.length) return 'hash_mismatch'
  const blobs = blobsOf(stored)
  if ((await hashBlobs(blobs, signal)) === file.sha256) {
    const blockHashes = stored.plan.map(({ index }) => stored.good.get(index)!.sha256)
    await blocks.putFile(model.id, file.path, { sha256: file.sha256, wholeVerified: true, blockHashes })
    return null
  }
  const start = new Uint8Array(await blobs[0]!.slice(0, 64).arrayBuffer())
  await blocks.deleteFile(model.id, file.path)
  verified.clear(model, file)
  options.onRemoved(file.bytes)
  return looksLikeHtml(start) ? 'html' : 'hash_mismatch'
}

function blobsOf(stored: StoredFile): Blob[] {
  return stored.plan.map(({ index }) => stored.good.get(index)!.bytes)
}

function keyOf({ model, file }: CompleteFileOptions, index: number): BlockKey {
  return { modelId: model.id, path: file.path, index }
}
