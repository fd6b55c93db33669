/** Line ends of every kind that Python's `splitlines` knows. */
// eslint-disable-next-line no-control-regex -- the control characters are the point
const LINE_ENDS = /\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/u

/**
 * A prompt field as its main line and the lines after it. Each line is cleaned: double spaces collapse,
 * commas, periods and spaces go from both ends, NUL goes everywhere; empty lines are dropped.
 *
 * @returns at least one line; a field with nothing in it gives one empty line
 */
export function promptLines(field: string): { readonly main: string; readonly extra: readonly string[] } {
  const lines = field
    .split(LINE_ENDS)
    .map(cleanLine)
    .filter((line) => line !== '')
  return { main: lines[0] ?? '', extra: lines.slice(1) }
}

function cleanLine(line: string): string {
  let text = line.replaceAll('\0', '')
  // Sixteen passes, as in Fooocus: enough for any run of up to 65,536 spaces.
  for (let pass = 0; pass < 16 && text.includes('  '); pass++) text = text.replaceAll('  ', ' ')
  return text.replace(/^[,. \r\n]+|[,. \r\n]+$/gu, '')
}
