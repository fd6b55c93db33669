import { useStore } from 'zustand'
import { useActions, usePage } from '../../state/page-context.tsx'
import { useText } from '../../text/use-text.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import { ImportButton } from '../transfer/ImportButton.tsx'
import { transferOf } from '../transfer/transfer-store.ts'
import { TransferStatus } from '../transfer/TransferStatus.tsx'
import styles from './StoragePanel.module.css'

/** Takes all pictures out as a zip, and brings them back. */
export function MovePictures() {
  const say = useText()
  const { listPictures } = useActions()
  const transfer = transferOf(usePage())
  const isBusy = useStore(transfer, ({ job }) => job !== null)
  const exportAll = async () => {
    const pictures = await listPictures(null)
    await transfer.getState().exportZip(
      pictures.map(({ id }) => id),
      say,
    )
  }
  return (
    <div className={cx(styles.older)}>
      <div className={cx(styles.kept)}>
        <Button isDisabled={isBusy} onPress={() => void exportAll()}>
          {say('clear.exportAll')}
        </Button>
        <ImportButton />
      </div>
      <TransferStatus />
    </div>
  )
}
