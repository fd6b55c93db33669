/** A stretch of prompt text and how much it counts. */
export interface WeightedText {
  readonly text: string
  /** 1 is as written; any finite number, also 0 and below. */
  readonly weight: number
}

/** Each pair of parentheses without a number makes its content count this many times more. */
const EMPHASIS = 1.1

/** A part of the prompt still to be read: plain text, or something that may hold groups. */
interface Span {
  readonly start: number
  /** Exclusive. */
  readonly end: number
  readonly weight: number
  readonly kind: 'plain' | 'nested'
}

/**
 * Reads emphasis in a prompt: `(text)` counts 1.1 times, `(text:1.3)` counts 1.3 whatever is around it, groups nest,
 * and `\(` `\)` are parentheses as such. Brackets, `BREAK` and `AND` mean nothing.
 *
 * Never fails. A group that is not closed is text; so is a stray `)`, and after one the next `(` opens nothing.
 * Weights that are no finite number are text too.
 *
 * @returns the stretches in order, none empty, with their white space; nothing for an empty prompt
 * @see ComfyUI's prompt weighting, which Fooocus uses; not that of the AUTOMATIC1111 web UI
 */
export function parseWeights(prompt: string): WeightedText[] {
  const parts: WeightedText[] = []
  const marks = markParentheses(prompt)
  // A stack of our own: a prompt of ten thousand parentheses must not exhaust the machine's.
  const pending: Span[] = [{ start: 0, end: prompt.length, weight: 1, kind: 'nested' }]
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    if (span.kind === 'nested') {
      for (const piece of splitGroups(prompt, marks, span).reverse()) pending.push(piece)
      continue
    }
    const text = prompt.slice(span.start, span.end).replace(/\\([()])/g, '$1')
    if (text !== '') parts.push({ text, weight: span.weight })
  }
  return parts
}

/** What each character is: not a parenthesis (an escaped one is text), one that closes, or one that opens. */
const TEXT = 0
const CLOSES = -1
const OPENS = -2

/** Marks all characters once; an opening one that is closed has the place of its partner instead of {@link OPENS}. */
function markParentheses(prompt: string): Int32Array {
  const marks = new Int32Array(prompt.length)
  const open: number[] = []
  for (let i = 0; i < prompt.length; i++) {
    if (prompt[i - 1] === '\\') continue
    if (prompt[i] === '(') {
      marks[i] = OPENS
      open.push(i)
    } else if (prompt[i] === ')') {
      marks[i] = CLOSES
      const partner = open.pop()
      if (partner !== undefined) marks[partner] = i
    }
  }
  return marks
}

/** Splits a span at its outermost parentheses. */
function splitGroups(prompt: string, marks: Int32Array, { start, end, weight }: Span): Span[] {
  const pieces: Span[] = []
  let plainStart = start
  const finishPlain = (plainEnd: number) => {
    if (plainEnd > plainStart) pieces.push({ start: plainStart, end: plainEnd, weight, kind: 'plain' })
  }
  // How many closing ones had no partner: each makes the next opening one a character like others.
  let strays = 0
  for (let i = start; i < end; i++) {
    const mark = marks[i]!
    if (mark === TEXT) continue
    if (mark === CLOSES) strays++
    else if (strays > 0) strays--
    else {
      finishPlain(i)
      const closed = mark > 0 && mark < end
      // What is not closed goes on to the end of the span, and is a group only if that looks like one.
      const last = closed ? mark : end - 1
      plainStart = closed || marks[last] === CLOSES ? last + 1 : i
      if (plainStart > i) pieces.push(openGroup(prompt, { start: i + 1, end: last, weight, kind: 'nested' }))
      i = closed ? last : end
    }
  }
  finishPlain(end)
  return pieces
}

/** The content of a group with the group's weight: its own number, or the emphasis on that of its surroundings. */
function openGroup(prompt: string, inside: Span): Span {
  const colon = prompt.lastIndexOf(':', inside.end - 1)
  const weight = colon > inside.start ? parseFloatStrictly(prompt.slice(colon + 1, inside.end)) : undefined
  if (weight !== undefined) return { ...inside, end: colon, weight }
  const emphasised = inside.weight * EMPHASIS
  // Some seven thousand parentheses deep there is no larger number left.
  return Number.isFinite(emphasised) ? { ...inside, weight: emphasised } : inside
}

function parseFloatStrictly(text: string): number | undefined {
  const trimmed = text.trim()
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed)) return undefined
  const value = Number(trimmed)
  return Number.isFinite(value) ? value : undefined
}
