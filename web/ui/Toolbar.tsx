import type { ReactNode } from 'react'
import { Toolbar as AriaToolbar } from 'react-aria-components/Toolbar'
import { cx } from './cx.ts'
import styles from './Toolbar.module.css'

/** Buttons that belong together; the arrow keys move between them. */
export function Toolbar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <AriaToolbar aria-label={label} className={cx(styles.toolbar)}>
      {children}
    </AriaToolbar>
  )
}
