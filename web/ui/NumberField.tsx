import { useId, useState } from 'react'
import { cx } from './cx.ts'
import field from './field.module.css'

/** A whole number or a fraction within limits, without a slider. */
export interface NumberFieldProps {
  readonly label: string
  readonly value: number
  /** Called when a number within the limits is done, not at every digit. */
  readonly onChange: (value: number) => void
  readonly min: number
  readonly max: number
  readonly step: number
}

/** A box for a number. What is typed counts on Enter or when the box is left; the arrows count at once. */
export function NumberField({ label, value, onChange, ...limits }: NumberFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const commit = () => {
    const number = Number(typed)
    if (typed !== null && typed !== '' && Number.isFinite(number)) onChange(number)
    setTyped(null)
  }
  return (
    <div className={cx(field.field)}>
      <label className={cx(field.label)} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="number"
        className={cx(field.input)}
        value={typed ?? value}
        {...limits}
        onChange={({ target, nativeEvent }) => {
          // The arrows change the number without typing any of it.
          if ('inputType' in nativeEvent && nativeEvent.inputType) setTyped(target.value)
          else onChange(target.valueAsNumber)
        }}
        onKeyDown={({ key }) => key === 'Enter' && commit()}
        onBlur={commit}
      />
    </div>
  )
}
