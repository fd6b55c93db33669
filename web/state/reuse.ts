import type { GenerationRequest } from '../../contract/request.ts'
import { RANDOM_SEED } from '../../contract/seed.ts'
import type { Draft } from './draft.ts'
import { draftOf } from './effective-request.ts'

/** What of a picture's settings can be taken over. */
export const REUSE_PARTS = ['everything', 'withoutSeed', 'prompt', 'seed', 'styles'] as const

/** One of {@link REUSE_PARTS}. */
export type ReusePart = (typeof REUSE_PARTS)[number]

/** The draft after taking over a part of the request that makes a picture; all else stays as it was. */
export function reusedDraft(before: Draft, request: GenerationRequest, part: ReusePart): Draft {
  const whole = draftOf(request)
  const { isSeedRandom, seedText } = before
  switch (part) {
    case 'everything':
      return whole
    case 'withoutSeed':
      return { ...whole, isSeedRandom, seedText }
    case 'prompt':
      return { ...before, request: { ...before.request, prompt: request.prompt } }
    case 'seed':
      return { ...before, isSeedRandom: request.image_seed === RANDOM_SEED, seedText: request.image_seed }
    case 'styles':
      return { ...before, request: { ...before.request, style_selections: request.style_selections } }
    default:
      return part satisfies never
  }
}
