/** Where something that is dragged along a column belongs: the number of other items whose middle lies above. */
export function placeAt(y: number, middles: readonly number[], dragged: number): number {
  return middles.filter((middle, at) => at !== dragged && middle < y).length
}
