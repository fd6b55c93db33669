import { countCombinations, hasArrays } from '../../contract/arrays.ts'

/**
 * How many pictures it takes until every choice of the `[[a, b]]` in a prompt's first line was drawn; null without any.
 * With several, each goes with each.
 */
export function arrayChoices(prompt: string): number | null {
  const [line = ''] = prompt.trimStart().split('\n')
  return hasArrays(line) ? countCombinations(line, Number.MAX_SAFE_INTEGER) : null
}
