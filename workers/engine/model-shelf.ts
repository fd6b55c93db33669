import { AppError } from '../../contract/errors.ts'
import type { BackendRefusal, DeviceReport } from '../../contract/device.ts'
import type { LoraUse } from '../../contract/lora.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { ResourceLedger } from '../../contract/studio.ts'
import type { PromptExpander } from '../expansion/ports.ts'
import type { LoadedModel, LoadHow } from '../models/ports.ts'
import type { LoadedDevice, LoadOptions } from './device.ts'

/**
 * The model of the running task, with one set of LoRAs, its expander once something was to be expanded, and the model
 * that finishes its pictures, if it has any.
 */
export interface ModelShelf {
  /**
   * The model, loaded, with these LoRAs. Reuses the one that is there, changes its LoRAs, or puts it away first.
   *
   * @throws Cancelled when the signal aborts; AppError from fetching, storage or the device
   */
  take(entry: ModelEntry, options: LoadOptions): Promise<LoadedModel>
  /**
   * The expander of the model that was taken last, loaded. It stays until that model goes.
   *
   * @throws Cancelled when the signal aborts; AppError from fetching, storage or the device
   */
  takeExpander(entry: ModelEntry, how: LoadHow): Promise<PromptExpander>
  /**
   * A second model on the same device. What was taken before stays where memory allows it, and is put away where not:
   * then its own `take` loads it again.
   *
   * @throws as `take` does
   */
  takeBeside(entry: ModelEntry, options: LoadOptions): Promise<LoadedModel>
  /**
   * Whatever else is loaded for a task of a model, on the device that draws it. It is up to whoever asked for it. Where
   * memory is short, what was taken before is put away: then its own `take` loads it again.
   *
   * @throws what `load` throws; AppError from starting the device
   */
  borrow<Tool>(entry: ModelEntry, load: (device: LoadedDevice) => Promise<Tool>): Promise<Tool>
  /** Starts the device if it has not been. */
  warmUp(): Promise<void>
  /** Puts away what is loaded. */
  clear(): Promise<void>
  /** Forgets everything that stood on a lost device; the next `take` starts on a new one. */
  deviceLost(): Promise<void>
  /**
   * Hears that a model computed numbers out of range. Where that was on a GPU, the next `take` of it starts the
   * processor, which computes in 32 bits throughout; other models get the GPU back.
   *
   * @returns whether another attempt computes elsewhere
   */
  distrust(entry: ModelEntry): Promise<boolean>
  ledger(): ResourceLedger
}

/** What the shelf is made of. */
export interface ShelfParts {
  /**
   * @param losses how many devices were lost in this worker's life
   * @param gpuRefused why the GPU must not be taken; null lets it be
   */
  readonly startDevice: (losses: number, gpuRefused: BackendRefusal | null) => Promise<LoadedDevice>
  readonly onDevice: (report: DeviceReport) => void
}

/** Makes an empty shelf; nothing is started before the first `take`. */
export function createModelShelf({ startDevice, onDevice }: ShelfParts): ModelShelf {
  let device: Promise<LoadedDevice> | null = null
  let shelf: readonly Loaded[] = []
  let expander: { readonly id: string; readonly ready: PromptExpander } | null = null
  /** Models that a GPU computed wrongly, and whether the device was started for one of them. */
  const distrusted = new Set<string>()
  let withoutGpu = false
  let losses = 0
  let ledger = (): ResourceLedger => ({ sessions: 0, tensors: 0, tensorBytes: 0 })

  const start = async (): Promise<LoadedDevice> => {
    const fresh = await startDevice(losses, withoutGpu ? 'wrong_numbers' : null)
    ledger = fresh.ledger
    onDevice(fresh.report)
    return fresh
  }

  const clearExpander = async () => {
    const old = expander
    expander = null
    await old?.ready.dispose()
  }

  const clear = async () => {
    const old = shelf
    shelf = []
    await clearExpander()
    for (const { model } of old) await model.dispose()
  }

  const started = async () => {
    device ??= start()
    // A failed start must not be remembered, or no later task could try again.
    return device.catch((error: unknown) => {
      device = null
      throw error
    })
  }

  /** Puts the device away if it was started under another decision about the GPU. */
  const trust = async (gpu: boolean) => {
    if (withoutGpu !== gpu) return
    await clear()
    withoutGpu = !gpu
    const old = await device?.catch(() => null)
    device = null
    await old?.dispose()
  }

  /** The model if it is there, with these LoRAs from now on. */
  const reuse = async (entry: ModelEntry, options: LoadOptions): Promise<LoadedModel | null> => {
    const found = shelf.find((one) => one.entry.id === entry.id)
    if (!found) return null
    const loras = keyOf(options.loras)
    if (found.loras === loras) return found.model
    const others = shelf.filter((one) => one !== found)
    // Forgotten meanwhile: a change that fails leaves nothing that could be used.
    shelf = others
    await found.model.useLoras(options.loras, options).catch(async (error: unknown) => {
      await found.model.dispose().catch(() => undefined)
      throw error
    })
    shelf = [...others, { ...found, loras }]
    return found.model
  }

  const load = async (entry: ModelEntry, options: LoadOptions): Promise<LoadedModel> => {
    const ready = await started()
    if (entry.needs.webgpu && ready.report.backend !== 'webgpu') {
      throw new AppError('device_unavailable', `${entry.name} needs WebGPU`, { model: entry.name })
    }
    const model = await ready.loadModel(entry, options)
    shelf = [...shelf, { entry, loras: keyOf(options.loras), model }]
    return model
  }

  /** Loads something; where memory is short, once more with all that stands here put away. */
  const madeRoom = async <Thing>(loadIt: () => Promise<Thing>): Promise<Thing> => {
    try {
      return await loadIt()
    } catch (error) {
      if (!isOutOfMemory(error) || shelf.length === 0) throw error
      await clear()
      return loadIt()
    }
  }

  return {
    warmUp: async () => {
      await started()
    },
    take: async (entry, options) => {
      await trust(!distrusted.has(entry.id))
      const there = await reuse(entry, options)
      if (there) return there
      await clear()
      return load(entry, options)
    },
    takeBeside: async (entry, options) => {
      const there = await reuse(entry, options)
      if (there) return there
      const needed = [...shelf.map((one) => one.entry), entry].reduce(
        (sum, one) => sum + one.needs.memoryBytes,
        0,
      )
      if (needed > TOGETHER_BYTES) await clear()
      return madeRoom(() => load(entry, options))
    },
    takeExpander: async (entry, how) => {
      if (expander?.id === entry.id) return expander.ready
      await clearExpander()
      const ready = await (await started()).loadExpander(entry, how)
      expander = { id: entry.id, ready }
      return ready
    },
    borrow: async (entry, load) => {
      await trust(!distrusted.has(entry.id))
      const ready = await started()
      return madeRoom(() => load(ready))
    },
    clear,
    distrust: async (entry) => {
      const report = (await device?.catch(() => null))?.report
      if (report?.backend !== 'webgpu' || entry.needs.webgpu) return false
      distrusted.add(entry.id)
      return true
    },
    deviceLost: async () => {
      losses++
      shelf = []
      expander = null
      const old = await device?.catch(() => null)
      device = null
      await old?.dispose().catch(() => undefined)
    },
    ledger: () => ledger(),
  }
}

interface Loaded {
  readonly entry: ModelEntry
  readonly loras: string
  readonly model: LoadedModel
}

/** What models on one device may need together: WASM cannot have more than 4 GiB, and pictures need some of it. */
const TOGETHER_BYTES = 3 * 1024 ** 3

function isOutOfMemory(error: unknown): boolean {
  return error instanceof AppError && error.code === 'out_of_memory'
}

/** Equal for LoRAs that make the same weights. */
function keyOf(loras: readonly LoraUse[]): string {
  const active = loras.filter(({ weight }) => weight !== 0)
  return JSON.stringify(active.map(({ sha256, weight }) => [sha256, weight]))
}
