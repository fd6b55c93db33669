/** One value kept in the browser between visits. */
export interface StoredValue {
  /** @returns what was kept, unchecked; undefined when there is nothing readable */
  read(): unknown
  write(value: unknown): void
}

/**
 * A value that every window has for itself, and that a new window begins with.
 *
 * @param own lives as long as the window, reloads included
 * @param shared what the last window wrote
 */
export function ownValue(own: StoredValue, shared: StoredValue): StoredValue {
  return {
    read: () => own.read() ?? shared.read(),
    write: (value) => {
      own.write(value)
      shared.write(value)
    },
  }
}

/**
 * A value in localStorage. A browser that lets pages store nothing reads as empty and forgets what is written;
 * the page says so by itself, from the storage report.
 *
 * @param storage how to get at it; may throw
 */
export function storedValue(storage: () => Storage, key: string): StoredValue {
  return {
    read: () => {
      try {
        const text = storage().getItem(key)
        // Unknown data: every reader parses it.
        return text === null ? undefined : (JSON.parse(text) as unknown)
      } catch {
        // Blocked or damaged: both mean that there is nothing to go on with.
        return undefined
      }
    },
    write: (value) => {
      try {
        storage().setItem(key, JSON.stringify(value))
      } catch {
        // Blocked or full: small settings are lost at the end of the visit, pictures are elsewhere.
        return
      }
    },
  }
}
