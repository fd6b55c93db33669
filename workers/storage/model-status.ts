import { AppError, Cancelled, toErrorData } from '../../contract/errors.ts'
import { modelBytes, type ModelEntry } from '../../contract/manifest.ts'
import type { ModelStatus } from '../../contract/studio.ts'
import { createModelActivity, type ModelActivity, type ModelMeter } from './model-activity.ts'
import type { BlockStore } from './ports.ts'
import { readStoredFile, storedBytes } from './stored-blocks.ts'

/** Why a person ended a download; the `reason` of what those get who were waiting for it. */
export type StopReason = 'paused' | 'removed'

/** Knows how far every model is, and tells. */
export interface StatusBoard {
  status(model: ModelEntry): Promise<ModelStatus>
  /** Runs work during which the model counts as downloading. A failure stays until the next work. */
  during<T>(model: ModelEntry, work: (meter: ModelMeter) => Promise<T>): Promise<T>
  isActive(modelId: string): boolean
  /** Notes a failure outside of {@link StatusBoard.during}. Being stopped is none. */
  fail(model: ModelEntry, thrown: unknown): Promise<void>
  /** Notes that stored bytes of a model were removed because they were damaged. */
  lost(modelId: string, bytes: number): void
  /** Forgets a model's failure and reports it as it is now. */
  refresh(modelId: string): Promise<void>
}

/** What the board works with; the fields are those of the library. */
interface StatusBoardOptions {
  readonly blocks: BlockStore
  readonly now: () => number
  readonly onStatus: (status: ModelStatus) => void
  readonly blockBytes: number
}

interface Ongoing {
  /** How many pieces of work are under way. */
  members: number
  readonly activity: Promise<ModelActivity>
}

/** Starts with no model under way. */
export function createStatusBoard({ blocks, now, onStatus, blockBytes }: StatusBoardOptions): StatusBoard {
  const seen = new Map<string, ModelEntry>()
  const ongoing = new Map<string, Ongoing>()
  const failures = new Map<string, unknown>()

  async function measure(model: ModelEntry): Promise<{ stored: number; complete: boolean }> {
    const files = await Promise.all(
      model.files.map((file) => readStoredFile(blocks, model, file, blockBytes)),
    )
    const stored = files.reduce((sum, file) => sum + storedBytes(file), 0)
    return { stored, complete: files.every((file) => file.complete) }
  }

  async function atRest(model: ModelEntry): Promise<ModelStatus> {
    const { stored, complete } = await measure(model)
    const error = complete || !failures.has(model.id) ? null : toErrorData(failures.get(model.id))
    return {
      model,
      state: complete ? 'ready' : error ? 'failed' : stored > 0 ? 'paused' : 'absent',
      storedBytes: stored,
      totalBytes: modelBytes(model),
      bytesPerSecond: null,
      secondsLeft: null,
      error,
    }
  }

  async function begin(model: ModelEntry): Promise<ModelActivity> {
    const { stored } = await measure(model)
    return createModelActivity(model, stored, { now, onStatus })
  }

  async function status(model: ModelEntry): Promise<ModelStatus> {
    seen.set(model.id, model)
    const entry = ongoing.get(model.id)
    return entry ? (await entry.activity).snapshot() : atRest(model)
  }

  async function leave(model: ModelEntry, entry: Ongoing): Promise<void> {
    entry.members -= 1
    if (entry.members > 0) return
    ongoing.delete(model.id)
    const status = await atRest(model)
    // New work that began meanwhile has already said more than this.
    if (!ongoing.has(model.id)) onStatus(status)
  }

  return {
    status,
    isActive: (modelId) => ongoing.has(modelId),

    async during(model, work) {
      seen.set(model.id, model)
      failures.delete(model.id)
      const entry = ongoing.get(model.id) ?? { members: 0, activity: begin(model) }
      ongoing.set(model.id, entry)
      entry.members += 1
      try {
        return await work((await entry.activity).meter)
      } catch (thrown) {
        if (!isStop(thrown)) failures.set(model.id, thrown)
        throw thrown
      } finally {
        await leave(model, entry)
      }
    },

    async fail(model, thrown) {
      // What `during` has let through was reported when it ended.
      if (isStop(thrown) || failures.get(model.id) === thrown) return
      failures.set(model.id, thrown)
      onStatus(await status(model))
    },

    lost(modelId, bytes) {
      // Where the activity could not begin, `during` has thrown why.
      ongoing.get(modelId)?.activity.then(
        ({ meter }) => meter.lost(bytes),
        () => {},
      )
    },

    async refresh(modelId) {
      failures.delete(modelId)
      const model = seen.get(modelId)
      if (model) onStatus(await status(model))
    },
  }
}

/** Whether work ended because someone wanted it to. */
function isStop(thrown: unknown): boolean {
  if (thrown instanceof Cancelled) return true
  return thrown instanceof AppError && STOP_REASONS.has(String(thrown.detail['reason']))
}

const STOP_REASONS: ReadonlySet<string> = new Set<StopReason>(['paused', 'removed'])
