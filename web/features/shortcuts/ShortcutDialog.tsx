import { X } from 'lucide-react'
import { useText } from '../../text/use-text.ts'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import styles from './ShortcutDialog.module.css'
import { SHORTCUTS, type ShortcutPlace } from './shortcut-table.ts'

const PLACES: readonly ShortcutPlace[] = ['anywhere', 'gallery', 'full']

/** The list of all shortcuts. */
export function ShortcutDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useText()
  const mod = navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl'
  return (
    <Modal label={say('shortcuts.title')} onClose={onClose}>
      <div className={cx(styles.dialog)}>
        <header className={cx(styles.head)}>
          <h2 className={cx(styles.title)}>{say('shortcuts.title')}</h2>
          <IconButton label={say('app.close')} onPress={onClose}>
            <X size={20} aria-hidden="true" />
          </IconButton>
        </header>
        {PLACES.map((place) => (
          <section key={place} aria-label={say(`shortcuts.where.${place}`)}>
            <h3 className={cx(styles.place)}>{say(`shortcuts.where.${place}`)}</h3>
            <dl className={cx(styles.list)}>
              {SHORTCUTS.filter(({ where }) => where === place).map(({ keys, does }) => (
                <div key={does} className={cx(styles.row)}>
                  <dt>{say(does)}</dt>
                  <dd className={cx(styles.keys)}>
                    {keys.map((key) => (
                      <kbd key={key}>{key === 'Mod' ? mod : key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
