import { proxy } from 'comlink'
import type { EncodedImage, PixelImage } from '../../contract/image.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import { pictureId, type PictureRecord } from '../../contract/picture.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import type { Activation, EngineWorker, StorageReport, StudioEvent } from '../../contract/studio.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { isEnded, type Task, type TaskEvent, type TaskId, type TaskState } from '../../contract/task.ts'
import { applyTaskEvent } from '../../contract/apply-task-event.ts'
import { parseAspectRatio } from '../../contract/catalog/aspect-ratios.ts'
import { aModelStatus } from './a-model-status.ts'
import type { FakeKept } from './fake-kept.ts'
import { createFakePictures } from './fake-pictures.ts'
import { PERFORMANCE_MODES } from '../../contract/catalog/performance.ts'
import { fakeParameters } from './fake-parameters.ts'

/** What a fake engine does differently from the next one. */
export interface FakeOptions {
  readonly model: ModelEntry
  readonly stepMs: number
  readonly backend?: 'webgpu' | 'wasm'
  readonly paint: (request: GenerationRequest, seed: string) => Promise<EncodedImage>
  readonly preview?: (request: GenerationRequest, share: number) => PixelImage | null
  /** Tasks, pictures: what outlives a worker. */
  readonly kept: FakeKept
  /** Every task fails with this. */
  readonly failWith?: Extract<TaskEvent, { type: 'failed' }>['error']
  /** Pictures come with saved: false, and the room is full. */
  readonly isFull?: boolean
}

/** An engine worker without an engine: the right events in the right order, with painted pictures. */
export function createFakeEngineWorker(
  options: FakeOptions,
): EngineWorker & { readonly activations: Activation[] } {
  const taskListeners = new Set<(event: TaskEvent) => void>()
  const studioListeners = new Set<(event: StudioEvent) => void>()
  const activations: Activation[] = []
  const cancelled = new Set<TaskId>()
  const skipped = new Set<TaskId>()
  const { kept } = options
  let isActive = false
  let isBusy = false

  const emit = (event: TaskEvent) => {
    const next = applyTaskEvent(kept.tasks.get(event.taskId), event)
    if (next) kept.tasks.set(event.taskId, next)
    for (const listener of taskListeners) listener(event)
  }
  const tell = (event: StudioEvent) => {
    for (const listener of studioListeners) listener(event)
  }
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

  const run = async ({ id: taskId, request }: Task) => {
    emit({ type: 'started', taskId, at: Date.now(), attempt: 1 })
    const images = request.image_number
    const seeds = Array.from({ length: images }, (_, i) =>
      request.image_seed === '-1' ? String(1000 + i) : String(BigInt(request.image_seed) + BigInt(i)),
    )
    emit({ type: 'planned', taskId, images, seeds, notices: [] })
    if (options.failWith) return emit({ type: 'failed', taskId, at: Date.now(), error: options.failWith })
    const { steps } = PERFORMANCE_MODES[request.performance_selection]
    for (let index = 0; index < images; index++) {
      for (let step = 1; step <= steps; step++) {
        await wait(options.stepMs)
        if (cancelled.has(taskId)) return emit({ type: 'stopped', taskId, at: Date.now() })
        if (skipped.has(taskId)) break
        emit({
          type: 'progress',
          taskId,
          percent: Math.floor(((index + step / steps) / images) * 100),
          message: 'Sampling',
          activity: { kind: 'step', image: index + 1, images, step, steps },
          preview: options.preview?.(request, step / steps) ?? null,
        })
      }
      if (skipped.delete(taskId)) {
        emit({ type: 'skipped', taskId, index })
        continue
      }
      const size = parseAspectRatio(request.aspect_ratios_selection)!
      const file = await options.paint(request, seeds[index]!)
      const record: PictureRecord = {
        ...size,
        id: pictureId(taskId, index),
        taskId,
        origin: 'page',
        index,
        createdAt: Date.now(),
        mime: file.mime,
        bytes: file.bytes.length,
        seed: seeds[index]!,
        request: { ...request, image_number: 1, image_seed: seeds[index]! },
        parameters: fakeParameters(request, size, seeds[index]!),
        saved: !options.isFull,
        isFavourite: false,
      }
      if (!options.isFull) kept.pictures.set(record.id, { record, file, deleted: false })
      emit({ type: 'picture', taskId, picture: record, file })
    }
    const ms = options.stepMs * steps
    emit({
      type: 'finished',
      taskId,
      at: Date.now(),
      timings: { loadMs: 0, encodeMs: 0, stepMs: options.stepMs, decodeMs: 0, totalMs: ms },
    })
  }
  const work = async () => {
    if (isBusy || !isActive) return
    isBusy = true
    for (;;) {
      const next = [...kept.tasks.values()].find(({ phase }) => phase === 'queued')
      if (!next || kept.queue.isPaused) break
      await run(next.task)
    }
    isBusy = false
  }

  const arrange = (ids: readonly TaskId[]) => {
    const all = [...kept.tasks.values()]
    const placeOf = ({ task, phase }: TaskState) => {
      if (phase !== 'queued') return -1
      return ids.includes(task.id) ? ids.indexOf(task.id) : ids.length
    }
    kept.tasks.clear()
    for (const state of all.sort((a, b) => placeOf(a) - placeOf(b))) kept.tasks.set(state.task.id, state)
  }
  const queueState = () => ({ isPaused: kept.queue.isPaused, restingSince: null })
  const pause = (isPaused: boolean) => {
    kept.queue.isPaused = isPaused
    tell({ type: 'queue', queue: queueState() })
    void work()
  }

  const status = aModelStatus(options.model, { storedBytes: 38e6, totalBytes: 38e6 })
  const backend = options.backend ?? 'wasm'
  const device = {
    backend,
    bundle: backend === 'webgpu' ? ('jspi' as const) : ('wasm' as const),
    adapter: null,
    f16: false,
    maxBufferBytes: 0,
    threads: 2,
    crossOriginIsolated: true,
    refused:
      backend === 'wasm' ? [{ backend: 'webgpu' as const, reason: 'no_adapter' as const, detail: '' }] : [],
    selfTestError: 0,
  }
  const storage = (): StorageReport => ({
    kind: 'indexeddb',
    modelBytes: 38e6,
    userFileBytes: [...kept.userFiles.values()].reduce((sum, { file }) => sum + file.bytes, 0),
    pictureBytes: 1e6,
    deletedBytes: 0,
    pictures: kept.pictures.size,
    usedBytes: options.isFull ? 1e9 : 40e6,
    quotaBytes: options.isFull ? 1e9 : 60e9,
    persisted: false,
  })
  const userFiles = () => [...kept.userFiles.values()].map(({ file }) => file)
  const shown = () =>
    [...kept.pictures.values()]
      .filter(({ deleted }) => !deleted)
      .map(({ record }) => record)
      .reverse()

  return {
    activations,
    submit: async (task) => {
      if (kept.tasks.has(task.id)) return
      emit({ type: 'queued', taskId: task.id, at: Date.now(), task })
      void work()
    },
    cancel: async (id) => {
      const state = kept.tasks.get(id)
      if (state?.phase === 'queued') emit({ type: 'stopped', taskId: id, at: Date.now() })
      if (state?.phase === 'running') cancelled.add(id)
    },
    skip: async (id) => void skipped.add(id),
    subscribe: async (listener) => {
      taskListeners.add(listener)
      return proxy(() => void taskListeners.delete(listener))
    },
    activate: async (how) => {
      activations.push(how)
      for (const [id, state] of kept.tasks) {
        if (state.phase !== 'running') continue
        if (how.crashed.includes(id)) {
          const error = { code: 'engine_crashed', message: 'from the worker', detail: {} } as const
          emit({ type: 'failed', taskId: id, at: Date.now(), error })
        } else {
          const reason = { code: 'engine_crashed', message: '', detail: {} } as const
          emit({ type: 'requeued', taskId: id, reason })
        }
      }
      isActive = true
      pause(how.queue.isPaused ?? kept.queue.isPaused)
      tell({ type: 'device', report: device })
    },
    studio: {
      device: async () => device,
      models: async () => [status],
      downloadModel: async () => {},
      pauseDownload: async () => {},
      deleteModel: async () => {},
      viewPlan: async (request, exampleSeed) => {
        const first = BigInt(request.image_seed === '-1' ? exampleSeed : request.image_seed)
        const images = Array.from({ length: request.image_number }, (_, index) => ({
          ...parseAspectRatio(request.aspect_ratios_selection)!,
          index,
          seed: String(first + BigInt(index)),
          positiveTexts: [request.prompt],
          negativeTexts: [request.negative_prompt],
          styles: request.style_selections,
          steps: PERFORMANCE_MODES[request.performance_selection].steps,
          sampler: request.sampler_name,
          scheduler: request.scheduler_name,
          guidanceScale: request.guidance_scale,
        }))
        return { kind: 'planned', images, loras: [], notices: [] }
      },
      pictures: async () => ({ pictures: shown(), total: shown().length, next: null }),
      pictureFile: async (id) => {
        const file = kept.pictures.get(id)?.file
        return file ? new Blob([file.bytes], { type: file.mime }) : null
      },
      deletePictures: async (ids) => {
        for (const id of ids) if (kept.pictures.has(id)) kept.pictures.get(id)!.deleted = true
      },
      restorePictures: async (ids) => {
        for (const id of ids) if (kept.pictures.has(id)) kept.pictures.get(id)!.deleted = false
      },
      favouritePictures: async (ids, isFavourite) => {
        for (const id of ids) {
          const picture = kept.pictures.get(id)
          if (picture) kept.pictures.set(id, { ...picture, record: { ...picture.record, isFavourite } })
        }
        tell({ type: 'gallery' })
      },
      purgeDeleted: async () => {},
      forgetEverything: async () => null,
      pictureLibrary: createFakePictures(kept, () => tell({ type: 'gallery' })),
      prompts: {
        measure: async (prompt) => {
          const tokens = prompt.split(/\s+/u).filter(Boolean).length
          return { tokens, parts: Math.max(1, Math.ceil(tokens / 75)) }
        },
        wildcards: async () => [
          { name: 'animal', examples: ['cat', 'dog', 'owl'] },
          { name: 'color', examples: ['red', 'green', 'blue'] },
        ],
      },
      userFiles: {
        list: async () => userFiles(),
        add: async (kind, name, bytes) => {
          const file: UserFile = {
            kind,
            name,
            bytes: bytes.size,
            addedAt: Date.now(),
            sha256: kept.userFiles.size.toString(16).padStart(64, '0'),
            lora: kind === 'lora' ? { base: 'SDXL', modules: 722, triggerWords: ['ohwx'] } : null,
          }
          kept.userFiles.set(`${kind}/${name}`, { file, bytes })
          tell({ type: 'user_files', files: userFiles() })
          return { outcome: 'added', file }
        },
        remove: async (kind, name) => {
          kept.userFiles.delete(`${kind}/${name}`)
          tell({ type: 'user_files', files: userFiles() })
        },
        fit: async () => ({ changed: 722, leftOver: [], leftOverCount: 0, misfit: null }),
        read: async (kind, name) => kept.userFiles.get(`${kind}/${name}`)?.bytes ?? null,
      },
      queue: {
        arrange: async (ids) => arrange(ids),
        pause: async () => pause(true),
        resume: async () => pause(false),
      },
      endedTasks: async (since) =>
        [...kept.tasks.values()].filter(({ endedAt }) => endedAt !== null && endedAt >= since).reverse(),
      openTasks: async () => [...kept.tasks.values()].filter((state) => !isEnded(state)),
      storage: async () => storage(),
      ledger: async () => ({ sessions: 0, tensors: 0, tensorBytes: 0 }),
      subscribe: async (listener) => {
        studioListeners.add(listener)
        return proxy(() => void studioListeners.delete(listener))
      },
    },
  }
}
