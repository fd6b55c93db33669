import { describe, expect, it } from 'vitest'
import { loadHelp } from './help-catalogue.ts'
import { HELP_MESSAGES } from './help-messages.ts'

const entries = Object.entries(HELP_MESSAGES)

/** Ends of sentences: full stops, also those of Chinese, before a space or the end. */
const sentences = (text: string) => text.match(/[.?](?=\s|$)|[。？]/gu)?.length ?? 0

describe('the help', () => {
  it.each(entries)('says what %s does in at most three sentences', (_, text) => {
    expect(sentences(text)).toBeGreaterThan(0)
    expect(sentences(text)).toBeLessThanOrEqual(3)
    expect(text).not.toMatch(/!|\{/u)
  })

  it('is English where it is not translated', async () => {
    const german = await loadHelp('de')
    expect(Object.keys(german)).toEqual(Object.keys(HELP_MESSAGES))
    expect(german.guidance_scale).not.toBe(HELP_MESSAGES.guidance_scale)
    expect(await loadHelp('en-XA')).toEqual(HELP_MESSAGES)
    for (const text of Object.values(german)) expect(sentences(text)).toBeLessThanOrEqual(3)
  })
})
