import type { ReactNode, SyntheticEvent } from 'react'
import { cx } from './cx.ts'
import styles from './RowButton.module.css'

/** A small button inside an item of a grid, which is not chosen by it. */
export interface RowButtonProps {
  /** Name, and what pointing at it shows. */
  readonly label: string
  /** An aria-hidden icon. */
  readonly children: ReactNode
  readonly onPress: () => void
  /** Given: it is a switch, and this is its state. */
  readonly isPressed?: boolean
  /** Where keys do the same from the place that has the focus. */
  readonly isSkippedByTab?: boolean
}

/** The platform's own button: hundreds of them in a list cost little. */
export function RowButton({ label, children, onPress, isPressed, isSkippedByTab }: RowButtonProps) {
  const keepFromRow = (event: SyntheticEvent) => event.stopPropagation()
  return (
    <button
      type="button"
      className={cx(styles.button)}
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      tabIndex={isSkippedByTab ? -1 : undefined}
      onPointerDown={keepFromRow}
      onPointerUp={keepFromRow}
      onMouseDown={keepFromRow}
      onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && event.stopPropagation()}
      onKeyUp={(event) => (event.key === 'Enter' || event.key === ' ') && event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation()
        onPress()
      }}
    >
      {children}
    </button>
  )
}
