/** True where the finger is the main pointer, and a keyboard would cover the page. */
export function isTouchScreen(): boolean {
  return matchMedia('(pointer: coarse)').matches
}
