import type { ModelEntry, ModelFile } from '../../contract/manifest.ts'
import type { PlannedBlock } from './block-plan.ts'
import { downloadFailed, modelCorrupt } from './download-errors.ts'
import { FetchFailure, looksLikeHtml } from './fetch-failure.ts'
import { inLanes } from './lanes.ts'
import type { ModelMeter } from './model-activity.ts'
import type { BlockStore } from './ports.ts'
import { createRangeSource, type RangeSource } from './range-source.ts'
import { withRetries } from './retry.ts'
import type { Room } from './room.ts'
import { hashBytes } from './verify-block.ts'

/** The same block fetched wrong this many times is wrong on the server. */
export const MAX_BAD_FETCHES = 3

/** Blocks of one file fetched at the same time: servers far away slow down long single streams. */
const LANES = 4

/** What a download works with. */
export interface DownloadContext {
  readonly blocks: BlockStore
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly online: () => boolean
  readonly baseUrl: string
  readonly room: Room
}

/** What to download. */
interface DownloadTask {
  readonly model: ModelEntry
  readonly file: ModelFile
  readonly missing: readonly PlannedBlock[]
  readonly signal: AbortSignal
  readonly meter: ModelMeter
  /** Hears of each block once it is verified and stored. */
  readonly onStored: (index: number) => void
}

/**
 * Fetches blocks of one file, checks them and stores them. Blocks that were stored stay, whatever happens.
 *
 * @throws model_download_failed, model_corrupt, storage_full, storage_unavailable; the signal's reason
 */
export async function downloadBlocks(task: DownloadTask, context: DownloadContext): Promise<void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([task.signal, stop.signal])
  const { model, file } = task
  const url = new URL(file.path, new URL(model.source, context.baseUrl)).href
  const source = createRangeSource({ ...context, url, fileBytes: file.bytes, signal })
  const one = (block: PlannedBlock) => downloadBlock({ ...task, signal }, context, source, block)
  const [first, ...rest] = task.missing
  try {
    // The first answer tells whether the server knows ranges; a whole answer is read in order.
    if (first) await one(first)
    await inLanes(source.isWhole() ? 1 : LANES, rest, { work: one, onFailure: () => stop.abort() })
  } catch (thrown) {
    task.signal.throwIfAborted()
    throw thrown instanceof FetchFailure ? downloadFailed(thrown, model, file, task.meter) : thrown
  } finally {
    source.close()
  }
}

async function downloadBlock(
  task: DownloadTask,
  context: DownloadContext,
  source: RangeSource,
  block: PlannedBlock,
): Promise<void> {
  const { model, file, meter, signal } = task
  for (let bad = 1; ; bad++) {
    const bytes = await withRetries(() => readBlock(source, block, meter), { ...context, signal })
    const sha256 = await hashBytes(bytes)
    if (block.sha256 === null || block.sha256 === sha256) {
      await storeBlock(task, context, block, { bytes: new Blob([bytes]), sha256 })
      return
    }
    meter.dropped(block.bytes)
    const reason = looksLikeHtml(bytes) ? 'html' : 'hash_mismatch'
    if (bad === MAX_BAD_FETCHES) throw modelCorrupt(model, file, block.index, reason)
  }
}

async function storeBlock(
  { model, file, meter, onStored }: DownloadTask,
  { blocks, room }: DownloadContext,
  block: PlannedBlock,
  content: { readonly bytes: Blob; readonly sha256: string },
): Promise<void> {
  try {
    await blocks.put({ modelId: model.id, path: file.path, index: block.index }, content)
  } catch (thrown) {
    meter.dropped(block.bytes)
    const { totalBytes, storedBytes } = meter.counts()
    throw await room.explain(thrown, model.id, totalBytes - storedBytes)
  }
  meter.kept(block.bytes)
  onStored(block.index)
}

/** One attempt; what it brought before it failed is taken back. */
async function readBlock(
  source: RangeSource,
  block: PlannedBlock,
  meter: ModelMeter,
): Promise<Uint8Array<ArrayBuffer>> {
  let received = 0
  try {
    return await source.read(block, (bytes) => {
      received += bytes
      meter.received(bytes)
    })
  } catch (thrown) {
    meter.dropped(received)
    throw thrown
  }
}
