import { ChevronDown } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { cx } from './cx.ts'
import field from './field.module.css'
import styles from './Select.module.css'

/** One of the values of a select. */
export interface SelectChoice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** What the label is written in, where that is not the language of the page. */
  readonly language?: string
}

/** Choices under a heading. */
export interface SelectGroup<Value extends string> {
  readonly label: string
  readonly choices: readonly SelectChoice<Value>[]
}

/** One value out of many. */
export interface SelectProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly choices: readonly SelectChoice<Value>[]
  /** Shown below `choices`, each under its heading; empty ones are left out. */
  readonly groups?: readonly SelectGroup<Value>[]
  readonly hint?: string | undefined
  readonly isDisabled?: boolean
  /** The "?" behind the label. */
  readonly help?: ReactNode
  /** Beside the box. */
  readonly children?: ReactNode
}

/** The platform's own select: role combobox, and the list that every phone and screen reader knows. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, onChange, choices, groups = [], hint, help, isDisabled = false, children } = props
  const id = useId()
  return (
    <div className={cx(field.field)} data-field>
      <span className={cx(field.labelRow)}>
        <label className={cx(field.label)} htmlFor={id}>
          {label}
        </label>
        {help}
      </span>
      <div className={cx(styles.row)}>
        <div className={cx(styles.place)}>
          <select
            id={id}
            className={cx(field.input, styles.select)}
            value={value}
            disabled={isDisabled}
            aria-describedby={hint ? `${id}-hint` : undefined}
            // Only the values below can be chosen.
            onChange={({ target }) => onChange(target.value as Value)}
          >
            <Options choices={choices} />
            {groups
              .filter((group) => group.choices.length > 0)
              .map((group) => (
                <optgroup key={group.label} label={group.label}>
                  <Options choices={group.choices} />
                </optgroup>
              ))}
          </select>
          <ChevronDown className={cx(styles.arrow)} size={16} aria-hidden="true" />
        </div>
        {children}
      </div>
      {hint && (
        <p id={`${id}-hint`} className={cx(field.hint)}>
          {hint}
        </p>
      )}
    </div>
  )
}

function Options<Value extends string>({ choices }: { readonly choices: readonly SelectChoice<Value>[] }) {
  return choices.map(({ value, label, language }) => (
    <option key={value} value={value} lang={language}>
      {label}
    </option>
  ))
}
