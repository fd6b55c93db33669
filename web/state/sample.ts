import { performancesOf } from '../../contract/manifest.ts'
import { GenerationRequest } from '../../contract/request.ts'
import { pictureId } from '../../contract/picture.ts'
import { createTaskId, type TaskId } from '../../contract/task.ts'
import type { EnginePort } from './connection-state.ts'
import { EMPTY_DRAFT } from './draft.ts'
import { effectiveRequest } from './effective-request.ts'
import { modelNamed } from './environment.ts'
import type { PageStores } from './page-stores.ts'

/** The one picture a first visit makes by itself. It stands in no gallery until it is kept. */
export interface SampleActions {
  readonly startSample: (prompt: string) => void
  /** Puts it into the gallery. */
  readonly keepSample: () => void
  /** Throws it away; also stops it when it is still being made. */
  readonly dropSample: () => void
  /** Clears away what a first visit left behind. */
  readonly tidySample: () => void
}

/** Makes the sample's actions. */
export function createSampleActions(page: PageStores, engine: EnginePort): SampleActions {
  const { tasks, gallery, preferences, environment } = page
  const discard = (id: TaskId) => {
    gallery.getState().hideTask(id)
    void engine.cancel(id).then(() => engine.studio.deletePictures([pictureId(id, 0)]))
  }
  const dropSample = () => {
    const id = tasks.getState().sample
    if (!id) return
    discard(id)
    tasks.getState().forget([id])
    tasks.getState().markSample(null)
  }
  return {
    startSample: (prompt) => {
      dropSample()
      const { models, device } = environment.getState()
      const model = modelNamed(models)
      const ground = { model, backend: device?.backend ?? null }
      const mode = model && performancesOf(model.spec).at(-1)
      const request = GenerationRequest.parse({
        ...effectiveRequest(EMPTY_DRAFT, ground),
        prompt,
        image_number: 1,
        ...(mode && { performance_selection: mode }),
      })
      const task = {
        id: createTaskId(crypto.randomUUID()),
        origin: 'page',
        request,
        createdAt: Date.now(),
      } as const
      preferences.getState().prefer({ hasVisited: true, sampleTask: task.id })
      gallery.getState().hideTask(task.id)
      tasks.getState().markSample(task.id)
      tasks.getState().apply({ type: 'queued', taskId: task.id, at: task.createdAt, task })
      void engine.submit(task)
    },
    keepSample: () => {
      const { sample, forget, markSample } = tasks.getState()
      if (sample) forget([sample])
      markSample(null)
      preferences.getState().prefer({ sampleTask: null })
      gallery.getState().hideTask(null)
      void gallery.getState().refresh()
    },
    dropSample,
    tidySample: () => {
      const left = preferences.getState().sampleTask
      if (!left) return
      preferences.getState().prefer({ sampleTask: null })
      // It was kept as text; only a task's own id is ever written there.
      discard(createTaskId(left))
    },
  }
}
