import { ProgressBar as AriaProgressBar } from 'react-aria-components/ProgressBar'
import { cx } from './cx.ts'
import styles from './ProgressBar.module.css'

/** How far something is. */
export interface ProgressBarProps {
  readonly label: string
  /** 0…100. */
  readonly percent: number
  /** In words, for those who cannot see the bar. */
  readonly valueText: string
}

/** A thin bar. */
export function ProgressBar({ label, percent, valueText }: ProgressBarProps) {
  return (
    <AriaProgressBar aria-label={label} value={percent} valueLabel={valueText} className={cx(styles.track)}>
      <div className={cx(styles.fill)} style={{ inlineSize: `${percent}%` }} />
    </AriaProgressBar>
  )
}
