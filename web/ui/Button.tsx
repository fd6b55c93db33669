import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import styles from './Button.module.css'
import { cx } from './cx.ts'

/** A push button. */
export interface ButtonProps {
  readonly children: ReactNode
  readonly onPress?: () => void
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet' | 'link' | 'help'
  readonly size?: 'normal' | 'large'
  readonly isDisabled?: boolean
  /** It has nothing to do now, and keeps the focus that it may have. */
  readonly isIdle?: boolean
  /** Only where the visible text is not name enough. */
  readonly 'aria-label'?: string
  readonly 'aria-describedby'?: string
  readonly 'aria-expanded'?: boolean
  readonly 'aria-haspopup'?: 'dialog' | 'menu'
  /** Given for a button that switches something on and off. */
  readonly isPressed?: boolean
  readonly keyShortcuts?: string
  /** Sends the form around it; then `onPress` is the form's. */
  readonly isSubmit?: boolean
  readonly autoFocus?: boolean
  readonly ref?: Ref<HTMLButtonElement>
  readonly className?: string | undefined
}

/** A push button; the primary one stands once in a view. */
export function Button({
  look = 'plain',
  size = 'normal',
  className,
  keyShortcuts,
  isSubmit = false,
  isIdle = false,
  isPressed,
  onPress,
  ...rest
}: ButtonProps) {
  const looks = cx(styles.button, styles[look], size === 'large' && styles.large, className)
  // The library lets neither of these through; its render hook does.
  const withMore = (props: React.JSX.IntrinsicElements['button']) => (
    <button {...props} aria-keyshortcuts={keyShortcuts} {...(isIdle && { 'aria-disabled': true })} />
  )
  return (
    <AriaButton
      {...rest}
      {...(isPressed !== undefined && { 'aria-pressed': isPressed })}
      type={isSubmit ? 'submit' : 'button'}
      className={looks}
      {...(onPress && !isIdle && { onPress })}
      {...((keyShortcuts || isIdle) && { render: withMore })}
    />
  )
}
