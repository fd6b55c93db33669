/** A text with what is selected in it. */
export interface SelectedText {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Where a stretch with a weight begins and ends, brackets included. */
interface Block {
  readonly from: number
  readonly to: number
  readonly content: string
  readonly weight: number
}

const WORD_LETTER = /[^\s.,\\/!?%^*;:{}=`~()<>[\]"]/u

/** Steps of a weight: in round brackets, and in the tags of LoRAs. */
const STEPS = { round: 0.1, angle: 0.05 }

/**
 * Gives the selected words, or the word at the caret, more weight or less: `(words:1.1)`. A weight of 1 takes the
 * brackets away. In `<lora:name:1>` it is the tag's own weight that changes.
 *
 * @returns the new text, with the same words selected; null where there is nothing to weigh
 */
export function changeWeight(before: SelectedText, direction: 1 | -1): SelectedText | null {
  const angle = angleBlock(before)
  if (angle) return withAngleWeight(before.text, angle, angle.weight + direction * STEPS.angle)
  const round = roundBlock(before)
  if (round) return withRoundWeight(before.text, round, round.weight + direction * STEPS.round)
  const words = before.start === before.end ? wordAt(before) : trimmed(before)
  if (!words) return null
  const content = before.text.slice(words.start, words.end)
  const block = { from: words.start, to: words.end, content, weight: 1 }
  return withRoundWeight(before.text, block, 1 + direction * STEPS.round)
}

function withRoundWeight(text: string, { from, to, content }: Block, weight: number): SelectedText {
  const isPlain = numeral(weight) === '1.0'
  const block = isPlain ? content : `(${content}:${numeral(weight)})`
  const start = isPlain ? from : from + 1
  return { text: text.slice(0, from) + block + text.slice(to), start, end: start + content.length }
}

function withAngleWeight(text: string, { from, to, content }: Block, weight: number): SelectedText {
  const tag = `<${content}:${numeral(weight)}>`
  return {
    text: text.slice(0, from) + tag + text.slice(to),
    start: from + 1,
    end: from + 1 + content.length,
  }
}

/** The tag around the selection, or none. */
function angleBlock({ text, start, end }: SelectedText): Block | null {
  for (const { 0: tag, 1: content = '', 2: weight, index } of text.matchAll(/<([^<>]*):([-+\d.]+)>/gu)) {
    const to = index + tag.length
    if (index < end + 1 && index <= start && end <= to && start < to) {
      return { from: index, to, content, weight: Number(weight) || 0 }
    }
  }
  return null
}

/** The innermost round brackets around the selection; ones without a number weigh 1.1. */
function roundBlock({ text, start, end }: SelectedText): Block | null {
  const from = bracketBefore(text, start)
  const to = bracketAfter(text, end)
  if (from === null || to === null) return null
  const inside = text.slice(from + 1, to)
  const told = /^([\s\S]*):\s*([-+]?[\d.]+)\s*$/u.exec(inside)
  const content = told?.[1] ?? inside
  return { from, to: to + 1, content, weight: told ? Number(told[2]) || 0 : 1.1 }
}

function bracketBefore(text: string, at: number): number | null {
  let depth = 0
  for (let i = at - 1; i >= 0; i--) {
    if (text[i - 1] === '\\') continue
    if (text[i] === ')') depth++
    if (text[i] === '(' && depth-- === 0) return i
  }
  return null
}

function bracketAfter(text: string, at: number): number | null {
  let depth = 0
  for (let i = at; i < text.length; i++) {
    if (text[i - 1] === '\\') continue
    if (text[i] === '(') depth++
    if (text[i] === ')' && depth-- === 0) return i
  }
  return null
}

function wordAt({ text, start }: SelectedText): { readonly start: number; readonly end: number } | null {
  let from = start
  let to = start
  while (from > 0 && WORD_LETTER.test(text[from - 1]!)) from--
  while (to < text.length && WORD_LETTER.test(text[to]!)) to++
  return from === to ? null : { start: from, end: to }
}

function trimmed({
  text,
  start,
  end,
}: SelectedText): { readonly start: number; readonly end: number } | null {
  const chosen = text.slice(start, end)
  const from = start + chosen.length - chosen.trimStart().length
  const length = chosen.trim().length
  return length === 0 ? null : { start: from, end: from + length }
}

/** Two decimals at most, one at least. */
function numeral(value: number): string {
  const text = String(Math.round(value * 100) / 100)
  return text.includes('.') ? text : `${text}.0`
}
