/** A list of `length` lines in which only the named ones matter: the draw is known by its place in the list. */
export function linesWith(length: number, named: Readonly<Record<number, string>>): string[] {
  return Array.from({ length }, (_, index) => named[index] ?? `line ${index}`)
}
