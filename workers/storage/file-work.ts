import { AppError } from '../../contract/errors.ts'
import type { ModelEntry, ModelFile } from '../../contract/manifest.ts'
import type { PlannedBlock } from './block-plan.ts'
import { completeFile } from './complete-file.ts'
import { downloadBlocks, type DownloadContext } from './download.ts'
import { createFileProgress, type FileProgress, type FileProgressMeter } from './file-progress.ts'
import type { ModelMeter } from './model-activity.ts'
import type { StatusBoard } from './model-status.ts'
import { createSharedWork, type JoinOptions, type WorkControls } from './shared-work.ts'
import { createSlots } from './slots.ts'
import { storedBytes, type StoredFile } from './stored-blocks.ts'
import { createVerifiedBlocks } from './verified-blocks.ts'

/** Files fetched at the same time; others wait their turn. */
const MAX_DOWNLOADS = 2

/** What the work needs besides what a download does. */
interface FileWorkOptions extends DownloadContext {
  readonly board: StatusBoard
  readonly blockBytes: number
}

/** The one way to a file, for those who open it and for downloads alike, so that nothing is fetched twice. */
interface FileWork {
  /**
   * @returns the whole, verified file
   * @throws as `ModelLibrary.openFile`
   */
  complete(model: ModelEntry, file: ModelFile, how: JoinOptions<FileProgress>): Promise<Blob>
  /** Ends all work on a model's files with this error; resolves when nothing is under way any more. */
  stop(modelId: string, error: Error): Promise<void>
  /** Forgets what was verified of a model. */
  forget(modelId: string): void
}

interface Job {
  readonly model: ModelEntry
  readonly file: ModelFile
  readonly signal: AbortSignal
  readonly progress: FileProgressMeter
}

/** One per library. */
export function createFileWork(options: FileWorkOptions): FileWork {
  const { blocks, blockBytes, board, room, now } = options
  const verified = createVerifiedBlocks()
  const slots = createSlots(MAX_DOWNLOADS)
  const shared = createSharedWork<Blob, FileProgress>(isFetchFailure)

  async function fetchMissing(
    { model, file, signal, progress }: Job,
    missing: readonly PlannedBlock[],
    stored: StoredFile,
    modelMeter: ModelMeter,
  ): Promise<void> {
    const neededBytes = missing.reduce((sum, block) => sum + block.bytes, 0)
    await room.ensure(model.id, neededBytes)
    const giveBack = await slots.take(signal)
    try {
      const meter = progress.follow(modelMeter, storedBytes(stored))
      const onStored = (index: number) => verified.add(model, file, index)
      await downloadBlocks({ model, file, missing, signal, meter, onStored }, options)
    } finally {
      giveBack()
    }
  }

  async function run(
    model: ModelEntry,
    file: ModelFile,
    controls: WorkControls<FileProgress>,
  ): Promise<Blob> {
    const { signal } = controls
    const progress = createFileProgress(file, now, controls.onProgress)
    const job = { model, file, signal, progress }
    try {
      const blob = await completeFile({
        ...{ model, file, blocks, blockBytes, signal, verified },
        fetchMissing: (missing, stored, check) =>
          board.during(model, async (meter) => {
            await fetchMissing(job, missing, stored, meter)
            return check()
          }),
        onRemoved: (bytes) => board.lost(model.id, bytes),
      })
      progress.finish()
      return blob
    } catch (thrown) {
      await board.fail(model, thrown)
      throw thrown
    }
  }

  return {
    complete: (model, file, how) =>
      shared.join(nameOf(model.id, file.path), how, (controls) => run(model, file, controls)),
    stop: (modelId, error) => shared.stop((name) => name.startsWith(nameOf(modelId, '')), error),
    forget: (modelId) => verified.clearModel(modelId),
  }
}

/** What is wrong with the file itself, or with this device, stays wrong. */
function isFetchFailure(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === 'model_download_failed'
}

/** Ids have no slash, so that no model's name begins like another's. */
function nameOf(modelId: string, path: string): string {
  return `${modelId}/${path}`
}
