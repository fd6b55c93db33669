import { useState } from 'react'
import { userStyleName, type UserStyle } from '../../../contract/catalog/style-file.ts'
import { useActions } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { TextBox } from '../../ui/TextBox.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './MyStyles.module.css'

const MAX_TEXT = 2000
const EMPTY: UserStyle = { name: '', positive: '{prompt}', negative: '', keywords: '' }

/** Writes a style, or changes one. */
export function StyleForm({
  style,
  onDone,
}: {
  /** Null: a new one. */
  readonly style: UserStyle | null
  readonly onDone: () => void
}) {
  const say = useText()
  const { putUserStyle } = useActions()
  const [draft, setDraft] = useState(style ?? EMPTY)
  const [hasFailed, setFailed] = useState(false)
  const name = userStyleName(draft.name)
  const isTaken = draft.name.trim() !== '' && name === ''
  const change = (part: Partial<UserStyle>) => setDraft({ ...draft, ...part })
  const save = async () => {
    const isKept = await putUserStyle({ ...draft, name }, style?.name)
    setFailed(!isKept)
    if (!isKept) return
    setDraft(EMPTY)
    onDone()
  }
  return (
    <div
      role="group"
      aria-label={style ? say('styles.mineEdit', { name: style.name }) : say('styles.mineNew')}
      className={cx(styles.form)}
    >
      <TextField
        label={say('styles.mineName')}
        value={draft.name}
        onChange={(value) => change({ name: value })}
        error={isTaken ? say('styles.mineTaken') : undefined}
      />
      <TextBox
        label={say('styles.minePositive')}
        value={draft.positive}
        onChange={(positive) => change({ positive })}
        hint={say('styles.minePositiveHint', { place: '{prompt}' })}
        maxLength={MAX_TEXT}
      />
      <TextBox
        label={say('styles.mineNegative')}
        value={draft.negative}
        onChange={(negative) => change({ negative })}
        maxLength={MAX_TEXT}
      />
      <TextField
        label={say('styles.mineKeywords')}
        value={draft.keywords}
        onChange={(keywords) => change({ keywords })}
      />
      {hasFailed && <p role="alert">{say('styles.mineFailed')}</p>}
      <Button
        isDisabled={name === '' || (draft.positive.trim() === '' && draft.negative.trim() === '')}
        onPress={() => void save()}
      >
        {say('styles.mineSave')}
      </Button>
    </div>
  )
}
