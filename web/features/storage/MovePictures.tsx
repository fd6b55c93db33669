import { useStore } from 'zustand'
import { EVERYTHING } from '../../../contract/gallery-query.ts'
import { usePage } from '../../state/page-context.tsx'
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
  const page = usePage()
  const transfer = transferOf(page)
  const isBusy = useStore(transfer, ({ job }) => job !== null)
  const exportAll = async () => {
    const { entries } = await page.library.find(EVERYTHING)
    const unsaved = page.gallery.getState().pictures.filter(({ saved }) => !saved)
    const ids = new Set([...unsaved, ...entries].map(({ id }) => id))
    await transfer.getState().exportZip([...ids], say)
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
