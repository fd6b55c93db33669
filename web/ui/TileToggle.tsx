import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './TileToggle.module.css'

/** Something of a tile that is on or off. */
export interface TileToggleProps {
  readonly label: string
  readonly isOn: boolean
  readonly onToggle: () => void
  /** An aria-hidden icon. */
  readonly children: ReactNode
}

/**
 * A toggle in the corner of a tile, seen while it is on or the tile is pointed at. Not in the Tab order: there is one
 * on each of thousands of tiles, and a key does the same.
 */
export function TileToggle({ label, isOn, onToggle, children }: TileToggleProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isOn}
      tabIndex={-1}
      className={cx(styles.toggle, isOn && styles.on)}
      onClick={onToggle}
    >
      {children}
    </button>
  )
}
