import { parseSeed } from '../../contract/seed.ts'

/** As much as the seed's box takes: a few dozen seeds. */
export const MAX_SEED_TEXT = 1000

/** The seeds of a text in which commas separate them; null when one of them is no seed, or there is none. */
export function parseSeeds(text: string): readonly string[] | null {
  const parts = text.split(',').map((part) => part.trim())
  // A comma at the end is a list that is still being typed.
  const wanted = parts.length > 1 && parts.at(-1) === '' ? parts.slice(0, -1) : parts
  const seeds = wanted.map(parseSeed)
  return seeds.every((seed) => seed !== null) ? seeds : null
}
