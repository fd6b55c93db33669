import type { ReactNode } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import styles from './ChoiceGroup.module.css'
import { cx } from './cx.ts'
import field from './field.module.css'

/** One of several values. */
export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** Beside the label; part of the name. */
  readonly note?: string
  /** Why it cannot be chosen, in words. Present means disabled. */
  readonly disabledReason?: string | undefined
  /** Drawn before the label; aria-hidden. */
  readonly picture?: ReactNode
}

/** One value out of a few, all of them visible. */
export interface ChoiceGroupProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly choices: readonly Choice<Value>[]
  readonly look?: 'list' | 'segments' | 'tiles'
}

/** A radio group: as a list with notes, as segments in a row, or as tiles with pictures. */
export function ChoiceGroup<Value extends string>({
  label,
  choices,
  look = 'list',
  value,
  onChange,
}: ChoiceGroupProps<Value>) {
  return (
    <RadioGroup
      className={cx(field.field)}
      value={value}
      // Only the values of `choices` can be chosen.
      onChange={(chosen) => onChange(chosen as Value)}
      orientation={look === 'list' ? 'vertical' : 'horizontal'}
    >
      <Label className={cx(field.label)}>{label}</Label>
      <div className={cx(styles[look])}>
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            value={choice.value}
            className={cx(styles.choice, field.covered)}
            isDisabled={choice.disabledReason !== undefined}
          >
            {look === 'list' && <span className={cx(styles.dot)} aria-hidden="true" />}
            {choice.picture}
            <span className={cx(styles.text)}>
              <span className={cx(styles.name)}>{choice.label}</span>
              {(choice.disabledReason ?? choice.note) && (
                <span className={cx(styles.note)}> {choice.disabledReason ?? choice.note}</span>
              )}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
