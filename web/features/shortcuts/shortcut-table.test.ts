import { describe, expect, it } from 'vitest'
import { shortcutOf, type KeyPress } from './shortcut-table.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

describe('shortcutOf', () => {
  it.each([
    [press('Enter', { ctrlKey: true }), 'generate'],
    [press('Enter', { metaKey: true }), 'generate'],
    [press('.', { ctrlKey: true }), 'stop'],
    [press(':', { ctrlKey: true, shiftKey: true, code: 'Period' }), 'skip'],
    [press('F6'), 'nextRegion'],
    [press('F6', { shiftKey: true }), 'previousRegion'],
    [press('Enter'), null],
    [press('.'), null],
    [press('Enter', { ctrlKey: true, altKey: true }), null],
  ])('reads %j', (key, expected) => {
    expect(shortcutOf(key, true)).toBe(expected)
  })

  it('leaves the question mark to text boxes', () => {
    expect(shortcutOf(press('?', { shiftKey: true }), true)).toBeNull()
    expect(shortcutOf(press('?', { shiftKey: true }), false)).toBe('help')
  })
})
