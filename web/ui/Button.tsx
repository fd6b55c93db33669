import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import styles from './Button.module.css'
import { cx } from './cx.ts'

/** A push button. */
export interface ButtonProps {
  readonly children: ReactNode
  readonly onPress?: () => void
  readonly look?: 'plain' | 'primary' | 'quiet' | 'link'
  readonly size?: 'normal' | 'large'
  readonly isDisabled?: boolean
  /** Only where the visible text is not name enough. */
  readonly 'aria-label'?: string
  readonly 'aria-describedby'?: string
  readonly 'aria-expanded'?: boolean
  readonly 'aria-haspopup'?: 'dialog' | 'menu'
  readonly keyShortcuts?: string
  readonly autoFocus?: boolean
  readonly className?: string | undefined
}

/** A push button; the primary one stands once in a view. */
export function Button({ look = 'plain', size = 'normal', className, keyShortcuts, ...rest }: ButtonProps) {
  const looks = cx(styles.button, styles[look], size === 'large' && styles.large, className)
  // The library lets no aria-keyshortcuts through; its render hook does.
  const withKeys = (props: React.JSX.IntrinsicElements['button']) => (
    <button {...props} aria-keyshortcuts={keyShortcuts} />
  )
  return <AriaButton {...rest} className={looks} {...(keyShortcuts && { render: withKeys })} />
}
