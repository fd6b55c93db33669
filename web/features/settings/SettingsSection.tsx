import { useId, type ReactNode } from 'react'
import { cx } from '../../ui/cx.ts'
import styles from './Settings.module.css'

/** A group of settings under its heading. */
export function SettingsSection({
  title,
  children,
}: {
  readonly title: string
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <section className={cx(styles.section)} aria-labelledby={id}>
      <h3 id={id} className={cx(styles.heading)}>
        {title}
      </h3>
      <div className={cx(styles.body)}>{children}</div>
    </section>
  )
}
