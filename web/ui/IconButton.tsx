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
  readonly onPress: () => void
  readonly isDisabled?: boolean
  readonly look?: 'plain' | 'onPicture'
  readonly 'aria-expanded'?: boolean
}

/** An icon with a name, which is shown as a tooltip as well. */
export function IconButton({ label, look = 'plain', ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={400}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={cx(styles.button, look === 'onPicture' && styles.onPicture)}
      />
      <Tooltip className={cx(styles.tooltip)} offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  )
}
