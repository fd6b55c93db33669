import { useEffect, useState } from 'react'
import type { AddedUserFile } from '../../../contract/user-files.ts'
import { useActions } from '../../state/page-context.tsx'
import { useDraftModel } from '../../state/use-request.ts'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { Modal } from '../../ui/Modal.tsx'
import { AboutLora } from '../models/AboutLora.tsx'
import { addedText } from '../models/added-text.ts'
import styles from './Drop.module.css'

/** A dropped LoRA file on its way into the browser. */
export interface DroppedLora {
  readonly name: string
  readonly adding: Promise<AddedUserFile>
}

interface LoraSheetProps {
  readonly dropped: readonly DroppedLora[]
  readonly onClose: () => void
}

/** Says what became of dropped LoRA files, what they are, and offers to use them. */
export function LoraSheet({ dropped, onClose }: LoraSheetProps) {
  const say = useText()
  const title = say('loras.dropTitle', { count: dropped.length })
  return (
    <Modal label={title} onClose={onClose}>
      <div className={cx(styles.sheet)}>
        <h2 className={cx(styles.title)}>{title}</h2>
        {dropped.map((one, at) => (
          <Dropped key={at} dropped={one} onClose={onClose} />
        ))}
        <div className={cx(styles.buttons)}>
          <Button onPress={onClose} autoFocus>
            {say('app.close')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

function Dropped({ dropped, onClose }: { readonly dropped: DroppedLora; readonly onClose: () => void }) {
  const say = useText()
  const { useLora: takeLora } = useActions()
  const model = useDraftModel()
  const added = useAdded(dropped)
  if (!added) return <p role="status">{say('loras.adding', { name: dropped.name })}</p>
  const text = addedText(added, dropped.name, say)
  if (added.outcome === 'failed') return <p role="alert">{text}</p>
  const use = () => {
    takeLora(added.file.name)
    onClose()
  }
  return (
    <>
      <p role="status">{text}</p>
      {model && <AboutLora file={added.file} model={model} />}
      <div className={cx(styles.buttons)}>
        <Button look="primary" onPress={use}>
          {say('loras.use', { name: added.file.name })}
        </Button>
      </div>
    </>
  )
}

function useAdded({ adding }: DroppedLora): AddedUserFile | null {
  const [added, setAdded] = useState<AddedUserFile | null>(null)
  useEffect(() => {
    let isWanted = true
    void adding.then((one) => isWanted && setAdded(one))
    return () => {
      isWanted = false
    }
  }, [adding])
  return added
}
