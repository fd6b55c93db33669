import { EXPANSION_STYLE, findStyle } from '../../contract/catalog/find-style.ts'
import { AppError } from '../../contract/errors.ts'
import { promptLines } from './prompt-lines.ts'

/** The texts of one image after styles, in the order they are encoded. */
export interface StyledTexts {
  readonly positive: readonly string[]
  readonly negative: readonly string[]
  /** The styles that were applied. */
  readonly styles: readonly string[]
}

/**
 * Wraps the prompts in the selected styles. Each style adds its own texts; when none of them has a place for
 * the prompt, the prompt comes first by itself.
 *
 * @param styles names in the order they were chosen
 * @throws AppError `invalid_request` for an unknown style, with the nearest known name in `detail.nearest`
 */
export function applyStyles(prompt: string, negativePrompt: string, styles: readonly string[]): StyledTexts {
  const wanted = promptLines(prompt)
  const unwanted = promptLines(negativePrompt)
  const chosen = styles.filter((name) => name !== EXPANSION_STYLE).map(styleOrThrow)
  const fromStyles = chosen.flatMap((style) =>
    textLines(style.positive.replaceAll('{prompt}', () => wanted.main)),
  )
  const placed = chosen.some((style) => style.positive.includes('{prompt}'))
  const positive = [...(placed ? [] : [wanted.main]), ...fromStyles, ...wanted.extra].filter(
    (text) => text !== '',
  )
  const negative = [
    ...chosen.flatMap((style) => textLines(style.negative)),
    unwanted.main,
    ...unwanted.extra,
  ].filter((text) => text !== '')
  return {
    positive: positive.length > 0 ? positive : [wanted.main],
    negative: negative.length > 0 ? negative : [unwanted.main],
    styles: chosen.map((style) => style.name),
  }
}

function styleOrThrow(name: string) {
  const found = findStyle(name)
  if (found.kind === 'known') return found.style
  throw new AppError('invalid_request', `unknown style "${name}"; nearest: "${found.nearest}"`, {
    field: 'style_selections',
    value: name,
    nearest: found.nearest,
  })
}

function textLines(text: string): string[] {
  return text.split('\n').map((line) => line.trim())
}
