import type { GenerationRequest } from '../../contract/request.ts'
import type { Draft } from './draft.ts'

/** A part of the draft with a name of its own. The seed counts as one, random or not. */
export type DraftField = keyof GenerationRequest

/** Steps that can be taken back. */
export const MOST_STEPS_BACK = 100

/** Changes of one field that follow each other within this time are one step. */
export const GROUP_MS = 1000

/** The fields in which two drafts differ. */
export function changedFields(one: Draft, other: Draft): readonly DraftField[] {
  // Keys of a draft's request are request fields.
  const names = Object.keys({ ...one.request, ...other.request }) as DraftField[]
  const isSame = (name: DraftField) =>
    JSON.stringify(one.request[name]) === JSON.stringify(other.request[name])
  const hasOtherSeed = one.isSeedRandom !== other.isSeedRandom || one.seedText !== other.seedText
  return [...names.filter((name) => !isSame(name)), ...(hasOtherSeed ? (['image_seed'] as const) : [])]
}

/**
 * Decides which changes of the draft are steps of their own: not those that change nothing, nor those that go on with
 * the field that was changed less than a second ago, as typing and dragging do.
 *
 * @param now milliseconds
 */
export function createStepGrouping(now: () => number): {
  readonly goesOn: (before: Draft, after: Draft) => boolean
  /** After this, the next change is a step of its own. */
  readonly end: () => void
} {
  let last: { readonly field: DraftField; readonly at: number } | null = null
  return {
    goesOn: (before, after) => {
      const fields = changedFields(before, after)
      if (fields.length === 0) return true
      const [field] = fields
      const isAlone = fields.length === 1 && field !== undefined
      const goesOn = isAlone && last?.field === field && now() - last.at < GROUP_MS
      last = isAlone ? { field, at: now() } : null
      return goesOn
    },
    end: () => {
      last = null
    },
  }
}
