/** Whose styles they are: the built-in model's, or one of Fooocus' six files. */
export const STYLE_COLLECTIONS = ['sticker', 'fooocus', 'sai', 'mre', 'twri', 'diva', 'marc_k3nt3l'] as const

/** One of the collections that come with this build. */
export type StyleCollection = (typeof STYLE_COLLECTIONS)[number]

/** The texts that a style puts around a prompt. `{prompt}` marks the prompt's place; lines are separate texts. */
export interface StyleTexts {
  /** Fooocus' name where there is one; stored in requests and files. */
  readonly name: string
  readonly positive: string
  readonly negative: string
}

/** A style that comes with this build. */
export interface Style extends StyleTexts {
  readonly collection: StyleCollection
}

/** Reads a table of styles: a line each, its name, positive and negative text between bars. */
export function styleTable(collection: StyleCollection, table: string): readonly Style[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', positive = '', negative = ''] = line.split('|').map((cell) => cell.trim())
      return { name, positive, negative, collection }
    })
}
