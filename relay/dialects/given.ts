/** A field, where a client gave one. Clients write null for nothing. */
export function given<Key extends string, Value>(
  key: Key,
  value: Value | null | undefined,
): { [K in Key]?: Value } {
  if (value === null || value === undefined) return {}
  // A computed key widens to string; it is this one.
  return { [key]: value } as { [K in Key]: Value }
}
