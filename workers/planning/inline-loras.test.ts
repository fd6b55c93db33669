import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeLoras, takeInlineLoras } from './inline-loras.ts'

const FILES = ['cat.safetensors', 'styles/dog.safetensors', 'v1.5.bin']

type Slot = readonly [file: string, weight: number]

const slots = (list: readonly Slot[]) =>
  list.map(([model_name, weight]) => ({ enabled: true, model_name, weight }))

function read(line: string, selected: readonly Slot[], limit: number) {
  const { prompt, found } = takeInlineLoras(line, FILES)
  const loras = mergeLoras(slots(selected), found, limit)
  return { prompt, loras: loras.map((lora) => [lora.model_name, lora.weight]) }
}

const CAT = 'cat.safetensors'
const DOG = 'styles/dog.safetensors'

it.each<[string, readonly Slot[], number, readonly Slot[], string]>([
  ['a cat, <lora:cat:0.8>, sunny', [], 5, [[CAT, 0.8]], 'a cat, sunny'],
  [
    'a <lora:cat:0.8> b <lora:dog:-1.5>',
    [],
    5,
    [
      [CAT, 0.8],
      [DOG, -1.5],
    ],
    'a b',
  ],
  ['<lora:nope:1> tree', [], 5, [], 'tree'],
  ['x <lora:cat:.5><lora:cat:.7>', [[CAT, 0.3]], 5, [[CAT, 0.3]], 'x'],
  ['a,,  b ,c ,', [['z', 1]], 5, [['z', 1]], 'a, b, c'],
  [
    'q <lora:cat:1><lora:dog:1>',
    [['z', 1]],
    2,
    [
      ['z', 1],
      [CAT, 1],
    ],
    'q',
  ],
  ['bad <lora:cat:1..2> <lora:cat:>', [], 5, [], 'bad <lora:cat:1..2> <lora:cat:>'],
])('%s', (line, selected, limit, loras, prompt) => {
  expect(read(line, selected, limit)).toEqual({ loras, prompt })
})

describe('tags', () => {
  it.each<[string, number]>([
    ['+1', 1],
    ['-2.', -2],
    ['1.25', 1.25],
    ['-.5', -0.5],
    ['007', 7],
  ])('take the weight %s', (weight, value) => {
    expect(takeInlineLoras(`<lora:cat:${weight}>`, FILES).found).toEqual([{ file: CAT, weight: value }])
  })

  it.each(['<lora:cat:one>', '<lora:cat>', '<lora::1>', '<lora:cat:1 >', '<LORA:cat:1>', '<lora:c,at:1>'])(
    '%s is none',
    (text) => {
      const { prompt, found } = takeInlineLoras(text, FILES)
      expect(found).toEqual([])
      expect(prompt.replaceAll(', ', ',')).toBe(text)
    },
  )

  it('mean the name without folder and without the last ending', () => {
    const { found } = takeInlineLoras('<lora:v1.5:1> <lora:v1:1> <lora:styles/dog:1> <lora:dog:1>', FILES)
    expect(found.map(({ file }) => file)).toEqual(['v1.5.bin', DOG])
  })
})

it('tells the names that no file has, tag by tag', () => {
  const { unknown } = takeInlineLoras('<lora:nope:1> a <lora:cat:1> <lora:styles/dog:2>', FILES)
  expect(unknown).toEqual(['nope', 'styles/dog'])
})

describe('merging', () => {
  it('drops empty and disabled slots', () => {
    const selected = [...slots([['None', 1]]), { enabled: false, model_name: 'a', weight: 1 }]
    expect(mergeLoras(selected, [], 5)).toEqual([])
  })

  it('adds one name twice only with two weights', () => {
    const found = [1, 1, 2].map((weight) => ({ file: CAT, weight }))
    expect(mergeLoras([], found, 5).map((lora) => lora.weight)).toEqual([1, 2])
  })

  it('cuts the list only when the prompt adds to it', () => {
    const six = slots(Array.from({ length: 6 }, (_, i) => [`l${i}`, 1] as const))
    expect(mergeLoras(six, [], 5)).toHaveLength(6)
    expect(mergeLoras(six, [{ file: CAT, weight: 1 }], 5)).toHaveLength(5)
  })
})

it('tidying twice is tidying once, and leaves no loose commas', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-c, <>:.0-9]{0,60}$/u), (line) => {
      const { prompt } = takeInlineLoras(line, FILES)
      expect(takeInlineLoras(prompt, FILES).prompt).toBe(prompt)
      expect(prompt).not.toMatch(/^[, ]|,,|[ ]{2}|[, ]$/u)
    }),
  )
})

it('a long line of half tags is read once', () => {
  const line = '<lora:cat:1'.repeat(100_000)
  expect(takeInlineLoras(line, FILES)).toEqual({ prompt: line, found: [], unknown: [] })
})
