/** What the tiles of a grid call. */
export interface GridPresses {
  readonly onOpen: (id: string) => void
  readonly onToggle: (id: string) => void
  readonly onExtend: (id: string) => void
  readonly onCurrent: (id: string) => void
}

/** The same four functions for good, which do what was last said. */
export interface GridPressRelay {
  readonly presses: GridPresses
  follow(next: GridPresses): void
}

const NOTHING = () => {}

/** Rows that did not change are not drawn again: what they call has to be the same, and do what is right by then. */
export function createGridPressRelay(): GridPressRelay {
  let now: GridPresses = { onOpen: NOTHING, onToggle: NOTHING, onExtend: NOTHING, onCurrent: NOTHING }
  return {
    presses: {
      onOpen: (id) => now.onOpen(id),
      onToggle: (id) => now.onToggle(id),
      onExtend: (id) => now.onExtend(id),
      onCurrent: (id) => now.onCurrent(id),
    },
    follow: (next) => {
      now = next
    },
  }
}
