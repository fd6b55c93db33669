import { temporal, type TemporalState } from 'zundo'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { GenerationRequest } from '../../contract/request.ts'
import { EMPTY_DRAFT, parseDraft, type Draft } from './draft.ts'
import { createStepGrouping, MOST_STEPS_BACK } from './draft-history.ts'
import type { StoredValue } from './stored-value.ts'

/** The draft and what can be done with it. */
export interface DraftState {
  readonly draft: Draft
  /** Changes fields of the request. */
  readonly edit: (fields: Partial<GenerationRequest>) => void
  readonly editSeed: (seed: Partial<Pick<Draft, 'isSeedRandom' | 'seedText'>>) => void
  /** Puts fields back to untouched. */
  readonly forget: (names: readonly (keyof GenerationRequest)[]) => void
  /**
   * Puts another draft in place. One that is a step away is gone to by undo or redo, so that the Undo of a toast and
   * that of the page are the same.
   *
   * @returns the one before, for undo
   */
  readonly replace: (draft: Draft) => Draft
  readonly undo: () => void
  readonly redo: () => void
}

/** What of the draft's state can be undone. */
type Undoable = Pick<DraftState, 'draft'>

/** The draft's store, with the steps back and forth beside it. */
export type DraftStore = StoreApi<DraftState> & {
  readonly temporal: StoreApi<TemporalState<Undoable>>
  /** Writes at once what was changed a moment ago. */
  readonly flush: () => void
}

const WRITE_DELAY_MS = 300

/**
 * Makes the draft store: reads what was kept, and writes 300 ms after the last change.
 *
 * @param now milliseconds, to tell typing on from starting anew
 */
export function createDraftStore(kept: StoredValue, now: () => number = () => performance.now()): DraftStore {
  const steps = createStepGrouping(now)
  const store = createStore<DraftState>()(
    temporal<DraftState, [], [], Undoable>(
      (set, get) => ({
        draft: parseDraft(kept.read()) ?? EMPTY_DRAFT,
        edit: (fields) =>
          set(({ draft }) => ({ draft: { ...draft, request: { ...draft.request, ...fields } } })),
        forget: (names) =>
          set(({ draft }) => ({ draft: { ...draft, request: without(draft.request, names) } })),
        editSeed: (seed) => set(({ draft }) => ({ draft: { ...draft, ...seed } })),
        replace: (draft) => {
          const { draft: before, undo, redo } = get()
          const { pastStates, futureStates } = store.temporal.getState()
          if (draft === pastStates.at(-1)?.draft) undo()
          else if (draft === futureStates.at(-1)?.draft) redo()
          else {
            steps.end()
            set({ draft })
            steps.end()
          }
          return before
        },
        undo: () => {
          steps.end()
          store.temporal.getState().undo()
        },
        redo: () => {
          steps.end()
          store.temporal.getState().redo()
        },
      }),
      {
        limit: MOST_STEPS_BACK,
        partialize: ({ draft }) => ({ draft }),
        equality: (before, after) => steps.goesOn(before.draft, after.draft),
      },
    ),
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    kept.write(store.getState().draft)
  }
  store.subscribe(() => {
    clearTimeout(timer)
    timer = setTimeout(flush, WRITE_DELAY_MS)
  })
  return Object.assign(store, { flush })
}

function without(request: Draft['request'], names: readonly (keyof GenerationRequest)[]): Draft['request'] {
  // What is left of a request's fields are a request's fields.
  return Object.fromEntries(
    Object.entries(request).filter(([name]) => !names.includes(name as keyof GenerationRequest)),
  )
}
