import { DIVA_FACTS } from './facts/diva.ts'
import { FOOOCUS_SAI_MRE_FACTS } from './facts/fooocus-sai-mre.ts'
import { MARC_K3NT3L_FACTS } from './facts/marc-k3nt3l.ts'
import { TWRI_FACTS } from './facts/twri.ts'
import { isStyleCategory, type StyleCategory } from './style-categories.ts'

/** What the picker knows of a style besides its texts. */
export interface StyleFacts {
  /** The first is the one that is shown. */
  readonly categories: readonly StyleCategory[]
  /** Other words to find it by. */
  readonly keywords: string
}

/** The facts of the styles that come with this build, by name. */
export const STYLE_FACTS: ReadonlyMap<string, StyleFacts> = new Map(
  [FOOOCUS_SAI_MRE_FACTS, TWRI_FACTS, DIVA_FACTS, MARC_K3NT3L_FACTS].flatMap(readFacts),
)

function readFacts(table: string): readonly (readonly [string, StyleFacts])[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', categories = '', keywords = ''] = line.split('|').map((cell) => cell.trim())
      return [name, { categories: categories.split(',').filter(isStyleCategory), keywords }] as const
    })
}
