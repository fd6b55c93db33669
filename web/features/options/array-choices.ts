/**
 * How many pictures it takes until every choice of the `[[a, b]]` in a prompt's first line was drawn; null without any.
 * With several, each goes with each.
 */
export function arrayChoices(prompt: string): number | null {
  const [line = ''] = prompt.trimStart().split('\n')
  let rest = line
  let choices: number | null = null
  for (;;) {
    const start = rest.indexOf('[[')
    const end = start === -1 ? -1 : rest.indexOf(']]', start + 2)
    if (end === -1) return choices
    choices = (choices ?? 1) * rest.slice(start + 2, end).split(',').length
    rest = rest.slice(end + 2)
  }
}
