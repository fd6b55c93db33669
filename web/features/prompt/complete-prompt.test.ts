import { describe, expect, it } from 'vitest'
import { openWordAt, suggestionsFor, textOf, type Suggestion } from './complete-prompt.ts'

const open = (marked: string) => openWordAt(marked.replace('|', ''), marked.indexOf('|'))

describe('openWordAt', () => {
  it.each([
    ['a __col|', 'wildcard', 2, 'col'],
    ['__|', 'wildcard', 0, ''],
    ['__a__ and __b|', 'wildcard', 10, 'b'],
    ['__a__\n__b|', 'wildcard', 6, 'b'],
    ['x <lora:pi|', 'lora', 2, 'pi'],
    ['(embedding:ne|', 'embedding', 1, 'ne'],
    ['a, embedding:|', 'embedding', 3, ''],
  ])('%s begins a %s', (marked, kind, from, typed) => {
    expect(open(marked)).toEqual({ kind, from, typed })
  })

  it.each(['a fox|', '__a__|', '__a b|', '<lora:pixel:0.|', 'x <lora:pixel:1>|', 'myembedding:|', '_|'])(
    '%s begins nothing',
    (marked) => {
      expect(open(marked)).toBeNull()
    },
  )
})

describe('suggestionsFor', () => {
  const all: readonly Suggestion[] = [
    { kind: 'wildcard', name: 'hair-color', note: '' },
    { kind: 'wildcard', name: 'Color', note: '' },
    { kind: 'lora', name: 'color', note: '' },
  ]

  it('shows those of the same kind, those that begin so first', () => {
    const names = suggestionsFor({ kind: 'wildcard', from: 0, typed: 'col' }, all).map(({ name }) => name)
    expect(names).toEqual(['Color', 'hair-color'])
  })

  it('are written as prompts have them', () => {
    expect(all.slice(1).map(textOf)).toEqual(['__Color__', '<lora:color:1.0>'])
    expect(textOf({ kind: 'embedding', name: 'neg', note: '' })).toBe('embedding:neg')
  })
})
