import { EXPANSION_STYLE } from '../../contract/catalog/find-style.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import type { ImagePlan } from './plan.ts'
import { cleanLine } from '../../contract/prompt-lines.ts'
import type { ImagePrompts } from './resolve-prompts.ts'

/**
 * What of an image is to be expanded. Nothing without the style that asks for it, without an expander, or when the
 * image has no main prompt.
 *
 * @param image its words, and its seed as decimal text
 */
export function planExpansion(
  request: Pick<GenerationRequest, 'style_selections'>,
  expander: ModelSpec['expander'],
  image: { readonly texts: ImagePrompts; readonly seed: string },
): ImagePlan['expansion'] {
  if (!expander || !request.style_selections.includes(EXPANSION_STYLE)) return null
  const { texts, seed } = image
  const main = cleanLine(texts.prompt.split('\n')[0] ?? '')
  if (main === '') return null
  return {
    text: expander.expands === 'prompt' ? main : cleanLine(texts.positive[0]!),
    seed: Number(BigInt.asUintN(32, BigInt(seed))),
  }
}
