/** Rounds as Python does: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const low = Math.floor(value)
  return value - low === 0.5 ? low + (low % 2) : Math.round(value)
}
