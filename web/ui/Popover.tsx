import type { ReactNode } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover as AriaPopover } from 'react-aria-components/Popover'
import { cx } from './cx.ts'
import styles from './Popover.module.css'

/** Something small that opens beside its button. */
export interface PopoverProps {
  /** The button, first. */
  readonly trigger: ReactNode
  /** Name of the dialog, and of the region around it. */
  readonly label: string
  readonly children: ReactNode
}

/** A button with what it opens; Escape and a press elsewhere close it. */
export function Popover({ trigger, label, children }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover
        className={cx(styles.popover)}
        offset={6}
        placement="bottom end"
        // Opened outside the page's landmarks, it needs one of its own.
        render={(props) => <div {...props} role="region" aria-label={label} />}
      >
        <Dialog aria-label={label} className={cx(styles.dialog)}>
          {children}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  )
}
