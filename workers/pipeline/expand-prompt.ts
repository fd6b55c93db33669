import type { PromptExpander } from '../expansion/ports.ts'
import type { BetweenCalls } from '../models/ports.ts'
import type { ImagePlan } from '../planning/plan.ts'

/**
 * A plan with its expansion: the last of the positive texts, which adds tokens and no pooled vector.
 *
 * @param between awaited before every network call; may throw to stop
 * @returns a new plan; the same one when nothing is to be expanded or nothing came of it
 * @throws what the expander throws
 */
export async function expandPrompt(
  plan: ImagePlan,
  expander: PromptExpander,
  between: BetweenCalls,
): Promise<ImagePlan> {
  if (!plan.expansion) return plan
  const { text, seed } = plan.expansion
  const promptExpansion = await expander.expand(text, seed, between)
  if (promptExpansion === '') return plan
  return { ...plan, promptExpansion, positiveTexts: [...plan.positiveTexts, promptExpansion] }
}
