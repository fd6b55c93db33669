/** Line ends of every kind that Python's `splitlines` knows. */
// eslint-disable-next-line no-control-regex -- the control characters are the point
const LINE_ENDS = /\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/u

/** What a line loses at both ends. */
const LOOSE = ',. \r\n'

/** A prompt field as its main line and the lines after it. */
export interface PromptLines {
  readonly main: string
  readonly extra: readonly string[]
}

/**
 * Reads a prompt field. Each line is cleaned: double spaces collapse, commas, periods and spaces go from both
 * ends, NUL goes everywhere; empty lines are dropped.
 *
 * @returns at least one line; a field with nothing in it gives one empty line
 */
export function promptLines(field: string): PromptLines {
  const lines = splitLines(field)
    .map(cleanLine)
    .filter((line) => line !== '')
  return { main: lines[0] ?? '', extra: lines.slice(1) }
}

/** The lines of a text as they stand, blanks and empty lines included. */
export function splitLines(text: string): string[] {
  return text.split(LINE_ENDS)
}

/** Fooocus' cleaning of one line: see {@link promptLines}. */
export function cleanLine(line: string): string {
  let text = line.replaceAll('\0', '')
  // Sixteen passes, as in Fooocus: enough for any run of up to 65,536 spaces.
  for (let pass = 0; pass < 16 && text.includes('  '); pass++) text = text.replaceAll('  ', ' ')
  // Counted by hand: a pattern for the end of the line would try every loose character in it as a start.
  let start = 0
  let end = text.length
  while (start < end && LOOSE.includes(text[start]!)) start++
  while (end > start && LOOSE.includes(text[end - 1]!)) end--
  return text.slice(start, end)
}
