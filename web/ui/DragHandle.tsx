import { GripVertical } from 'lucide-react'
import { cx } from './cx.ts'
import styles from './DragHandle.module.css'

/** What an item of a list is dragged by. Keys and screen readers have other ways, which the list names. */
export function DragHandle() {
  return (
    <span className={cx(styles.handle)} data-handle aria-hidden="true">
      <GripVertical size={16} />
    </span>
  )
}
