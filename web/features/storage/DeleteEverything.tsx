import { useId, useState } from 'react'
import { useActions, useEnvironment } from '../../state/page-context.tsx'
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
  const isElsewhere = useEnvironment(({ connection }) => connection === 'elsewhere' || connection === 'taken')
  const id = useId()
  return (
    <>
      <Button
        className={styles.start}
        isDisabled={isElsewhere}
        {...(isElsewhere && { 'aria-describedby': id })}
        onPress={() => setAsking(true)}
      >
        {say('clear.everything')}
      </Button>
      {/* What runs there would go on writing. */}
      {isElsewhere && <p id={id}>{say('engine.means.elsewhere')}</p>}
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
    // It opens the page anew, or could not, which a notice tells.
    void deleteEverything().finally(onClose)
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
