import type { ReadParameters } from '../../../contract/metadata/parameters.ts'
import { hasA1111Line, parseA1111Text } from '../../../contract/metadata/scheme-a1111.ts'
import { parseFooocusJson } from '../../../contract/metadata/scheme-fooocus.ts'

/** A JSON object with fewer keys of ours is taken for somebody else's. */
const MIN_TELLING_KEYS = 3

/** The settings that a pasted text tells: Fooocus' JSON or A1111's parameters; null when it is a prompt. */
export function settingsInText(text: string): ReadParameters | null {
  const told = parseFooocusJson(text)
  if (told) return Object.keys(told).length >= MIN_TELLING_KEYS ? told : null
  return hasA1111Line(text) ? parseA1111Text(text) : null
}
