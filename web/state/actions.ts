import type { ErrorData } from '../../contract/errors.ts'
import { toErrorData } from '../../contract/errors.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import type { PlanView } from '../../contract/plan-view.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { createTaskId, type Task, type TaskId } from '../../contract/task.ts'
import type { EnginePort } from './connection-state.ts'
import type { Day } from './day.ts'
import { EMPTY_DRAFT, type Draft } from './draft.ts'
import { draftOf, effectiveRequest, isSeedValid } from './effective-request.ts'
import { modelNamed } from './environment.ts'
import { listPictures } from './list-pictures.ts'
import { createLoraActions, type LoraActions } from './lora-actions.ts'
import type { PageStores } from './page-stores.ts'
import { createPresetActions, type PresetActions } from './preset-actions.ts'
import { createWildcardActions, type WildcardActions } from './wildcard-actions.ts'
import { createSampleActions, type SampleActions } from './sample.ts'
import { createStorageActions, type StorageActions } from './storage-actions.ts'
import { currentTask, runningTask, waitingTasks } from './tasks.ts'

/** What became of a press of Generate. */
export type GenerateOutcome =
  | { readonly kind: 'submitted'; readonly waiting: number }
  | { readonly kind: 'refused'; readonly error: ErrorData }
  | { readonly kind: 'seed_invalid' }

/** Everything the user can do, by name. None of these throws. */
export interface Actions extends SampleActions, StorageActions, PresetActions, LoraActions, WildcardActions {
  /** @param suggestion takes the place of an empty prompt and is written into the box */
  readonly generate: (suggestion: string) => GenerateOutcome
  /**
   * What the engine would make of a request now.
   *
   * @param exampleSeed stands in for a seed that would be drawn; decimal text
   */
  readonly viewPlan: (request: GenerationRequest, exampleSeed: string) => Promise<PlanView>
  readonly stop: () => void
  readonly skip: () => void
  readonly forceStop: () => void
  readonly workHere: () => void
  readonly restartEngine: () => void
  readonly removeWaiting: (id: TaskId) => void
  readonly clearWaiting: () => void
  /** Submits a task's request again, in place of the one that ended. */
  readonly retry: (id: TaskId) => void
  /** Takes an ended task out of sight. */
  readonly dismissTask: (id: TaskId) => void
  /** Puts everything a picture was made with into the draft, its seed included. */
  readonly reuse: (picture: PictureRecord) => void
  readonly applyDraft: (draft: Draft) => void
  readonly resetSettings: () => void
  readonly deletePictures: (ids: readonly PictureId[]) => void
  /** The records of a day's pictures, or of all; rejects when the gallery cannot be read. */
  readonly listPictures: (day: Day | null) => Promise<readonly PictureRecord[]>
  /** Asks the browser not to clear this page's data. */
  readonly keepStorage: () => Promise<void>
}

/** Makes the page's actions over its stores and engine. */
export function createActions(page: PageStores, engine: EnginePort): Actions {
  const { draft, tasks, gallery, environment, toast } = page
  const sample = createSampleActions(page, engine)

  const submit = (request: Task['request']) => {
    const task: Task = {
      id: createTaskId(crypto.randomUUID()),
      origin: 'page',
      request,
      createdAt: Date.now(),
    }
    // Known at once, so that Stop and the queue count do not wait for the worker.
    tasks.getState().apply({ type: 'queued', taskId: task.id, at: task.createdAt, task })
    void engine.submit(task)
  }

  const applyDraft = (next: Draft) => {
    const before = draft.getState().replace(next)
    toast({ kind: 'settings_applied', undo: () => void draft.getState().replace(before) })
  }

  const removeTasks = (ids: readonly TaskId[]) => {
    const requests = ids.map((id) => tasks.getState().byId[id]!.task.request)
    for (const id of ids) void engine.cancel(id)
    toast({ kind: 'removed_from_queue', undo: () => requests.forEach(submit) })
  }

  return {
    ...sample,
    ...createStorageActions(engine),
    ...createLoraActions(page, engine),
    ...createPresetActions(page),
    ...createWildcardActions(page, engine),
    generate: (suggestion) => {
      const before = draft.getState().draft
      if (!isSeedValid(before)) return { kind: 'seed_invalid' }
      const wasEmpty = (before.request.prompt ?? '').trim() === ''
      if (wasEmpty) {
        draft.getState().edit({ prompt: suggestion })
        toast({ kind: 'prompt_suggested', undo: () => draft.getState().edit({ prompt: '' }) })
      }
      const { models, device } = environment.getState()
      const model = modelNamed(models, before.request.base_model_name)
      const ground = { model, backend: device?.backend ?? null }
      try {
        const request = parseRequest(effectiveRequest(draft.getState().draft, ground))
        sample.dropSample()
        gallery.getState().choose(null)
        submit(request)
        return { kind: 'submitted', waiting: waitingTasks(tasks.getState()).length }
      } catch (error) {
        return { kind: 'refused', error: toErrorData(error) }
      }
    },
    viewPlan: async (request, exampleSeed) => {
      try {
        return await engine.studio.viewPlan(parseRequest(request), exampleSeed)
      } catch (error) {
        return { kind: 'refused', error: toErrorData(error) }
      }
    },
    stop: () => {
      const task = currentTask(tasks.getState())
      if (!task) return
      tasks.getState().markStopping(task.task.id)
      void engine.cancel(task.task.id)
    },
    skip: () => {
      const task = runningTask(tasks.getState())
      if (task) void engine.skip(task.task.id)
    },
    forceStop: () => engine.forceStop(),
    workHere: () => engine.takeOver(),
    restartEngine: () => engine.retry(),
    removeWaiting: (id) => removeTasks([id]),
    clearWaiting: () => removeTasks(waitingTasks(tasks.getState()).map(({ task }) => task.id)),
    retry: (id) => {
      const state = tasks.getState().byId[id]
      if (!state) return
      tasks.getState().forget([id])
      submit(state.task.request)
    },
    dismissTask: (id) => tasks.getState().forget([id]),
    reuse: (picture) => applyDraft(draftOf(picture.request)),
    applyDraft,
    resetSettings: () => {
      const { replace, draft: before } = draft.getState()
      const { chosen, choose } = page.presets.getState()
      const { prompt } = before.request
      replace({ ...EMPTY_DRAFT, request: prompt === undefined ? {} : { prompt } })
      choose(null)
      const undo = () => {
        replace(before)
        choose(chosen)
      }
      toast({ kind: 'settings_reset', undo })
    },
    deletePictures: (ids) => {
      // No storage can bring these back; their files stay with the page as long as it is open.
      const unsaved = gallery.getState().pictures.filter(({ id, saved }) => !saved && ids.includes(id))
      gallery.getState().remove(ids)
      void engine.studio.deletePictures(ids)
      const undo = () => {
        gallery.getState().putBack(unsaved)
        void engine.studio.restorePictures(ids).then(() => gallery.getState().refresh())
      }
      toast({ kind: 'deleted', count: ids.length, undo })
    },
    listPictures: (day) =>
      listPictures(
        engine.studio,
        day,
        gallery.getState().pictures.filter(({ saved }) => !saved),
      ),
    keepStorage: async () => {
      const isKept = await page.askToKeep()
      toast({ kind: isKept ? 'kept_safe' : 'not_kept_safe' })
      environment.getState().hear({ type: 'storage', report: await engine.studio.storage() })
    },
  }
}
