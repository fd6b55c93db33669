import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components/Menu'
import { cx } from './cx.ts'
import styles from './Menu.module.css'

/** One thing that a menu offers. */
export interface MenuChoice<Id extends string> {
  readonly id: Id
  readonly label: string
  /** What it does, or why it cannot be chosen. */
  readonly hint?: string
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
  readonly placement?: 'bottom start' | 'top end'
}

/** A button with its menu: arrows move, typing finds, Escape closes, and focus goes back to the button. */
export function Menu<Id extends string>(props: MenuProps<Id>) {
  const { trigger, label, choices, onChoose, placement = 'bottom start' } = props
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={cx(styles.popover)} offset={4} placement={placement}>
        <AriaMenu
          aria-label={label}
          className={cx(styles.menu)}
          disabledKeys={choices.filter(({ isDisabled }) => isDisabled).map(({ id }) => id)}
          // Only the ids of `choices` can be chosen.
          onAction={(id) => onChoose(id as Id)}
        >
          {choices.map(({ id, label: text, hint }) => (
            <MenuItem key={id} id={id} textValue={text} className={cx(styles.item)}>
              <Text slot="label">{text}</Text>
              {hint && (
                <Text slot="description" className={cx(styles.hint)}>
                  {hint}
                </Text>
              )}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
