import { X } from 'lucide-react'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import styles from './QueueButton.module.css'
import { QueuePanel } from './QueuePanel.tsx'

/** The queue from the bottom of a phone. */
export function QueueSheet({ onClose }: { readonly onClose: () => void }) {
  const say = useText()
  return (
    <Modal label={say('queue.region')} look="bottomSheet" height="72dvh" onClose={onClose}>
      <section className={cx(styles.sheet)} aria-label={say('queue.region')}>
        <header className={cx(styles.sheetHead)}>
          <h2 className={cx(styles.title)}>{say('queue.region')}</h2>
          <IconButton label={say('app.close')} onPress={onClose}>
            <X size={20} aria-hidden="true" />
          </IconButton>
        </header>
        <QueuePanel />
      </section>
    </Modal>
  )
}
