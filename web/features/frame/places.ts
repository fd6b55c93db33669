import { storedValue, type StoredValue } from '../../state/stored-value.ts'

/** How far each scrolled part of the page was scrolled, for as long as the window lives, reloads included. */
export interface Places {
  /** @returns pixels from the start; 0 where nothing was noted */
  read(name: string): number
  write(name: string, offset: number): void
}

/** Places over a value kept in the browser. */
export function createPlaces(kept: StoredValue): Places {
  const all = (): Record<string, unknown> => {
    const value = kept.read()
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  }
  return {
    read: (name) => {
      const offset = all()[name]
      return typeof offset === 'number' && offset > 0 ? offset : 0
    },
    write: (name, offset) => kept.write({ ...all(), [name]: Math.round(offset) }),
  }
}

/** The places of this window. */
export const windowPlaces: Places = createPlaces(storedValue(() => sessionStorage, 'fooocus-tab-places'))
