import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import styles from './Button.module.css'
import { cx } from './cx.ts'

/** A button that does something for as long as it is held, by pointer, Space or Enter. */
export function HoldButton({
  children,
  onHold,
}: {
  readonly children: ReactNode
  readonly onHold: (isHeld: boolean) => void
}) {
  return (
    <AriaButton
      className={cx(styles.button)}
      onPressStart={() => onHold(true)}
      onPressEnd={() => onHold(false)}
    >
      {children}
    </AriaButton>
  )
}
