import { Cpu } from 'lucide-react'
import { lazy } from 'react'
import { useEnvironment, useTasks } from '../../state/page-context.tsx'
import { runningTask } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Popover } from '../../ui/Popover.tsx'
import styles from './Banner.module.css'
import { Part } from './Part.tsx'
import { engineWord } from './engine-word.ts'

const EngineFacts = lazy(() =>
  import('./EngineFacts.tsx').then((module) => ({ default: module.EngineFacts })),
)

/** How the engine does, in a word or two; a press says more. */
export function EngineChip() {
  const say = useText()
  const environment = useEnvironment((state) => state)
  const running = useTasks(runningTask)
  const queue = useTasks((state) => state.queue)
  return (
    <Popover
      label={say('engine.about')}
      trigger={
        <Button look="quiet" className={styles.chip} aria-haspopup="dialog">
          <Cpu size={16} aria-hidden="true" />
          <span className={cx(styles.chipText)} data-engine={environment.connection}>
            {engineWord(environment, running, queue, say)}
          </span>
        </Button>
      }
    >
      {(close) => (
        <Part>
          <EngineFacts onLeave={close} />
        </Part>
      )}
    </Popover>
  )
}
