import { nearestName } from './nearest-name.ts'
import type { Style } from './style-table.ts'
import { STYLES } from './styles.ts'

/** Fooocus' name for prompt expansion; it stands among the styles but is no template. */
export const EXPANSION_STYLE = 'Fooocus V2'

/** Fooocus' name for "draw one of the styles"; the planner puts the drawn one in its place. */
export const RANDOM_STYLE = 'Random Style'

/** Looks a style up by its exact name; an unknown name comes back with the nearest one. */
export function findStyle(
  name: string,
):
  { readonly kind: 'known'; readonly style: Style } | { readonly kind: 'unknown'; readonly nearest: string } {
  const style = STYLES.find((one) => one.name === name)
  if (style) return { kind: 'known', style }
  return {
    kind: 'unknown',
    nearest: nearestName(name, [EXPANSION_STYLE, RANDOM_STYLE, ...STYLES.map((one) => one.name)]),
  }
}

/**
 * Splits style names into those that a request may have and the others, each in their order.
 *
 * @param own names of the person's own styles
 */
export function sortOutStyles(
  names: readonly string[],
  own: readonly string[],
): {
  readonly known: readonly string[]
  readonly unknown: readonly string[]
} {
  const isKnown = (name: string) =>
    name === EXPANSION_STYLE ||
    name === RANDOM_STYLE ||
    own.includes(name) ||
    findStyle(name).kind === 'known'
  return { known: names.filter(isKnown), unknown: names.filter((name) => !isKnown(name)) }
}
