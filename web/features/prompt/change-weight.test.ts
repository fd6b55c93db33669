import { describe, expect, it } from 'vitest'
import { changeWeight, type SelectedText } from './change-weight.ts'

/** Reads `a [fox] runs` as a text with a selection, `a f|ox` as one with a caret. */
function read(marked: string): SelectedText {
  const caret = marked.indexOf('|')
  if (caret >= 0) return { text: marked.replace('|', ''), start: caret, end: caret }
  const start = marked.indexOf('[')
  return { text: marked.replace(/[[\]]/gu, ''), start, end: marked.indexOf(']') - 1 }
}

const show = (found: SelectedText | null) =>
  found &&
  `${found.text.slice(0, found.start)}[${found.text.slice(found.start, found.end)}]${found.text.slice(found.end)}`

describe('changeWeight', () => {
  it.each<[string, 1 | -1, string | null]>([
    ['a [fox] runs', 1, 'a ([fox]:1.1) runs'],
    ['a f|ox runs', 1, 'a ([fox]:1.1) runs'],
    ['a fox| runs', -1, 'a ([fox]:0.9) runs'],
    ['a [fox ]runs', 1, 'a ([fox]:1.1) runs'],
    ['a ([fox]:1.1) runs', 1, 'a ([fox]:1.2) runs'],
    ['a (fo|x:1.1) runs', -1, 'a [fox] runs'],
    ['a ([fox]:0.9) runs', 1, 'a [fox] runs'],
    ['a ([fox]:0.05) runs', -1, 'a ([fox]:-0.05) runs'],
    ['a ([fox]) runs', 1, 'a ([fox]:1.2) runs'],
    ['a ([fox]) runs', -1, 'a [fox] runs'],
    ['(a red [fox] and (a cat:1.3):1.2)', 1, '([a red fox and (a cat:1.3)]:1.3)'],
    ['(a red fox and (a c|at:1.3):1.2)', 1, '(a red fox and ([a cat]:1.4):1.2)'],
    ['\\(a [fox] x\\)', 1, '\\(a ([fox]:1.1) x\\)'],
    ['x <lora:pi|xel:1.0> y', 1, 'x <[lora:pixel]:1.05> y'],
    ['x <lora:pixel:0.8|> y', -1, 'x <[lora:pixel]:0.75> y'],
    ['x <lora:pixel:0.95|> y', 1, 'x <[lora:pixel]:1.0> y'],
    ['fuchs 狐|狸', 1, 'fuchs ([狐狸]:1.1)'],
    ['a | , b', 1, null],
    ['[  ]', 1, null],
  ])('%s by %i gives %s', (before, direction, after) => {
    expect(show(changeWeight(read(before), direction))).toBe(after)
  })

  it('comes back to where it started, with no trace of rounding', () => {
    let now = read('a [fox] runs')
    for (const step of [1, 1, 1, 1, 1, -1, -1, -1, -1, -1] as const) now = changeWeight(now, step)!
    expect(show(now)).toBe('a [fox] runs')
  })
})
