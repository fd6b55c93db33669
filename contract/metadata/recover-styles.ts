import { EXPANSION_STYLE } from '../catalog/find-style.ts'
import type { Style } from '../catalog/style-table.ts'
import { STYLES } from '../catalog/styles.ts'
import type { ReadParameters } from './parameters.ts'

const BETWEEN = ', '

/** What is left of both texts while styles are taken off. */
interface Rest {
  readonly positive: string
  readonly negative: string
  readonly styles: readonly string[]
}

/**
 * The styles of a picture whose scheme has no place for them: templates are matched against the front of the texts
 * that were encoded, and peeled off, for as long as one fits. What is left over besides the prompt was added by
 * prompt expansion, or by a style whose text is not ours.
 *
 * @returns null when the picture does not tell both its prompt and the encoded texts
 */
export function recoverStyles(told: ReadParameters): readonly string[] | null {
  const { prompt, fullPrompt, negativePrompt = '', fullNegativePrompt = [] } = told
  if (prompt === undefined || fullPrompt === undefined) return null
  const positive = fullPrompt.join(BETWEEN)
  const [main = '', ...extra] = linesOf(prompt)
  const negative = fullNegativePrompt.join(BETWEEN)
  // Read as they stand, as in all pictures of other programs.
  if (positive === prompt && negative === negativePrompt) return []
  // Without a place for the prompt in any style, the prompt stands in front by itself.
  const bare = peel(positive, main)
  const starts = [positive, ...(bare === null ? [] : [bare])]
  const ends = starts.map((front) => {
    const rest = peelStyles({ positive: front, negative, styles: [] }, main)
    const tail = front === positive && rest.styles.length === 0 ? [main, ...extra] : extra
    const left = tail.reduce((text, line) => peel(text, line) ?? text, rest.positive)
    const negativeLeft = linesOf(negativePrompt).reduce(
      (text, line) => peel(text, line) ?? text,
      rest.negative,
    )
    return { styles: rest.styles, left: left.length + negativeLeft.length, hasExpansion: left !== '' }
  })
  const best = ends.reduce((one, other) => (other.left < one.left ? other : one))
  return best.hasExpansion ? [EXPANSION_STYLE, ...best.styles] : best.styles
}

/** Takes off the style that explains most of both fronts, again and again. */
function peelStyles(rest: Rest, main: string): Rest {
  const found = STYLES.filter(({ name }) => !rest.styles.includes(name)).flatMap((style) => {
    const after = peelStyle(rest, style, main)
    return after ? [after] : []
  })
  if (found.length === 0) return rest
  const length = ({ positive, negative }: Rest) => positive.length + negative.length
  return peelStyles(
    found.reduce((best, one) => (length(one) < length(best) ? one : best)),
    main,
  )
}

function peelStyle(rest: Rest, style: Style, main: string): Rest | null {
  const text = linesOf(style.positive.replaceAll('{prompt}', () => main)).join(BETWEEN)
  const unwanted = linesOf(style.negative).join(BETWEEN)
  const positive = peel(rest.positive, text)
  const negative = peel(rest.negative, unwanted)
  if (positive === null || negative === null || (text === '' && unwanted === '')) return null
  return { positive, negative, styles: [...rest.styles, style.name] }
}

/** What follows a piece at the front of a text; null when it is not there. */
function peel(text: string, piece: string): string | null {
  if (piece === '') return text
  if (text === piece) return ''
  return text.startsWith(piece + BETWEEN) ? text.slice(piece.length + BETWEEN.length) : null
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')
