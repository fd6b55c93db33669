import { sortOutStyles } from '../../contract/catalog/find-style.ts'
import { findLora, lorasFor, NO_LORA } from '../../contract/lora.ts'
import type { ModelStatus } from '../../contract/studio.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { RANDOM_SEED } from '../../contract/seed.ts'
import type { UserFile } from '../../contract/user-files.ts'
import type { Draft } from './draft.ts'
import { draftOf } from './effective-request.ts'
import { modelNamed, modelsHere } from './environment.ts'

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

/** What {@link missingHere} judges by. */
export interface ReuseGround {
  readonly models: readonly ModelStatus[]
  readonly userFiles: readonly UserFile[]
}

/** The models, LoRAs and styles that a part of a request names and that are not here, by their names. */
export function missingHere(
  request: GenerationRequest,
  part: ReusePart,
  { models, userFiles }: ReuseGround,
): readonly string[] {
  const styles = part === 'prompt' || part === 'seed' ? [] : sortOutStyles(request.style_selections).unknown
  if (part !== 'everything' && part !== 'withoutSeed') return styles
  const here = modelsHere(models).map(({ id }) => id)
  const named = [request.base_model_name, request.refiner_model_name].filter((name) => name !== 'None')
  const model = modelNamed(models, request.base_model_name)
  const files = model ? lorasFor(model, userFiles) : []
  const loras = request.loras
    .map(({ model_name }) => model_name)
    .filter((name) => name !== NO_LORA && !findLora(name, files))
  return [...named.filter((name) => !here.includes(name)), ...loras, ...styles]
}
