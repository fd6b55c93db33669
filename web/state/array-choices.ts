import { countCombinations, hasArrays } from '../../contract/arrays.ts'
import { promptLines } from '../../contract/prompt-lines.ts'

/**
 * How many pictures it takes until every choice of the `[[a, b]]` in a prompt's main line was drawn; null without any.
 * With several, each goes with each.
 */
export function arrayChoices(prompt: string): number | null {
  const { main } = promptLines(prompt)
  return hasArrays(main) ? countCombinations(main, Number.MAX_SAFE_INTEGER) : null
}
