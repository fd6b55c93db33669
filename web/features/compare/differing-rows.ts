import type { InfoRow } from '../info/parameter-rows.ts'

/** One parameter in which pictures differ, with its text for each of them; empty where one has none. */
export interface DifferingRow {
  readonly id: string
  readonly name: string
  readonly texts: readonly string[]
}

/** The parameters in which pictures differ, in the order in which they are first named. */
export function differingRows(pictures: readonly (readonly InfoRow[])[]): readonly DifferingRow[] {
  const names = new Map(pictures.flat().map(({ id, name }) => [id, name]))
  return [...names]
    .map(([id, name]) => ({
      id,
      name,
      texts: pictures.map((rows) => rows.find((row) => row.id === id)?.text ?? ''),
    }))
    .filter(({ texts }) => texts.some((text) => text !== texts[0]))
}
