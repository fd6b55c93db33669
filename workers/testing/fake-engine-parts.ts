import sharp from 'sharp'
import { AppError, type ErrorData } from '../../contract/errors.ts'
import type { PictureRecord } from '../../contract/picture.ts'
import type { QueueRecord } from '../../contract/queue.ts'
import { isEnded, type TaskState } from '../../contract/task.ts'
import type { EngineParts } from '../engine/engine.ts'
import { FRESH_QUEUE } from '../storage/ports.ts'
import { inQueueOrder } from '../storage/queue-order.ts'
import { createModelShelf } from '../engine/model-shelf.ts'
import type { ReadPicture } from '../pipeline/read-picture.ts'
import type { EncodePixels } from '../pipeline/write-picture.ts'
import { writePicture } from '../pipeline/write-picture.ts'
import { createFakeModel, type FakeModelHooks } from './fake-model.ts'
import { stickerModel } from './sticker-model.ts'
import { WASM_REPORT } from './wasm-report.ts'
import { NO_TOOLS } from './no-tools.ts'

/** Real PNG, JPEG and WebP files, made outside a browser. */
export const encodeWithSharp: EncodePixels = async ({ width, height, data }, mime) => {
  const picture = sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha()
  const format = mime === 'image/png' ? 'png' : mime === 'image/jpeg' ? 'jpeg' : 'webp'
  return { mime, bytes: new Uint8Array(await picture.toFormat(format).toBuffer()) }
}

/** Decodes what browsers decode, the right way up, outside of one. */
export const readWithSharp: ReadPicture = async ({ mime, bytes }) => {
  const decoded = await sharp(bytes)
    .rotate()
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw new AppError('invalid_file', 'the picture cannot be decoded', { mime }, error)
    })
  const { width, height } = decoded.info
  return { width, height, data: new Uint8ClampedArray(decoded.data) }
}

/** The parts of an engine on a fake model, and what they saw. */
export function createFakeEngineParts(
  hooks: FakeModelHooks & {
    readonly startDevice?: () => Promise<void>
    readonly onExpand?: () => Promise<void>
    readonly tools?: Partial<typeof NO_TOOLS>
  } = {},
) {
  const tasks = new Map<string, TaskState>()
  const pictures = new Map<string, PictureRecord>()
  const troubles: ErrorData[] = []
  const starts: number[] = []
  const models: ReturnType<typeof createFakeModel>[] = []
  let seed = 100n
  let queue: QueueRecord = FRESH_QUEUE
  const parts: EngineParts = {
    models: [stickerModel],
    clock: { now: () => Date.now(), elapsed: () => performance.now() },
    drawSeed: () => (seed++).toString(),
    onTrouble: (error) => void troubles.push(error),
    readPicture: readWithSharp,
    writePicture: (image, plan, parameters) => writePicture(image, plan, parameters, encodeWithSharp),
    keeper: {
      saveTask: async (state) => void tasks.set(state.task.id, { ...state, preview: null }),
      openTasks: async () => {
        const open = [...tasks.values()].filter((state) => !isEnded(state))
        return inQueueOrder(open, queue.order)
      },
      queue: async () => queue,
      saveQueue: async (record) => {
        queue = record
      },
      savePicture: async (record) => {
        pictures.set(record.id, record)
        return true
      },
    },
    shelf: createModelShelf({
      onDevice: () => {},
      startDevice: async (losses) => {
        starts.push(losses)
        await hooks.startDevice?.()
        return {
          report: WASM_REPORT,
          loadModel: async () => {
            const model = createFakeModel(stickerModel.spec, hooks)
            models.push(model)
            return model
          },
          ...NO_TOOLS,
          ...hooks.tools,
          loadExpander: async () => ({
            expand: async (prompt, expansionSeed, between) => {
              await between()
              await hooks.onExpand?.()
              return `${prompt}, drawn by ${expansionSeed}`
            },
            dispose: async () => {},
          }),
          ledger: () => ({ sessions: 0, tensors: 0, tensorBytes: 0 }),
          dispose: async () => {},
        }
      },
    }),
  }
  return { parts, tasks, pictures, troubles, starts, models }
}
