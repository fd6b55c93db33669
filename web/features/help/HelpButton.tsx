import { lazy } from 'react'
import type { HelpTopic } from '../../text/help-messages.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Popover } from '../../ui/Popover.tsx'
import { Part } from '../frame/Part.tsx'
import styles from './Help.module.css'

const HelpText = lazy(() => import('./HelpText.tsx').then((module) => ({ default: module.HelpText })))

/** The "?" behind a control's label: a press says what the control does, when to move it and what that costs. */
export function HelpButton({
  topic,
  name,
}: {
  readonly topic: HelpTopic
  /** The control's label. */
  readonly name: string
}) {
  const say = useText()
  const label = say('help.about', { name })
  return (
    <span className={cx(styles.place)} data-about={topic}>
      <Popover
        label={label}
        trigger={
          <Button look="help" aria-label={label} aria-haspopup="dialog">
            ?
          </Button>
        }
      >
        <div className={cx(styles.help)}>
          <p className={cx(styles.name)}>{name}</p>
          <Part>
            <HelpText topic={topic} />
          </Part>
        </div>
      </Popover>
    </span>
  )
}
