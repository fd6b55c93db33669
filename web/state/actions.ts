import { toErrorData } from '../../contract/errors.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import type { PlanView } from '../../contract/plan-view.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import type { TaskId } from '../../contract/task.ts'
import type { EnginePort } from './connection-state.ts'
import type { Day } from './day.ts'
import { EMPTY_DRAFT, type Draft } from './draft.ts'
import { createClearActions, type ClearActions } from './clear-actions.ts'
import { createGenerateActions, type GenerateActions } from './generate-actions.ts'
import { listPictures } from './list-pictures.ts'
import { createLoraActions, type LoraActions } from './lora-actions.ts'
import type { PageStores } from './page-stores.ts'
import { createQueueActions, type QueueActions } from './queue-actions.ts'
import { createPresetActions, type PresetActions } from './preset-actions.ts'
import { createUserFileActions, type UserFileActions } from './user-file-actions.ts'
import { createWildcardActions, type WildcardActions } from './wildcard-actions.ts'
import { createRemakeActions, type RemakeActions } from './remake-actions.ts'
import { reusedDraft, type ReusePart } from './reuse.ts'
import { createSampleActions, type SampleActions } from './sample.ts'
import { createPromptActions, type PromptActions } from './prompt-actions.ts'
import { createStyleActions, type StyleActions } from './style-actions.ts'
import { createStorageActions, type StorageActions } from './storage-actions.ts'
import { createUserStyleActions, type UserStyleActions } from './user-styles.ts'
import { createQueueEntrance } from './submit.ts'
import { currentTask, runningTask } from './tasks.ts'

/** Everything the user can do, by name. None of these throws. */
export interface Actions
  extends
    SampleActions,
    ClearActions,
    StorageActions,
    PresetActions,
    LoraActions,
    PromptActions,
    StyleActions,
    UserFileActions,
    UserStyleActions,
    WildcardActions,
    GenerateActions,
    QueueActions,
    RemakeActions {
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
  /** Whether some window of this browser is making a picture. */
  readonly isEngineBusy: () => Promise<boolean>
  readonly restartEngine: () => void
  /** Submits a task's request again, in place of the one that ended. */
  readonly retry: (id: TaskId) => void
  /** Takes an ended task out of sight. */
  readonly dismissTask: (id: TaskId) => void
  /** Puts what a picture was made with into the draft, all of it or a part, and says what is not here. */
  readonly reuse: (picture: PictureRecord, part?: ReusePart) => void
  readonly applyDraft: (draft: Draft) => void
  readonly resetSettings: () => void
  readonly deletePictures: (ids: readonly PictureId[]) => void
  /** Shows deleted pictures again. */
  readonly restorePictures: (ids: readonly PictureId[]) => void
  /** Drops pictures for good. */
  readonly dropPictures: (ids: readonly PictureId[]) => void
  /** Marks pictures as favourites, or no longer. */
  readonly favourite: (ids: readonly PictureId[], isFavourite: boolean) => void
  /** The records of a day's pictures, or of all; rejects when the gallery cannot be read. */
  readonly listPictures: (day: Day | null) => Promise<readonly PictureRecord[]>
  /** Asks the browser not to clear this page's data. */
  readonly keepStorage: () => Promise<void>
}

/** Makes the page's actions over its stores and engine. */
export function createActions(page: PageStores, engine: EnginePort): Actions {
  const { draft, tasks, gallery, environment, toast } = page
  const sample = createSampleActions(page, engine)

  const queue = createQueueEntrance(page, engine)
  const queueActions = createQueueActions(page, engine, queue)

  const applyDraft = (next: Draft) => {
    const before = draft.getState().replace(next)
    toast({ kind: 'settings_applied', undo: () => void draft.getState().replace(before) })
  }

  return {
    ...sample,
    ...createClearActions(page, engine),
    ...createStorageActions(engine),
    ...createLoraActions(page, engine),
    ...createUserFileActions(page, engine),
    ...createUserStyleActions(page, engine),
    ...createPresetActions(page),
    ...createStyleActions(page, queue),
    ...createPromptActions(page, engine),
    ...createWildcardActions(page, engine),
    ...queueActions,
    ...createGenerateActions(page, queue, sample.dropSample),
    ...createRemakeActions(page, queue, sample.dropSample),
    viewPlan: async (request, exampleSeed) => {
      try {
        return await engine.studio.viewPlan(parseRequest(request), exampleSeed)
      } catch (error) {
        return { kind: 'refused', error: toErrorData(error) }
      }
    },
    stop: () => {
      tasks.getState().repeat(null)
      tasks.getState().hold(null)
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
    isEngineBusy: async () => (await engine.studio.openTasks()).some(({ phase }) => phase === 'running'),
    restartEngine: () => engine.retry(),
    retry: (id) => {
      const state = tasks.getState().byId[id]
      if (state) queueActions.runAgain(state)
    },
    dismissTask: (id) => tasks.getState().forget([id]),
    reuse: ({ request }, part = 'everything') => {
      const before = draft.getState().draft
      draft.getState().replace(reusedDraft(before, request, part))
      const undo = () => void draft.getState().replace(before)
      // It needs the whole catalogue of styles, which the page starts without.
      void import('./missing-here.ts').then(({ missingHere }) => {
        const missing = missingHere(request, part, environment.getState()).join(', ')
        toast({ kind: 'reused', part, missing, undo })
      })
    },
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
    restorePictures: (ids) => void engine.studio.restorePictures(ids),
    dropPictures: (ids) => void engine.studio.pictureLibrary.drop(ids),
    favourite: (ids, isFavourite) => {
      gallery.getState().favourite(ids, isFavourite)
      void engine.studio.favouritePictures(ids, isFavourite)
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
