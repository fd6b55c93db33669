import { useId, useState, type ReactNode } from 'react'
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
  /** Below the track, such as why it cannot be moved. */
  readonly hint?: string | undefined
  readonly isDisabled?: boolean
  /** The "?" behind the label. */
  readonly help?: ReactNode
}

/** A slider with a box for the exact number beside its label. */
export function Slider(props: SliderProps) {
  const { label, exactLabel, value, onChange, min, max, step, hint, help, isDisabled = false } = props
  const id = useId()
  // What is being typed need not be a number yet.
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <AriaSlider
      data-field
      className={cx(styles.slider)}
      value={value}
      onChange={(moved) => onChange(onStep(moved, step))}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={isDisabled}
      {...(hint && { 'aria-describedby': id })}
    >
      <div className={cx(styles.head)}>
        <span className={cx(field.labelRow)}>
          <Label className={cx(field.label)}>{label}</Label>
          {help}
        </span>
        <input
          type="number"
          className={cx(field.input, styles.exact)}
          aria-label={exactLabel}
          value={typed ?? value}
          min={min}
          max={max}
          step={step}
          disabled={isDisabled}
          onChange={({ target }) => {
            setTyped(target.value)
            const number = target.valueAsNumber
            if (number >= min && number <= max) onChange(onStep(number, step))
          }}
          onBlur={() => setTyped(null)}
        />
      </div>
      <SliderTrack className={cx(styles.track)}>
        <SliderFill className={cx(styles.fill)} />
        <SliderThumb className={cx(styles.thumb)} />
      </SliderTrack>
      {hint && (
        <p id={id} className={cx(field.hint)}>
          {hint}
        </p>
      )}
    </AriaSlider>
  )
}

/** The nearest multiple of a step, without the tail of binary fractions. */
function onStep(value: number, step: number): number {
  const digits = String(step).split('.')[1]?.length ?? 0
  return Number((Math.round(value / step) * step).toFixed(digits))
}
