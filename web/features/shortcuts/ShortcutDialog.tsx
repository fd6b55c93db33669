import { X } from 'lucide-react'
import { usePreferences } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { hasAppleKeys, printedKeys } from './key-combo.ts'
import styles from './ShortcutDialog.module.css'
import { shortcutsOf, type Shortcut, type ShortcutPlace } from './shortcut-table.ts'

const PLACES: readonly ShortcutPlace[] = ['anywhere', 'gallery', 'full']

/** The list of all shortcuts, and the switch for those of a single letter. */
export function ShortcutDialog(props: { readonly onClose: () => void; readonly onCommands: () => void }) {
  const { onClose, onCommands } = props
  const say = useText()
  const areSinglesOn = usePreferences((state) => state.singleLetterShortcuts)
  const prefer = usePreferences((state) => state.prefer)
  return (
    <Modal label={say('shortcuts.title')} onClose={onClose}>
      <div className={cx(styles.dialog)}>
        <header className={cx(styles.head)}>
          <h2 className={cx(styles.title)}>{say('shortcuts.title')}</h2>
          <IconButton label={say('app.close')} onPress={onClose}>
            <X size={20} aria-hidden="true" />
          </IconButton>
        </header>
        <Button className={styles.commands} onPress={onCommands}>
          {say('commands.title')}
        </Button>
        <Switch
          label={say('shortcuts.singleLetters')}
          isOn={areSinglesOn}
          onChange={(on) => prefer({ singleLetterShortcuts: on })}
        />
        {PLACES.map((place) => (
          <section key={place} aria-label={say(`shortcuts.where.${place}`)}>
            <h3 className={cx(styles.place)}>{say(`shortcuts.where.${place}`)}</h3>
            <dl>
              {shortcutsOf(place).map((shortcut) => (
                <Line key={shortcut.id} shortcut={shortcut} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

function Line({ shortcut: { does, keys } }: { readonly shortcut: Shortcut }) {
  const say = useText()
  const isApple = hasAppleKeys(navigator.userAgent)
  return (
    <div className={cx(styles.row)}>
      <dt>{say(does)}</dt>
      <dd className={cx(styles.combos)}>
        {keys.map((combo) => (
          <span key={combo} className={cx(styles.keys)}>
            {printedKeys(combo, isApple).map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  )
}
