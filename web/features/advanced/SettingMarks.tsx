import type { GenerationRequest } from '../../../contract/request.ts'
import type { HelpTopic } from '../../text/help-messages.ts'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { HelpButton } from '../help/HelpButton.tsx'
import styles from './Advanced.module.css'
import { useChanged } from './use-changed.ts'

/** Behind a setting's label: its help, and a dot when it differs from the preset or the model. */
export function SettingMarks(props: {
  readonly name: keyof GenerationRequest & HelpTopic
  readonly label: string
}) {
  const { name, label } = props
  const say = useText()
  const isChanged = useChanged([name]).length > 0
  return (
    <span className={cx(styles.marks)}>
      <HelpButton topic={name} name={label} />
      {isChanged && (
        <>
          <span className={cx(styles.dot)} aria-hidden="true" />
          <span className="hidden-visually">{say('advanced.changed')}</span>
        </>
      )}
    </span>
  )
}
