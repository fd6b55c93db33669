/** Text as it is compared: without accents and case. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * The items whose name has all the words that were typed, each at the start of a word or else anywhere; those that
 * begin with the first of them come first.
 */
export function findCommands<Item extends { readonly label: string; readonly place: string }>(
  items: readonly Item[],
  typed: string,
): readonly Item[] {
  const words = plain(typed).split(/\s+/u).filter(Boolean)
  const [first = ''] = words
  const found = items.filter(({ label, place }) => {
    const text = plain(`${label} ${place}`)
    return words.every((word) => text.includes(word))
  })
  const rank = ({ label }: Item) => {
    const name = plain(label)
    return name.startsWith(first) ? 0 : name.split(/\s/u).some((part) => part.startsWith(first)) ? 1 : 2
  }
  return found.toSorted((a, b) => rank(a) - rank(b))
}
