/**
 * Which way an arrow key leads along a line of text or tiles, in the writing direction of what heard the key.
 *
 * @returns null for every other key
 */
export function inlineStep({
  key,
  currentTarget,
}: Pick<React.KeyboardEvent, 'key' | 'currentTarget'>): 'next' | 'previous' | null {
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return null
  const isReversed = getComputedStyle(currentTarget).direction === 'rtl'
  return (key === 'ArrowRight') === isReversed ? 'previous' : 'next'
}
