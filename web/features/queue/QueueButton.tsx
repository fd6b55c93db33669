import { ListOrdered } from 'lucide-react'
import { lazy, useRef, useState } from 'react'
import { useTasks } from '../../state/page-context.tsx'
import { waitingTasks } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'
import { Button, type ButtonProps } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Popover } from '../../ui/Popover.tsx'
import { Part } from '../frame/Part.tsx'
import { useLayoutClass } from '../frame/use-layout-class.ts'
import styles from './QueueButton.module.css'

const QueuePanel = lazy(() => import('./QueuePanel.tsx').then((module) => ({ default: module.QueuePanel })))

const QueueSheet = lazy(() => import('./QueueSheet.tsx').then((module) => ({ default: module.QueueSheet })))

/** How many tasks wait; opens the queue beside it, or from the bottom of a phone. */
export function QueueButton() {
  const say = useText()
  const isPhone = useLayoutClass(useRef(document.documentElement)) === 'phone'
  const [isSheetOpen, setSheetOpen] = useState(false)
  if (!isPhone) {
    return (
      <Popover label={say('queue.region')} size="wide" trigger={<Trigger />}>
        <Panel />
      </Popover>
    )
  }
  return (
    <>
      <Trigger onPress={() => setSheetOpen(true)} />
      {isSheetOpen && (
        <Part>
          <QueueSheet onClose={() => setSheetOpen(false)} />
        </Part>
      )}
    </>
  )
}

function Trigger(props: Pick<ButtonProps, 'ref' | 'onPress' | 'aria-expanded'>) {
  const say = useText()
  const count = useTasks((state) => waitingTasks(state).length)
  return (
    <Button look="quiet" aria-haspopup="dialog" aria-describedby="queue-count" {...props}>
      <ListOrdered size={16} aria-hidden="true" />
      {say('queue.button')}
      <span className={cx(styles.count, count === 0 && styles.none)} aria-hidden="true">
        {count}
      </span>
      <span id="queue-count" hidden>
        {say('queue.count', { count })}
      </span>
    </Button>
  )
}

function Panel() {
  return (
    <Part fallback={<div className={cx(styles.space)} />}>
      <QueuePanel />
    </Part>
  )
}
