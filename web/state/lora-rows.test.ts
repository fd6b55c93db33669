import { describe, expect, it } from 'vitest'
import { changedRow, hasRoom, withLora, withoutRow, withWord, type LoraRows } from './lora-rows.ts'

const row = (model_name: string, weight = 1) => ({ enabled: true, model_name, weight })

describe('LoRA rows', () => {
  it('are five at most', () => {
    const none: LoraRows = []
    const five = ['a', 'b', 'c', 'd', 'e'].reduce((rows, name) => withLora(rows, name), none)
    expect(hasRoom(five)).toBe(false)
    expect(withLora(five, 'f')).toBe(five)
  })

  it('take a file into an empty row first, and no file twice', () => {
    const rows = [row('a', 0.5), row('None', 0.25)]
    expect(withLora(rows, 'b')).toEqual([row('a', 0.5), row('b', 0.25)])
    expect(withLora(rows, 'a')).toBe(rows)
    expect(withLora([row('a')])).toEqual([row('a'), row('None')])
  })

  it('are changed and removed one at a time', () => {
    const rows = [row('a'), row('b')]
    expect(changedRow(rows, 1, { weight: -2, enabled: false })).toEqual([
      row('a'),
      { enabled: false, model_name: 'b', weight: -2 },
    ])
    expect(withoutRow(rows, 0)).toEqual([row('b')])
  })
})

describe('a trigger word', () => {
  it.each([
    ['', 'ohwx', 'ohwx'],
    ['a cat', 'ohwx', 'a cat, ohwx'],
    ['a cat, ', 'ohwx', 'a cat, ohwx'],
    ['a cat\nmore', 'ohwx', 'a cat, ohwx\nmore'],
    ['an ohwx cat', 'ohwx', 'an ohwx cat'],
  ])('goes to the end of %j', (prompt, word, after) => {
    expect(withWord(prompt, word)).toBe(after)
  })
})
