import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components/Menu'
import { cx } from './cx.ts'
import styles from './Menu.module.css'

/** One thing that a menu offers. */
export interface MenuChoice<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly isDisabled?: boolean
}

/** A button that opens a list of actions. */
export interface MenuProps<Id extends string> {
  /** The button, as of Button or IconButton. */
  readonly trigger: ReactNode
  /** Name of the menu. */
  readonly label: string
  readonly choices: readonly MenuChoice<Id>[]
  readonly onChoose: (id: Id) => void
}

/** A button with its menu: arrows move, typing finds, Escape closes, and focus goes back to the button. */
export function Menu<Id extends string>({ trigger, label, choices, onChoose }: MenuProps<Id>) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={cx(styles.popover)} offset={4} placement="bottom start">
        <AriaMenu
          aria-label={label}
          className={cx(styles.menu)}
          disabledKeys={choices.filter(({ isDisabled }) => isDisabled).map(({ id }) => id)}
          // Only the ids of `choices` can be chosen.
          onAction={(id) => onChoose(id as Id)}
        >
          {choices.map(({ id, label: text }) => (
            <MenuItem key={id} id={id} className={cx(styles.item)}>
              {text}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
