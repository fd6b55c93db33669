import { expect, it } from 'vitest'
import { tipOf, type TipFacts } from './tip-of.ts'

const FACTS: TipFacts = { count: 1, isSaved: true, canClear: true, folded: [], showsTips: true }

it.each<[string, Partial<TipFacts>, ReturnType<typeof tipOf>]>([
  ['the first picture is kept, until the browser clears it', {}, 'not_durable'],
  ['nobody hears it twice', { folded: ['not_durable'] }, null],
  ['nor of what is not kept', { isSaved: false }, null],
  ['nor where the browser has promised', { canClear: false }, null],
  ['after the third, that there are styles', { count: 3 }, 'styles_exist'],
  ['once', { count: 4, folded: ['styles_exist'] }, null],
  ['not to those who know', { count: 13 }, null],
  ['not before there is a picture', { count: 0 }, null],
  ['not to those who want none', { count: 3, showsTips: false }, null],
])('%s', (_, facts, tip) => {
  expect(tipOf({ ...FACTS, ...facts })).toBe(tip)
})
