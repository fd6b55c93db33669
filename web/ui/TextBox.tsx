import type { ReactNode, RefObject } from 'react'
import { Label, Text, TextArea, TextField } from 'react-aria-components/TextField'
import { cx } from './cx.ts'
import styles from './field.module.css'
import box from './TextBox.module.css'

/** A box for several lines of text. */
export interface TextBoxProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly hint?: string
  readonly isDisabled?: boolean
  readonly maxLength: number
  /** The prompt's box is larger and shows its label to screen readers only. */
  readonly look?: 'normal' | 'prompt'
  /** The "?" behind the label. */
  readonly help?: ReactNode
  readonly id?: string
  readonly inputRef?: RefObject<HTMLTextAreaElement | null>
}

/** A labelled box of text that grows with what is written. */
export function TextBox({
  label,
  hint,
  help,
  look = 'normal',
  placeholder,
  id,
  inputRef,
  ...rest
}: TextBoxProps) {
  const isPrompt = look === 'prompt'
  return (
    <TextField {...rest} data-field className={cx(styles.field)}>
      <span className={cx(styles.labelRow)}>
        <Label className={cx(isPrompt ? 'hidden-visually' : styles.label)}>{label}</Label>
        {help}
      </span>
      <TextArea
        className={cx(styles.input, box.box, isPrompt && box.prompt)}
        dir="auto"
        spellCheck
        {...(id && { id })}
        {...(placeholder && { placeholder })}
        {...(inputRef && { ref: inputRef })}
      />
      {hint && (
        <Text slot="description" className={cx(styles.hint)}>
          {hint}
        </Text>
      )}
    </TextField>
  )
}
