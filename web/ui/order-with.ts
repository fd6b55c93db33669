/** An item that is held. */
export interface HeldItem {
  readonly id: string
  /** The item that it lies in front of; null at the end. Places change with the list, neighbours do not. */
  readonly before: string | null
}

/** The items with the held one in front of its neighbour; as they are where either has gone. */
export function orderWith(ids: readonly string[], held: HeldItem | null): readonly string[] {
  if (!held || !ids.includes(held.id)) return ids
  const others = ids.filter((id) => id !== held.id)
  const to = held.before === null ? others.length : others.indexOf(held.before)
  return to < 0 ? ids : [...others.slice(0, to), held.id, ...others.slice(to)]
}
