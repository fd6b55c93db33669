import { ListOrdered, X } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTasks } from '../../state/page-context.tsx'
import { waitingTasks } from '../../state/tasks.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { useLayoutClass } from '../frame/use-layout-class.ts'
import styles from './QueueButton.module.css'

const QueuePanel = lazy(() => import('./QueuePanel.tsx').then((module) => ({ default: module.QueuePanel })))

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
  const close = () => setSheetOpen(false)
  return (
    <>
      <Trigger onPress={() => setSheetOpen(true)} />
      {isSheetOpen && (
        <Modal label={say('queue.region')} look="bottomSheet" height="72dvh" onClose={close}>
          <section className={cx(styles.sheet)} aria-label={say('queue.region')}>
            <header className={cx(styles.sheetHead)}>
              <h2 className={cx(styles.title)}>{say('queue.region')}</h2>
              <IconButton label={say('app.close')} onPress={close}>
                <X size={20} aria-hidden="true" />
              </IconButton>
            </header>
            <Panel />
          </section>
        </Modal>
      )}
    </>
  )
}

function Trigger({ onPress }: { readonly onPress?: () => void }) {
  const say = useText()
  const count = useTasks((state) => waitingTasks(state).length)
  return (
    <Button look="quiet" aria-haspopup="dialog" aria-describedby="queue-count" {...(onPress && { onPress })}>
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
    <Suspense fallback={<div className={cx(styles.space)} />}>
      <QueuePanel />
    </Suspense>
  )
}
