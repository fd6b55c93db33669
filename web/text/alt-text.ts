import type { Say } from './say.ts'

const LONGEST_ALT = 250

/** What a picture is called: its prompt, up to 250 characters. */
export function altText(prompt: string, say: Say): string {
  const text = prompt.trim().replace(/\s+/g, ' ')
  if (text === '') return say('picture.withoutPrompt')
  return text.length <= LONGEST_ALT ? text : `${text.slice(0, LONGEST_ALT - 1)}…`
}
