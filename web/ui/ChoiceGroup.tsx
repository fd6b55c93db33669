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

/** Choices under a heading of their own. */
export interface ChoiceSection<Value extends string> {
  readonly label: string
  readonly choices: readonly Choice<Value>[]
}

/** One value out of a few, all of them visible. */
export interface ChoiceGroupProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly choices: readonly Choice<Value>[]
  /** Shown above `choices`, each under its heading; empty ones are left out. */
  readonly groups?: readonly ChoiceSection<Value>[]
  /** The "?" behind the label. */
  readonly help?: ReactNode
  /** Where the choices speak for themselves. */
  readonly isLabelHidden?: boolean
  readonly look?: 'list' | 'segments' | 'tiles' | 'chips'
}

/** A radio group: as a list with notes, as segments in a row, as tiles with pictures, or as chips over several lines. */
export function ChoiceGroup<Value extends string>({
  label,
  choices,
  groups = [],
  look = 'list',
  help,
  isLabelHidden = false,
  value,
  onChange,
}: ChoiceGroupProps<Value>) {
  return (
    <RadioGroup
      data-field
      className={cx(field.field)}
      value={value}
      // Only the values of `choices` can be chosen.
      onChange={(chosen) => onChange(chosen as Value)}
      orientation={look === 'list' ? 'vertical' : 'horizontal'}
    >
      <span className={cx(isLabelHidden ? 'hidden-visually' : field.labelRow)}>
        <Label className={cx(field.label)}>{label}</Label>
        {help}
      </span>
      <div className={cx(groups.length > 0 && styles.sections)}>
        {groups
          .filter((group) => group.choices.length > 0)
          .map((group) => (
            <div key={group.label} role="group" aria-label={group.label}>
              <p className={cx(styles.section)} aria-hidden="true">
                {group.label}
              </p>
              <Choices choices={group.choices} look={look} />
            </div>
          ))}
        <Choices choices={choices} look={look} />
      </div>
    </RadioGroup>
  )
}

function Choices<Value extends string>(props: {
  readonly choices: readonly Choice<Value>[]
  readonly look: 'list' | 'segments' | 'tiles' | 'chips'
}) {
  const { choices, look } = props
  return (
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
  )
}
