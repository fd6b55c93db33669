/**
 * Puts one element in the place of each `[[a, b]]`; an array ends at the first `]]`. Images count through all
 * combinations, the first array fastest, and start over after the last. Elements keep the blanks around them,
 * as in Fooocus.
 *
 * @param index which image of the task, from 0
 */
export function chooseFromArrays(line: string, index: number): string {
  let rest = index
  let text = ''
  let from = 0
  // Only the image's own digits are computed: the number of combinations may be beyond any number.
  for (let array = nextArray(line, 0); array; array = nextArray(line, from)) {
    const elements = line.slice(array.start + 2, array.end - 2).split(',')
    text += line.slice(from, array.start) + elements[rest % elements.length]!
    rest = Math.floor(rest / elements.length)
    from = array.end
  }
  return text + line.slice(from)
}

/** True when images of one task may differ by an array. */
export function hasArrays(line: string): boolean {
  return nextArray(line, 0) !== null
}

/**
 * How many images it takes to have every combination of a line's arrays once; 1 where it has none.
 *
 * @param most counting ends here
 */
export function countCombinations(line: string, most: number): number {
  let count = 1
  for (let array = nextArray(line, 0); array && count < most; array = nextArray(line, array.end)) {
    count *= line.slice(array.start + 2, array.end - 2).split(',').length
  }
  return Math.min(count, most)
}

/** Where the next array stands. Searched by hand: a pattern would try every `[[` of a line without `]]`. */
function nextArray(line: string, from: number): { readonly start: number; readonly end: number } | null {
  const start = line.indexOf('[[', from)
  if (start === -1) return null
  const close = line.indexOf(']]', start + 2)
  return close === -1 ? null : { start, end: close + 2 }
}
