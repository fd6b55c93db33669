import type { ReactNode, RefObject } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover as AriaPopover } from 'react-aria-components/Popover'
import { cx } from './cx.ts'
import styles from './Popover.module.css'

/** What opens. */
export interface PopoverBodyProps {
  /** Name of the dialog, and of the region around it. */
  readonly label: string
  /** What it holds; a function is handed a way to close it. */
  readonly children: ReactNode | ((close: () => void) => ReactNode)
  readonly size?: 'normal' | 'wide'
}

/** The opened part of a popover, beside its button. */
export function PopoverBody(
  props: PopoverBodyProps & {
    readonly button: RefObject<HTMLButtonElement | null>
    readonly onClose: () => void
  },
) {
  const { label, children, size = 'normal', button, onClose } = props
  return (
    <AriaPopover
      className={cx(styles.popover, size === 'wide' && styles.wide)}
      offset={6}
      placement="bottom end"
      triggerRef={button}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      // Opened outside the page's landmarks, it needs one of its own.
      render={(attributes) => <div {...attributes} role="region" aria-label={label} />}
    >
      <Dialog aria-label={label} className={cx(styles.dialog)}>
        {typeof children === 'function' ? children(onClose) : children}
      </Dialog>
    </AriaPopover>
  )
}
