import { useState } from 'react'
import { useActions } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Modal } from '../../ui/Modal.tsx'
import styles from './Notices.module.css'

/** Takes the engine from another window; asks first when that one is making a picture. */
export function WorkHere() {
  const say = useText()
  const { workHere, isEngineBusy } = useActions()
  const [isAsking, setAsking] = useState(false)
  const take = async () => {
    if (await isEngineBusy()) setAsking(true)
    else workHere()
  }
  return (
    <>
      <Button onPress={() => void take()}>{say('notices.workHere')}</Button>
      {isAsking && (
        <Modal label={say('notices.takeOver')} onClose={() => setAsking(false)}>
          <div className={cx(styles.ask)}>
            <h2 className={cx(styles.askTitle)}>{say('notices.takeOver')}</h2>
            <p>{say('notices.takeOverBusy')}</p>
            <div className={cx(styles.askButtons)}>
              <Button
                look="primary"
                onPress={() => {
                  setAsking(false)
                  workHere()
                }}
              >
                {say('notices.takeOverNow')}
              </Button>
              <Button autoFocus onPress={() => setAsking(false)}>
                {say('notices.leaveThere')}
              </Button>
            </div>
          </div>
        </Modal>
      )}
    </>
  )
}
