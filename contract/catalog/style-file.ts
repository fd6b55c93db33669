import { z } from '../zod.ts'
import { EXPANSION_STYLE, RANDOM_STYLE } from './find-style.ts'
import type { StyleTexts } from './style-table.ts'
import { STYLES } from './styles.ts'

/** Longer names are cut. */
export const MAX_STYLE_NAME = 80

/** A style of the person's own. */
export interface UserStyle extends StyleTexts {
  /** Other words to find it by. */
  readonly keywords: string
}

const Text = z.string().max(4000).nullish()

/** As in Fooocus' style files; `keywords` is ours, and other keys are left alone. */
const Entry = z.object({ name: z.string(), prompt: Text, negative_prompt: Text, keywords: Text })

/**
 * Reads a file of styles in Fooocus' form: a list of names with texts.
 *
 * @returns what can be used of it, each name once; null when it is no such file
 */
export function readStyleFile(text: string): readonly UserStyle[] | null {
  const list = z.array(z.unknown()).safeParse(parsed(text))
  if (!list.success) return null
  const found = new Map<string, UserStyle>()
  for (const item of list.data) {
    const entry = Entry.safeParse(item)
    if (!entry.success) continue
    const { name: given, prompt, negative_prompt: unwanted, keywords } = entry.data
    const name = userStyleName(given)
    if (name === '') continue
    found.set(name, { name, positive: prompt ?? '', negative: unwanted ?? '', keywords: keywords ?? '' })
  }
  return [...found.values()]
}

/** Writes styles in the form that Fooocus reads. */
export function writeStyleFile(styles: readonly UserStyle[]): string {
  const entries = styles.map(({ name, positive, negative, keywords }) => ({
    name,
    prompt: positive,
    negative_prompt: negative,
    ...(keywords !== '' && { keywords }),
  }))
  return JSON.stringify(entries, null, 2)
}

/** A name as it is kept: one line, not too long, and none that this build has itself; then it is empty. */
export function userStyleName(text: string): string {
  const name = text.replace(/\s+/gu, ' ').trim().slice(0, MAX_STYLE_NAME).trim()
  const isTaken = [EXPANSION_STYLE, RANDOM_STYLE, ...STYLES.map((style) => style.name)].includes(name)
  return isTaken ? '' : name
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON, so no style file either.
    return null
  }
}
