import { EXPANSION_STYLE, findStyle, RANDOM_STYLE } from '../../contract/catalog/find-style.ts'
import type { StyleTexts } from '../../contract/catalog/style-table.ts'
import { TEMPLATES } from '../../contract/catalog/styles.ts'
import { AppError } from '../../contract/errors.ts'
import { splitLines, type PromptLines } from '../../contract/prompt-lines.ts'
import type { TextRandom } from './python-random.ts'

/** The texts of one image after styles, in the order they are encoded. */
export interface StyledTexts {
  readonly positive: readonly string[]
  readonly negative: readonly string[]
  /** The styles that were applied. */
  readonly styles: readonly string[]
}

/** Puts a drawn style in the place of each {@link RANDOM_STYLE}; other names stay, known or not. */
export function drawStyles(names: readonly string[], random: TextRandom): string[] {
  return names.map((name) => (name === RANDOM_STYLE ? TEMPLATES[random.below(TEMPLATES.length)]!.name : name))
}

/**
 * Wraps the prompts in the selected styles. Each style adds its own texts; when none of them has a place for
 * the prompt, the prompt comes first by itself. Unwanted texts of styles come before the negative prompt.
 *
 * @param styles names in the order they were chosen, drawn ones in place
 * @param mine styles of the person's own, besides those of this build
 * @throws AppError `invalid_request` for an unknown style, with the nearest known name in `detail.nearest`
 */
export function applyStyles(
  wanted: PromptLines,
  unwanted: PromptLines,
  styles: readonly string[],
  mine: readonly StyleTexts[] = [],
): StyledTexts {
  const chosen = styles.filter((name) => name !== EXPANSION_STYLE).map((name) => styleOrThrow(name, mine))
  const fromStyles = chosen.flatMap((style) =>
    splitLines(style.positive.replaceAll('{prompt}', () => wanted.main)),
  )
  const placed = chosen.some((style) => style.positive.includes('{prompt}'))
  return {
    positive: textsOr(wanted.main, [...(placed ? [] : [wanted.main]), ...fromStyles, ...wanted.extra]),
    negative: textsOr(unwanted.main, [
      ...chosen.flatMap((style) => splitLines(style.negative)),
      unwanted.main,
      ...unwanted.extra,
    ]),
    styles: chosen.map((style) => style.name),
  }
}

function textsOr(fallback: string, texts: readonly string[]): readonly string[] {
  const present = texts.filter((text) => text !== '')
  return present.length > 0 ? present : [fallback]
}

function styleOrThrow(name: string, mine: readonly StyleTexts[]): StyleTexts {
  const own = mine.find((style) => style.name === name)
  if (own) return own
  const found = findStyle(name)
  if (found.kind === 'known') return found.style
  throw new AppError('invalid_request', `unknown style "${name}"; nearest: "${found.nearest}"`, {
    field: 'style_selections',
    value: name,
    nearest: found.nearest,
  })
}
