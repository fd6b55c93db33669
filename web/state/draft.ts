import { z } from '../../contract/zod.ts'
import { GenerationRequest } from '../../contract/request.ts'
import { MAX_SEED_TEXT } from './seed-list.ts'

/** The request being edited: only what the user touched. What is left alone follows the model's own defaults. */
export interface Draft {
  readonly request: Partial<GenerationRequest>
  readonly isSeedRandom: boolean
  /** As typed; may be no seed. */
  readonly seedText: string
}

/** A draft in which nothing was touched. */
export const EMPTY_DRAFT: Draft = { request: {}, isSeedRandom: true, seedText: '' }

const StoredDraft = z.strictObject({
  request: z.record(z.string(), z.unknown()),
  isSeedRandom: z.boolean(),
  seedText: z.string().max(MAX_SEED_TEXT),
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
