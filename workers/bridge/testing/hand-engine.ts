import manifest from '../../../models-manifest.json' with { type: 'json' }
import { applyTaskEvent } from '../../../contract/apply-task-event.ts'
import type { DeviceReport } from '../../../contract/device.ts'
import { ModelManifest } from '../../../contract/manifest.ts'
import { SAMPLE_PARAMETERS } from '../../../contract/metadata/testing/sample-parameters.ts'
import { pictureId, type PictureRecord } from '../../../contract/picture.ts'
import type { ModelStatus, StudioEvent } from '../../../contract/studio.ts'
import { isEnded, type Task, type TaskEvent, type TaskId, type TaskState } from '../../../contract/task.ts'
import type { EngineDoor } from '../bridge.ts'

export const [MODEL] = ModelManifest.parse(manifest).models

const DEVICE: DeviceReport = {
  backend: 'wasm',
  bundle: 'wasm',
  adapter: null,
  f16: false,
  maxBufferBytes: 0,
  threads: 2,
  crossOriginIsolated: true,
  refused: [],
  selfTestError: null,
}

/** What outlives an engine: its database. */
export interface Kept {
  readonly tasks: Map<TaskId, TaskState>
  readonly files: Map<string, Uint8Array<ArrayBuffer>>
}

export const freshKept = (): Kept => ({ tasks: new Map(), files: new Map() })

/** An engine whose work is done by the test, event by event. Like a real one it runs an id once. */
export function createHandEngine(kept: Kept = freshKept()) {
  const listeners = new Set<(event: TaskEvent) => void>()
  const studioListeners = new Set<(event: StudioEvent) => void>()
  const submitted: Task[] = []
  const cancelled: TaskId[] = []
  const skipped: TaskId[] = []
  const seen = new Set<TaskId>(kept.tasks.keys())

  const emit = (event: TaskEvent) => {
    const next = applyTaskEvent(kept.tasks.get(event.taskId), event)
    if (next) kept.tasks.set(event.taskId, next)
    for (const listener of listeners) listener(structuredClone(event))
  }
  const status: ModelStatus = {
    model: MODEL!,
    state: 'absent',
    storedBytes: 0,
    totalBytes: 1,
    bytesPerSecond: null,
    secondsLeft: null,
    error: null,
  }
  const door: EngineDoor = {
    submit: async (task) => {
      submitted.push(task)
      if (seen.has(task.id)) return
      seen.add(task.id)
      emit({ type: 'queued', taskId: task.id, at: 1, task })
    },
    cancel: async (id) => {
      cancelled.push(id)
      const state = kept.tasks.get(id)
      if (state && !isEnded(state)) emit({ type: 'stopped', taskId: id, at: 5 })
    },
    skip: async (id) => void skipped.push(id),
    subscribe: async (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    studio: {
      device: async () => DEVICE,
      models: async () => [status],
      userFiles: { list: async () => [] },
      openTasks: async () => [...kept.tasks.values()].filter((state) => !isEnded(state)),
      pictureFile: async (id) => {
        const bytes = kept.files.get(id)
        return bytes ? new Blob([bytes]) : null
      },
      subscribe: async (listener) => {
        studioListeners.add(listener)
        return () => studioListeners.delete(listener)
      },
    },
  }

  return {
    door,
    emit,
    submitted,
    cancelled,
    skipped,
    start: (taskId: TaskId) => emit({ type: 'started', taskId, at: 2, attempt: 1 }),
    step: (taskId: TaskId, step: number, value = step) =>
      emit({
        type: 'progress',
        taskId,
        percent: step,
        message: `Sampling step ${step}/30`,
        activity: { kind: 'step', image: 1, images: 1, step, steps: 30 },
        preview: { width: 1, height: 1, data: new Uint8ClampedArray([value, 0, 0, 255]) },
      }),
    picture: (taskId: TaskId, index: number, bytes: Uint8Array<ArrayBuffer>) => {
      const { request } = kept.tasks.get(taskId)!.task
      const record: PictureRecord = {
        id: pictureId(taskId, index),
        taskId,
        origin: 'relay',
        index,
        createdAt: 3,
        mime: 'image/png',
        bytes: bytes.byteLength,
        width: 1000,
        height: 500,
        seed: '7',
        request,
        parameters: SAMPLE_PARAMETERS,
        saved: true,
        isFavourite: false,
      }
      kept.files.set(record.id, bytes)
      emit({ type: 'picture', taskId, picture: record, file: { mime: 'image/png', bytes } })
    },
    finish: (taskId: TaskId) => {
      const timings = { loadMs: 1, encodeMs: 1, stepMs: 100, decodeMs: 1, totalMs: 3000 }
      emit({ type: 'finished', taskId, at: 4, timings })
    },
    /** @param names of all LoRAs that the user has now */
    lorasAre: (names: readonly string[]) => {
      const files = names.map((name) => {
        return { kind: 'lora' as const, name, bytes: 1, addedAt: 0, sha256: '0'.repeat(64), lora: null }
      })
      for (const listener of studioListeners) listener({ type: 'user_files', files })
    },
    modelReady: () => {
      for (const listener of studioListeners)
        listener({ type: 'model', status: { ...status, state: 'ready' } })
    },
  }
}
