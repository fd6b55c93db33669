import { cx } from './cx.ts'
import styles from './Meter.module.css'

/** How full something is. */
export interface MeterProps {
  readonly label: string
  /** 0…100. */
  readonly percent: number
  /** In words, for those who cannot see it. */
  readonly valueText: string
  readonly look?: 'calm' | 'low'
}

/** A thin bar that measures, as opposed to one that progresses. */
export function Meter({ label, percent, valueText, look = 'calm' }: MeterProps) {
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      aria-valuetext={valueText}
      className={cx(styles.track, look === 'low' && styles.low)}
    >
      <div className={cx(styles.fill)} style={{ inlineSize: `${Math.max(percent, 1)}%` }} />
    </div>
  )
}
