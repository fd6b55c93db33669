/**
 * Whether a text in the prompt's box may be settings: JSON as the log's button copies it, or A1111's parameters. A
 * quick look only; whoever reads the text decides.
 */
export function mayBeSettings(text: string): boolean {
  return /^\s*\{\s*"/u.test(text) || /(?:^|\n)Steps: \d+, /u.test(text)
}
