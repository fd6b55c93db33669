/** The parts of a keyboard event that decide. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const ARROWS: Readonly<Record<string, string>> = {
  '←': 'ArrowLeft',
  '→': 'ArrowRight',
  '↑': 'ArrowUp',
  '↓': 'ArrowDown',
}

/** Where Shift or another keyboard changes the character, the place of the key does not. */
const CODES: Readonly<Record<string, string>> = { '.': 'Period' }

/** Characters that come with Shift on some keyboards and without on others. */
const WITH_ANY_SHIFT = ['?', '+', '−']

interface Combo {
  readonly key: string
  readonly mod: boolean
  readonly shift: boolean
  readonly alt: boolean
}

function parseCombo(text: string): Combo {
  const parts = text === '+' ? ['+'] : text.split('+')
  const held = parts.slice(0, -1)
  return {
    key: parts.at(-1)!,
    mod: held.includes('Mod'),
    shift: held.includes('Shift'),
    alt: held.includes('Alt'),
  }
}

/** Whether a key press is a combination such as `Mod+Shift+Z`. Ctrl and ⌘ both count as `Mod`. */
export function isCombo(text: string, press: KeyPress): boolean {
  const { key, mod, shift, alt } = parseCombo(text)
  if ((press.ctrlKey || press.metaKey) !== mod || press.altKey !== alt) return false
  return (press.shiftKey === shift || WITH_ANY_SHIFT.includes(key)) && isKey(key, press)
}

function isKey(key: string, press: KeyPress): boolean {
  if (press.key.toLowerCase() === (ARROWS[key] ?? key).toLowerCase()) return true
  if (key === '−') return press.key === '-'
  if (CODES[key]) return press.code === CODES[key]
  // Keyboards of other scripts have no Latin letters: there, the place of the key counts.
  return /^[A-Z]$/u.test(key) && press.code === `Key${key}` && !/^[a-z]$/iu.test(press.key)
}

/** Whether a combination is one character and nothing held, which someone who dictates text presses by accident. */
export function isSingleCharacter(text: string): boolean {
  return [...text].length === 1 && !(text in ARROWS)
}

/** A combination as it is printed on the keys of this device. */
export function printedKeys(text: string, isApple: boolean): readonly string[] {
  const { key, mod, shift, alt } = parseCombo(text)
  return [
    ...(mod ? [isApple ? '⌘' : 'Ctrl'] : []),
    ...(shift ? [isApple ? '⇧' : 'Shift'] : []),
    ...(alt ? [isApple ? '⌥' : 'Alt'] : []),
    key,
  ]
}

/** A combination for `aria-keyshortcuts`. */
export function ariaKeys(text: string): string {
  const parts = parseCombo(text)
  const rest = [
    ...(parts.alt ? ['Alt'] : []),
    ...(parts.shift ? ['Shift'] : []),
    ARROWS[parts.key] ?? (parts.key === '+' ? 'Plus' : parts.key),
  ].join('+')
  return parts.mod ? `Control+${rest} Meta+${rest}` : rest
}

/** Whether the keys of this device are Apple's. */
export function hasAppleKeys(userAgent: string): boolean {
  return /Mac|iPhone|iPad/u.test(userAgent)
}
