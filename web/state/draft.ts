import { createStore, type StoreApi } from 'zustand/vanilla'
import { z } from '../../contract/zod.ts'
import { GenerationRequest } from '../../contract/request.ts'
import type { StoredValue } from './stored-value.ts'

/** The request being edited: only what the user touched. What is left alone follows the model's own defaults. */
export interface Draft {
  readonly request: Partial<GenerationRequest>
  readonly isSeedRandom: boolean
  /** As typed; may be no seed. */
  readonly seedText: string
}

/** The draft and what can be done with it. */
export interface DraftState {
  readonly draft: Draft
  /** Changes fields of the request. */
  readonly edit: (fields: Partial<GenerationRequest>) => void
  readonly editSeed: (seed: Partial<Pick<Draft, 'isSeedRandom' | 'seedText'>>) => void
  /** Puts fields back to untouched. */
  readonly forget: (names: readonly (keyof GenerationRequest)[]) => void
  /** Puts another draft in place. @returns the one before, for undo */
  readonly replace: (draft: Draft) => Draft
}

/** A draft in which nothing was touched. */
export const EMPTY_DRAFT: Draft = { request: {}, isSeedRandom: true, seedText: '' }

const WRITE_DELAY_MS = 300

/** Makes the draft store: reads what was kept, and writes 300 ms after the last change. */
export function createDraftStore(kept: StoredValue): StoreApi<DraftState> {
  const store = createStore<DraftState>((set, get) => ({
    draft: parseDraft(kept.read()) ?? EMPTY_DRAFT,
    edit: (fields) => set(({ draft }) => ({ draft: { ...draft, request: { ...draft.request, ...fields } } })),
    forget: (names) => set(({ draft }) => ({ draft: { ...draft, request: without(draft.request, names) } })),
    editSeed: (seed) => set(({ draft }) => ({ draft: { ...draft, ...seed } })),
    replace: (draft) => {
      const before = get().draft
      set({ draft })
      return before
    },
  }))
  let timer: ReturnType<typeof setTimeout> | undefined
  store.subscribe(({ draft }) => {
    clearTimeout(timer)
    timer = setTimeout(() => kept.write(draft), WRITE_DELAY_MS)
  })
  return store
}

function without(request: Draft['request'], names: readonly (keyof GenerationRequest)[]): Draft['request'] {
  // What is left of a request's fields are a request's fields.
  return Object.fromEntries(
    Object.entries(request).filter(([name]) => !names.includes(name as keyof GenerationRequest)),
  )
}

const StoredDraft = z.strictObject({
  request: z.record(z.string(), z.unknown()),
  isSeedRandom: z.boolean(),
  seedText: z.string().max(40),
})

/** @returns null for anything that is no draft of this version; a bad field is dropped, the rest is kept */
export function parseDraft(stored: unknown): Draft | null {
  const draft = StoredDraft.safeParse(stored)
  if (!draft.success) return null
  return { ...draft.data, request: keepValidFields(draft.data.request) }
}

/** The fields that fit the request's schema; all others are left out. */
export function keepValidFields(fields: Readonly<Record<string, unknown>>): Partial<GenerationRequest> {
  const entries = Object.entries(fields).filter(([name, value]) => {
    const result = GenerationRequest.safeParse({ [name]: value })
    return value !== undefined && result.success
  })
  // Each entry has just been checked against its own field.
  return Object.fromEntries(entries)
}
