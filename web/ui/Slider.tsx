import {
  Label,
  Slider as AriaSlider,
  SliderFill,
  SliderThumb,
  SliderTrack,
} from 'react-aria-components/Slider'
import { cx } from './cx.ts'
import field from './field.module.css'
import styles from './Slider.module.css'

/** A number within a range. */
export interface SliderProps {
  readonly label: string
  /** Name of the box for the exact number. */
  readonly exactLabel: string
  readonly value: number
  readonly onChange: (value: number) => void
  readonly min: number
  readonly max: number
  readonly step: number
}

/** A slider with a box for the exact number beside its label. */
export function Slider({ label, exactLabel, value, onChange, min, max, step }: SliderProps) {
  return (
    <AriaSlider
      className={cx(styles.slider)}
      value={value}
      onChange={onChange}
      minValue={min}
      maxValue={max}
      step={step}
    >
      <div className={cx(styles.head)}>
        <Label className={cx(field.label)}>{label}</Label>
        <input
          type="number"
          className={cx(field.input, styles.exact)}
          aria-label={exactLabel}
          value={value}
          min={min}
          max={max}
          step={step}
          onChange={({ target }) => {
            const typed = target.valueAsNumber
            if (typed >= min && typed <= max) onChange(Math.round(typed / step) * step)
          }}
        />
      </div>
      <SliderTrack className={cx(styles.track)}>
        <SliderFill className={cx(styles.fill)} />
        <SliderThumb className={cx(styles.thumb)} />
      </SliderTrack>
    </AriaSlider>
  )
}
