import { useState } from 'react'
import { useActions } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Modal } from '../../ui/Modal.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './StoragePanel.module.css'

/** Removes all that the page keeps, once a word is typed. */
export function DeleteEverything() {
  const say = useText()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button className={styles.start} onPress={() => setAsking(true)}>
        {say('clear.everything')}
      </Button>
      {isAsking && <Question onClose={() => setAsking(false)} />}
    </>
  )
}

function Question({ onClose }: { readonly onClose: () => void }) {
  const say = useText()
  const { deleteEverything } = useActions()
  const [typed, setTyped] = useState('')
  const [isBusy, setBusy] = useState(false)
  const word = say('clear.word')
  const isRight = typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase()
  const run = () => {
    setBusy(true)
    void deleteEverything()
  }
  return (
    <Modal label={say('clear.title')} onClose={onClose}>
      <form
        className={cx(styles.question)}
        onSubmit={(event) => {
          event.preventDefault()
          if (isRight && !isBusy) run()
        }}
      >
        <h2 className={cx(styles.questionTitle)}>{say('clear.title')}</h2>
        <p>{say('clear.says')}</p>
        <TextField
          label={say('clear.type', { word })}
          value={typed}
          onChange={setTyped}
          isDisabled={isBusy}
        />
        <div className={cx(styles.kept)}>
          <Button look="danger" isDisabled={!isRight || isBusy} onPress={run}>
            {say('clear.everythingNow')}
          </Button>
          <Button onPress={onClose} isDisabled={isBusy}>
            {say('drop.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
