import type { ReactNode } from 'react'
import { Switch as AriaSwitch } from 'react-aria-components/Switch'
import { cx } from './cx.ts'
import field from './field.module.css'
import styles from './Switch.module.css'

/** Something that is on or off. */
export interface SwitchProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  /** The "?" behind the label. */
  readonly help?: ReactNode
}

/** A switch; it acts at once. */
export function Switch({ label, isOn, onChange, help }: SwitchProps) {
  return (
    <div className={cx(styles.place)} data-field>
      <AriaSwitch className={cx(styles.row, field.covered)} isSelected={isOn} onChange={onChange}>
        <span className={cx(styles.track)} aria-hidden="true" />
        {label}
      </AriaSwitch>
      {help}
    </div>
  )
}
