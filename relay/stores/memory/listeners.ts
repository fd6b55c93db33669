/** Who listens to what. */
export interface Listeners<Key, Word> {
  /** The same function may listen twice. Call the result to stop; nothing is heard after that. */
  add(key: Key, listener: (word: Word) => void): () => void
  has(key: Key): boolean
  keys(): Iterable<Key>
  /**
   * Tells everyone who listens now, each in a microtask of its own: what one of them throws reaches neither the others
   * nor whoever speaks, and a word said while another is heard comes after it.
   */
  tell(key: Key, word: Word): void
  clear(): void
}

/** Makes an empty register. */
export function createListeners<Key, Word>(): Listeners<Key, Word> {
  const all = new Map<Key, Set<{ readonly hear: (word: Word) => void }>>()
  return {
    add: (key, hear) => {
      const mine = { hear }
      const those = all.get(key) ?? new Set()
      all.set(key, those.add(mine))
      return () => {
        those.delete(mine)
        if (those.size === 0 && all.get(key) === those) all.delete(key)
      }
    },
    has: (key) => all.has(key),
    keys: () => all.keys(),
    tell: (key, word) => {
      const those = all.get(key)
      if (!those) return
      for (const one of those)
        queueMicrotask(() => {
          if (those.has(one)) one.hear(word)
        })
    },
    clear: () => {
      for (const those of all.values()) those.clear()
      all.clear()
    },
  }
}
