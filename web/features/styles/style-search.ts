/** A style as the search sees it. */
export interface Findable {
  readonly name: string
  /** Other words to find it by. */
  readonly keywords: string
}

/**
 * The styles that have every word of the query in their name or keywords, without regard to case and accents. When
 * there is none, those whose words are a slip of the finger away.
 */
export function searchStyles<Style extends Findable>(
  styles: readonly Style[],
  query: string,
): readonly Style[] {
  const words = plain(query).split(/\s+/u).filter(Boolean)
  const found = styles.filter((style) => {
    const text = textOf(style)
    return words.every((word) => text.includes(word))
  })
  if (found.length > 0) return found
  return styles.filter((style) => {
    const known = textOf(style).split(/[\s-]+/u)
    return words.every((word) => known.some((one) => one.startsWith(word) || isSlipOf(word, one)))
  })
}

const textOf = ({ name, keywords }: Findable) => plain(`${name} ${keywords}`)

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

/** Whether a word was probably meant: one letter off from five letters on, two from eight on. */
function isSlipOf(typed: string, word: string): boolean {
  const allowed = typed.length < 5 ? 0 : typed.length < 8 ? 1 : 2
  return Math.abs(typed.length - word.length) <= allowed && editsBetween(typed, word) <= allowed
}

/** Letters to add, drop, change or swap with the next to get from one word to the other. */
function editsBetween(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const ways = [last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change]
      row.push(Math.min(...ways, ...(isSwap ? [before[j - 2]! + 1] : [])))
    }
    before = last
    last = row
  }
  return last[b.length]!
}
