import { describe, expect, it } from 'vitest'
import { ariaKeysOf, findShortcut, type PressContext } from './find-shortcut.ts'
import type { KeyPress } from './key-combo.ts'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

const free: PressContext = { isTyping: false, isInDialog: false, areSinglesOn: true }
const typing: PressContext = { ...free, isTyping: true }

describe('findShortcut', () => {
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
  ])('reads %j, in a text box too', (key, expected) => {
    expect(findShortcut('anywhere', key, typing)).toBe(expected)
  })

  it('leaves the question mark to text boxes', () => {
    expect(findShortcut('anywhere', press('?', { shiftKey: true }), typing)).toBeNull()
    expect(findShortcut('anywhere', press('?', { shiftKey: true }), free)).toBe('help')
    expect(findShortcut('anywhere', press('?'), free)).toBe('help')
  })

  it('keeps what moves about the page out of dialogs, and lets the rest through', () => {
    const inDialog: PressContext = { ...free, isInDialog: true }
    expect(findShortcut('anywhere', press('F6'), inDialog)).toBeNull()
    expect(findShortcut('anywhere', press('Enter', { ctrlKey: true }), inDialog)).toBe('generate')
  })

  it('knows the letters of a place, in any script, and only there', () => {
    expect(findShortcut('gallery', press('d'), free)).toBe('download')
    expect(findShortcut('gallery', press('в', { code: 'KeyD' }), free)).toBe('download')
    // On a Dvorak keyboard this key is an E: what is printed on it counts.
    expect(findShortcut('gallery', press('e', { code: 'KeyD' }), free)).toBeNull()
    expect(findShortcut('gallery', press('d', { ctrlKey: true }), free)).toBeNull()
    expect(findShortcut('gallery', press('d'), typing)).toBeNull()
    expect(findShortcut('anywhere', press('d'), free)).toBeNull()
    expect(findShortcut('full', press('ArrowLeft'), free)).toBe('previous')
  })

  it('turns single characters off, and nothing else', () => {
    const off: PressContext = { ...free, areSinglesOn: false }
    expect(findShortcut('gallery', press('d'), off)).toBeNull()
    expect(findShortcut('full', press('1'), off)).toBeNull()
    expect(findShortcut('anywhere', press('?'), off)).toBeNull()
    expect(findShortcut('gallery', press('Delete'), off)).toBe('remove')
    expect(findShortcut('full', press('ArrowRight'), off)).toBe('next')
  })

  it('leaves keys that a control has by itself to the control', () => {
    expect(findShortcut('gallery', press('Enter'), free)).toBeNull()
    expect(findShortcut('full', press('Escape'), free)).toBeNull()
  })
})

it('names the keys of an action for assistive technology', () => {
  expect(ariaKeysOf('skip')).toBe('Control+Shift+. Meta+Shift+.')
  expect(ariaKeysOf('generate')).toBe('Control+Enter Meta+Enter')
})
