import type { StoreApi } from 'zustand/vanilla'
import type { Draft } from './draft.ts'
import { changedFields, type DraftField } from './draft-history.ts'
import type { DraftStore } from './draft-store.ts'
import type { ChosenPreset, PresetsState } from './presets.ts'

/** What a step back or forth of the draft changes. */
export interface HistoryStep {
  readonly fields: readonly DraftField[]
  /** The preset of the settings is another one there. */
  readonly isPreset: boolean
}

/** Going back and forth through the draft's changes. */
export interface History {
  /** @returns what it changed; null when there is nothing to undo */
  readonly undo: () => HistoryStep | null
  /** @returns what it changed; null when nothing was undone */
  readonly redo: () => HistoryStep | null
  /** What going to a draft of the history would change. */
  readonly stepTo: (draft: Draft) => HistoryStep
}

/** Makes the draft's history. The preset that was chosen belongs to the drafts that were made with it. */
export function createHistory(draft: DraftStore, presets: StoreApi<PresetsState>): History {
  const chosenWith = new WeakMap<Draft, ChosenPreset | null>()
  draft.subscribe((_, before) => chosenWith.set(before.draft, presets.getState().chosen))

  const stepTo = (other: Draft): HistoryStep => ({
    fields: changedFields(draft.getState().draft, other),
    isPreset: chosenWith.has(other) && chosenWith.get(other) !== presets.getState().chosen,
  })
  const go = (target: Draft | undefined, move: () => void) => {
    if (!target) return null
    const step = stepTo(target)
    move()
    if (step.isPreset) chooseAgain(chosenWith.get(target) ?? null)
    return step
  }
  /** A preset of one's own may be gone by now. */
  const chooseAgain = (chosen: ChosenPreset | null) => {
    const { mine, choose } = presets.getState()
    const isThere = chosen?.owner !== 'user' || mine.some(({ name }) => name === chosen.name)
    choose(isThere ? chosen : null)
  }
  return {
    undo: () => go(draft.temporal.getState().pastStates.at(-1)?.draft, draft.getState().undo),
    redo: () => go(draft.temporal.getState().futureStates.at(-1)?.draft, draft.getState().redo),
    stepTo,
  }
}
