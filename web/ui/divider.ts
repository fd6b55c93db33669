/** How much further than a plain arrow key one with Shift goes, in percent. */
const SHIFT_MORE = 9

/**
 * Where the divider goes after a key, in percent, given where an arrow key's own 1 % has left it; null for keys that
 * ask for nothing more.
 */
export function dividerAt(key: string, isShifted: boolean, position: number): number | null {
  if (key === 'Home') return 0
  if (key === 'End') return 100
  if (!isShifted) return null
  if (key === 'ArrowRight' || key === 'ArrowUp') return Math.min(100, position + SHIFT_MORE)
  if (key === 'ArrowLeft' || key === 'ArrowDown') return Math.max(0, position - SHIFT_MORE)
  return null
}
