/** A style as the search sees it. */
interface Named {
  readonly name: string
}

/** The styles whose name has every word of the query in it, without regard to case and accents. */
export function searchStyles<Style extends Named>(styles: readonly Style[], query: string): readonly Style[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  return styles.filter(({ name }) => words.every((word) => plain(name).includes(word)))
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
