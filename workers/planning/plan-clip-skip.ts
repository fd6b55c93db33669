import type { ModelSpec } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'

/** Fooocus' default, which every model has a meaning of its own for. */
const DEFAULT = 2

/** Which of a model's text encoder outputs a request means, counted from the last one on. */
export function planClipSkip(
  { clip_skip: asked }: Pick<GenerationRequest, 'clip_skip'>,
  { text }: Pick<ModelSpec, 'text'>,
): number {
  return Math.min(Math.max(text.defaultClipSkip + (asked - DEFAULT), 1), text.contextOutputs.length)
}
