import { useState } from 'react'
import { useText } from '../../text/use-text.ts'
import { CommandBox } from '../../ui/CommandBox.tsx'
import { cx } from '../../ui/cx.ts'
import { Modal } from '../../ui/Modal.tsx'
import { hasAppleKeys, printedKeys } from '../shortcuts/key-combo.ts'
import { keysOf } from '../shortcuts/find-shortcut.ts'
import { findCommands } from './find-commands.ts'
import styles from './CommandList.module.css'
import { useCommands, type Command, type CommandGround } from './use-commands.ts'

/** Everything by its name: views, actions and controls. Typing narrows it down, Enter does the first. */
export function CommandList({
  ground,
  onClose,
}: {
  readonly ground: CommandGround
  readonly onClose: () => void
}) {
  const say = useText()
  const [typed, setTyped] = useState('')
  const found = findCommands(useCommands(ground), typed)
  return (
    <Modal label={say('commands.title')} onClose={onClose}>
      <div data-commands className={cx(styles.list)}>
        <CommandBox
          label={say('commands.search')}
          listLabel={say('commands.title')}
          noneText={say('commands.none')}
          text={typed}
          onText={setTyped}
          items={found}
          render={(command) => <Line command={command} />}
          onChoose={({ run }) => {
            onClose()
            run()
          }}
        />
      </div>
    </Modal>
  )
}

function Line({ command: { label, place, shortcut } }: { readonly command: Command }) {
  const [combo] = shortcut ? keysOf(shortcut) : []
  return (
    <>
      <span className={cx(styles.label)}>{label}</span>
      {combo !== undefined && (
        <kbd className={cx(styles.keys)}>
          {printedKeys(combo, hasAppleKeys(navigator.userAgent)).join(' ')}
        </kbd>
      )}
      <span className={cx(styles.place)}>{place}</span>
    </>
  )
}
