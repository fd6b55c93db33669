import { expect, it } from 'vitest'
import { ariaKeys, hasAppleKeys, isSingleCharacter, printedKeys } from './key-combo.ts'

it('prints keys as they are on the device', () => {
  expect(printedKeys('Mod+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z'])
  expect(printedKeys('Mod+Shift+Z', true)).toEqual(['⌘', '⇧', 'Z'])
  expect(printedKeys('+', false)).toEqual(['+'])
  expect(hasAppleKeys('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)')).toBe(true)
  expect(hasAppleKeys('Mozilla/5.0 (X11; Linux x86_64)')).toBe(false)
})

it('writes them as aria-keyshortcuts wants them', () => {
  expect(ariaKeys('Alt+↑')).toBe('Alt+ArrowUp')
  expect(ariaKeys('+')).toBe('Plus')
})

it('knows single characters from other keys', () => {
  expect(['D', '?', '1'].every(isSingleCharacter)).toBe(true)
  expect(['←', 'F6', 'Delete', 'Mod+D'].some(isSingleCharacter)).toBe(false)
})
