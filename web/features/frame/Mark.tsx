import { cx } from '../../ui/cx.ts'
import styles from './Mark.module.css'

/** The program's mark, an iris; the same as its icon. */
export function Mark() {
  return (
    <svg viewBox="0 0 512 512" width="20" height="20" aria-hidden="true" className={cx(styles.mark)}>
      <rect width="512" height="512" rx="112" />
      <circle cx="256" cy="256" r="176" />
      <path d="M256 182.1L320 219L320 293L256 329.9L192 293L192 219ZM256 182.1L433.7 284.7M320 219L320 424.2M320 293L142.3 395.6M256 329.9L78.3 227.3M192 293L192 87.8M192 219L369.7 116.4" />
    </svg>
  )
}
