import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import { cx } from './cx.ts'
import styles from './IconButton.module.css'

/** A button that shows only an icon. */
export interface IconButtonProps {
  /** Name and tooltip. */
  readonly label: string
  /** An aria-hidden icon. */
  readonly children: ReactNode
  /** Left out where the button only opens a menu. */
  readonly onPress?: () => void
  readonly isDisabled?: boolean
  readonly look?: 'plain' | 'onPicture'
  /** Given for a button that switches something on and off. */
  readonly isPressed?: boolean
  readonly 'aria-expanded'?: boolean
  /** For a button that stays in or out. */
  readonly 'aria-pressed'?: boolean
  /** It has nothing to do now, and keeps the focus that it may have. */
  readonly isIdle?: boolean
}

/** An icon with a name, which is shown as a tooltip as well. */
export function IconButton({ label, look = 'plain', isPressed, isIdle = false, ...rest }: IconButtonProps) {
  // The library lets no aria-disabled through; its render hook does.
  const idle = (props: React.JSX.IntrinsicElements['button']) => <button {...props} aria-disabled="true" />
  return (
    <TooltipTrigger delay={400}>
      <AriaButton
        {...rest}
        {...(isIdle && { render: idle })}
        aria-label={label}
        {...(isPressed !== undefined && { 'aria-pressed': isPressed })}
        className={cx(styles.button, look === 'onPicture' && styles.onPicture)}
      />
      <Tooltip className={cx(styles.tooltip)} offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  )
}
