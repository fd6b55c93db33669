import type { ReactNode } from 'react'
import { FieldError, Input, Label, Text, TextField as AriaTextField } from 'react-aria-components/TextField'
import { cx } from './cx.ts'
import styles from './field.module.css'

/** A box for a line of text. */
export interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  /** Set when the value cannot be used. */
  readonly error?: string | undefined
  readonly isDisabled?: boolean
  readonly inputMode?: 'numeric' | 'text'
  /** `password` hides what is typed; for secrets. */
  readonly type?: 'text' | 'password'
  /** The "?" behind the label. */
  readonly help?: ReactNode
}

/** A labelled line of text with a hint, or what is wrong with it, below. */
export function TextField({ label, hint, help, error, inputMode = 'text', ...rest }: TextFieldProps) {
  return (
    <AriaTextField {...rest} data-field className={cx(styles.field)} isInvalid={error !== undefined}>
      <span className={cx(styles.labelRow)}>
        <Label className={cx(styles.label)}>{label}</Label>
        {help}
      </span>
      <Input className={cx(styles.input)} inputMode={inputMode} autoComplete="off" />
      {hint && !error && (
        <Text slot="description" className={cx(styles.hint)}>
          {hint}
        </Text>
      )}
      <FieldError className={cx(styles.error)}>{error}</FieldError>
    </AriaTextField>
  )
}
