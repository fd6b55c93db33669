/** Lists of lines by name. A line may hold placeholders itself; an empty list counts as missing. */
export type WildcardLists = ReadonlyMap<string, readonly string[]>

/** Letters and digits of any script, as in Python's `\w`. */
const PLACEHOLDER = /__([\p{L}\p{N}_-]+)__/gu

/** How often placeholders that came out of a list are filled in turn. */
const MAX_ROUNDS = 64

/** Where a line stops growing, in characters: five times what a prompt may have. */
const MAX_LENGTH = 100_000

/** A placeholder's name and what stands in its place: a drawn line, or null when the name has no list. */
interface Filling {
  readonly name: string
  readonly line: string | null
}

/**
 * Fills the `__name__` placeholders of a line. A name without a list becomes the bare name. What is still
 * open after 64 rounds stays, and so does what would make the line longer than 100,000 characters: a list that
 * names itself ends.
 *
 * @param pick chooses one of at least one line; called once per placeholder, from left to right in each round
 */
export function fillWildcards(
  line: string,
  lists: WildcardLists,
  pick: (lines: readonly string[]) => string,
): string {
  let text = line
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const fillings = Array.from(text.matchAll(PLACEHOLDER), (match): Filling => {
      const lines = lists.get(match[1]!)
      return { name: match[1]!, line: lines?.length ? pick(lines) : null }
    })
    if (fillings.length === 0) return text
    const growth = fillings.reduce((sum, { name, line }) => sum + (line ?? name).length - name.length - 4, 0)
    if (text.length + growth > MAX_LENGTH) return text
    text = fillings.every(isPlain) ? fillInPlace(text, fillings) : fillFirst(text, fillings)
  }
  return text
}

/** True when filling this placeholder neither touches another one nor makes one. */
function isPlain({ name, line }: Filling): boolean {
  return !/__|^_|_$/u.test(name) && line?.includes('_') !== true
}

/** Fills each placeholder where it stands, in one pass over the text. */
function fillInPlace(text: string, fillings: readonly Filling[]): string {
  let index = 0
  return text.replace(PLACEHOLDER, (_, name: string) => fillings[index++]?.line ?? name)
}

/**
 * Fills each placeholder at the first place that reads like it, as Fooocus does: a line that was put in before
 * may have brought that place. A name without a list is filled everywhere.
 */
function fillFirst(start: string, fillings: readonly Filling[]): string {
  return fillings.reduce(
    (text, { name, line }) =>
      line === null ? text.replaceAll(`__${name}__`, () => name) : text.replace(`__${name}__`, () => line),
    start,
  )
}
